//! Which of a site's tabs polls.
//!
//! The platform's lock says so (Web Locks): whoever holds it leads, whoever wants it waits for it,
//! and gets it when the holder closes or crashes. Three things the lock does not do:
//! - A tab that was frozen holds it still. So the others ask after the leader, and take the lock
//!   away from one that does not answer twice in a row.
//! - A tab that was frozen does not know that it lost the lock until it is told. So a leader sends
//!   nothing unless it has looked within [`LEASE_MS`], which is shorter than anybody's patience.
//! - A hidden tab has slow timers. So it hands the lock to one that is seen.
//!
//! [`Tabs`] is a state machine like the others: each call is followed by taking its actions, and by
//! waiting until [`Tabs::wake_at`].

use std::collections::VecDeque;

/// How long a look at the lock is good for.
pub(super) const LEASE_MS: u64 = 1_500;

/// So often a follower asks after a leader that is silent, and so long it waits for the answer.
const PATIENCE_MS: u64 = 2_000;

/// So many questions without an answer, and the leader is taken for frozen. One is not enough: a
/// tab that was itself frozen finds its timer before the answer.
const QUESTIONS: u32 = 2;

/// What a tab is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// There are no others, or no way to them.
    Alone,
    /// It polls for all.
    Leading,
    /// Another one polls.
    Following,
}

impl Role {
    /// The role's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Leading => "leading",
            Self::Following => "following",
        }
    }
}

/// What tabs say to each other, apart from the board's changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A tab is new, and asks for everything.
    Hello,
    /// Is the leader there? The asking tab may be seen.
    Ask {
        /// Whether anybody can see it.
        visible: bool,
    },
    /// The leader is there.
    Here,
    /// The leader, which is hidden, gives the lock to this tab.
    Yours {
        /// The tab.
        to: String,
    },
}

/// What the driver is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TabAction {
    /// Ask for the lock; report with [`Tabs::lock_granted`] and [`Tabs::lock_lost`].
    RequestLock {
        /// Take it from whoever has it.
        steal: bool,
    },
    /// Look whether the lock is still this tab's; report with [`Tabs::lock_confirmed`] or
    /// [`Tabs::lock_lost`].
    ConfirmLock,
    /// Say it to the other tabs.
    Say(Message),
    /// Send the others the whole board.
    SendAll,
    /// Begin to poll.
    Lead,
    /// Stop polling.
    Follow,
}

/// One tab among others.
#[derive(Debug)]
pub struct Tabs {
    id: String,
    role: Role,
    hidden: bool,
    /// When the leader was last heard of.
    heard_at: u64,
    asked_at: Option<u64>,
    questions: u32,
    confirmed_at: Option<u64>,
    confirming: bool,
    actions: VecDeque<TabAction>,
}

impl Tabs {
    /// A tab of this name, which nobody else has. It asks for the lock, and for the board.
    pub fn new(id: String, hidden: bool, now: u64) -> Self {
        let mut tabs = Self {
            id,
            role: Role::Following,
            hidden,
            heard_at: now,
            asked_at: None,
            questions: 0,
            confirmed_at: None,
            confirming: false,
            actions: VecDeque::new(),
        };
        tabs.actions.push_back(TabAction::RequestLock { steal: false });
        tabs.actions.push_back(TabAction::Say(Message::Hello));
        tabs
    }

    /// What it is to the others.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Until when the lock is surely its own, or nothing when it must look first.
    pub fn lease(&self) -> Option<u64> {
        let at = self.confirmed_at.filter(|_| self.role == Role::Leading)?;
        Some(at.saturating_add(LEASE_MS))
    }

    /// The next thing to do.
    pub fn next_action(&mut self) -> Option<TabAction> {
        self.actions.pop_front()
    }

    /// The lock is this tab's.
    pub fn lock_granted(&mut self, now: u64) {
        self.role = Role::Leading;
        self.confirmed_at = Some(now);
        self.confirming = false;
        (self.asked_at, self.questions) = (None, 0);
        self.actions.push_back(TabAction::Lead);
        self.actions.push_back(TabAction::SendAll);
    }

    /// The lock is no longer this tab's, or was not to be had.
    pub fn lock_lost(&mut self, now: u64) {
        self.follow(now);
        self.actions.push_back(TabAction::RequestLock { steal: false });
    }

    /// The lock is still this tab's.
    pub fn lock_confirmed(&mut self, now: u64) {
        self.confirming = false;
        if self.role == Role::Leading {
            self.confirmed_at = Some(now);
        }
    }

    /// The board wants to send, and the lease has run out.
    pub fn need_lease(&mut self) {
        if self.role == Role::Leading && !std::mem::replace(&mut self.confirming, true) {
            self.actions.push_back(TabAction::ConfirmLock);
        }
    }

    /// Whether anybody can see the tab.
    pub fn set_hidden(&mut self, hidden: bool, now: u64) {
        self.hidden = hidden;
        if !hidden && self.role == Role::Following {
            self.ask(now);
        }
    }

    /// The leader sent changes.
    pub fn heard_from_leader(&mut self, now: u64) {
        self.heard_at = now;
        (self.asked_at, self.questions) = (None, 0);
    }

    /// Another tab said something.
    pub fn heard(&mut self, from: &str, message: &Message, now: u64) {
        match message {
            Message::Hello if self.role == Role::Leading => {
                self.actions.push_back(TabAction::SendAll);
            }
            Message::Ask { visible } if self.role == Role::Leading => {
                if *visible && self.hidden {
                    let to = from.to_owned();
                    self.follow(now);
                    self.actions.push_back(TabAction::SendAll);
                    self.actions.push_back(TabAction::Say(Message::Yours { to }));
                } else {
                    self.actions.push_back(TabAction::Say(Message::Here));
                }
            }
            Message::Here => self.heard_from_leader(now),
            Message::Yours { to } => {
                self.heard_from_leader(now);
                if *to == self.id {
                    self.steal();
                }
            }
            Message::Hello | Message::Ask { .. } => {}
        }
    }

    /// When to call [`Tabs::wake`].
    pub fn wake_at(&self) -> Option<u64> {
        let silent_since = self.asked_at.unwrap_or(self.heard_at);
        (self.role == Role::Following).then(|| silent_since.saturating_add(PATIENCE_MS))
    }

    /// Asks after the leader, or gives up on it.
    pub fn wake(&mut self, now: u64) {
        if self.wake_at().is_none_or(|at| at > now) {
            return;
        }
        if self.questions >= QUESTIONS {
            self.steal();
            (self.asked_at, self.questions) = (None, 0);
            self.heard_at = now;
        } else {
            self.ask(now);
        }
    }

    fn ask(&mut self, now: u64) {
        self.questions = self.questions.saturating_add(1);
        self.asked_at = Some(now);
        self.actions.push_back(TabAction::Say(Message::Ask { visible: !self.hidden }));
    }

    fn steal(&mut self) {
        self.actions.push_back(TabAction::RequestLock { steal: true });
    }

    fn follow(&mut self, now: u64) {
        let led = self.role == Role::Leading;
        self.role = Role::Following;
        self.confirmed_at = None;
        self.confirming = false;
        self.heard_at = now;
        (self.asked_at, self.questions) = (None, 0);
        if led {
            self.actions.push_back(TabAction::Follow);
        }
    }
}
