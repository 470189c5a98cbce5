//! The choice of the tab that polls.
//!
//! A lock of the platform (Web Locks) decides: the tab that holds it leads. Other tabs wait for it, and
//! one of them gets it when the holder closes or crashes. The lock alone is not enough:
//! - A frozen tab still holds the lock. So the others ping the leader, and steal the lock if it does
//!   not answer twice in a row.
//! - A tab that was frozen does not know that it lost the lock until it is told. So a leader sends
//!   nothing unless it has looked within [`LEASE_MS`], which is shorter than anybody's patience.
//! - A hidden tab has slow timers. So it hands the lock to one that is seen, unless it is needed:
//!   not every tab has clients for all jobs, and one that does takes the lead ([`Election::take_lead`]).
//!
//! A platform whose locks do not answer, or refuse, leaves a tab on its own within seconds: it polls,
//! and says why ([`Election::alone_because`]). When the lock answers after all, or another tab says that
//! it polls, the tab is one of them again.
//!
//! [`Election`] keeps the contract of [`Machine`].

use std::collections::VecDeque;

use crate::{Machine, Moment};

use super::{ElectionAction, Message, Role};

/// The time for which a look at the lock is valid, in milliseconds.
const LEASE_MS: u64 = 1_500;

/// The time between two pings of a silent leader, and the time to wait for an answer, in milliseconds.
const PATIENCE_MS: u64 = 2_000;

/// The number of pings without an answer after which the leader counts as frozen. One is not enough: a
/// tab that was itself frozen finds its timer before the answer.
const QUESTIONS: u32 = 2;

/// How long the platform may take to answer a question about the lock, in milliseconds. It is asked
/// twice: in a tab that was frozen, the timer rings before the answer arrives.
pub const LOCK_PATIENCE_MS: u64 = 2_000;
const TRIES: u32 = 2;

/// The number of refusals in a row after which the platform counts as one without locks.
const REFUSALS: u32 = 2;

const NO_ANSWER: &str =
    "The browser's locks (Web Locks) do not answer: every tab has a board of its own, and polls.";
const REFUSED: &str =
    "The browser refuses its locks (Web Locks): every tab has a board of its own, and polls.";

/// A question about the lock that the platform has not answered.
#[derive(Clone, Copy, Debug)]
struct Asking {
    steal: bool,
    /// When it was last asked.
    since: u64,
    tries: u32,
}

/// A look at the lock that the platform has not answered.
#[derive(Clone, Copy, Debug)]
struct Look {
    number: u32,
    /// When the platform was asked. It may have looked right then, long before a frozen tab hears
    /// of it: so this is the time of what it saw.
    asked_at: u64,
}

/// One tab among others.
#[derive(Debug)]
pub struct Election {
    id: String,
    role: Role,
    hidden: bool,
    /// When the leader last gave a sign.
    leader_seen_at: u64,
    asked_at: Option<u64>,
    questions: u32,
    confirmed_at: Option<u64>,
    asking: Option<Asking>,
    /// Looks without an answer, oldest first. A question is repeated once, so these are few.
    looks: Vec<Look>,
    last_look: u32,
    refusals: u32,
    alone_because: Option<&'static str>,
    /// True if it has jobs that another tab was not able to poll.
    is_needed: bool,
    actions: VecDeque<ElectionAction>,
}

impl Election {
    /// Joins the other tabs under a name that no other tab has. Asks for the lock and for the board.
    pub fn new(id: String, hidden: bool, now: u64) -> Self {
        let mut tabs = Self {
            id,
            role: Role::Following,
            hidden,
            leader_seen_at: now,
            asked_at: None,
            questions: 0,
            confirmed_at: None,
            asking: None,
            looks: Vec::new(),
            last_look: 0,
            refusals: 0,
            alone_because: None,
            is_needed: false,
            actions: VecDeque::new(),
        };
        tabs.actions.push_back(ElectionAction::RequestLock { steal: false });
        tabs.actions.push_back(ElectionAction::Say(Message::Hello));
        // Finds out whether the locks answer at all.
        tabs.ask_platform(false, now);
        tabs
    }

    /// Returns the role of this tab.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Returns why the tab is alone, while it is.
    pub fn alone_because(&self) -> Option<&'static str> {
        self.alone_because
    }

    /// Returns until when the lock surely belongs to this tab. `None`: it must look first.
    pub fn lease(&self) -> Option<u64> {
        let at = self.confirmed_at.filter(|_| self.role == Role::Leading)?;
        Some(at.saturating_add(LEASE_MS))
    }

    /// The shared lock was granted, or it was lost or refused.
    pub fn handle_lock(&mut self, is_granted: bool, at: Moment) {
        if is_granted {
            self.lead(at.now);
        } else {
            self.lock_lost(at.now);
        }
    }

    /// Takes the answer to a look at the lock: whether this tab holds it. Ignores the answer to a look
    /// from before the lock was granted or lost.
    pub fn handle_lock_holder(&mut self, number: u32, is_own: bool, at: Moment) {
        let Some(place) = self.looks.iter().position(|look| look.number == number) else { return };
        let Some(look) = self.looks.drain(..=place).next_back() else { return };
        match (self.role, is_own) {
            (Role::Leading, true) => {
                self.confirmed_at = Some(look.asked_at);
                self.lock_answered();
            }
            (Role::Leading, false) => self.lock_lost(at.now),
            (Role::Following, true) => {}
            (Role::Following, false) => self.asking = self.asking.filter(|asking| asking.steal),
            // The answer came after all.
            (Role::Alone, true) => self.lead(look.asked_at),
            (Role::Alone, false) => self.join_again(at.now),
        }
    }

    /// The lock belonged to this tab at this time.
    fn lead(&mut self, confirmed_at: u64) {
        self.role = Role::Leading;
        self.confirmed_at = Some(confirmed_at);
        self.lock_answered();
        self.looks.clear();
        (self.asked_at, self.questions) = (None, 0);
        self.actions.push_back(ElectionAction::Lead);
        self.actions.push_back(ElectionAction::SendAll);
    }

    /// The lock was lost, or the platform refused it.
    fn lock_lost(&mut self, now: u64) {
        if self.role == Role::Leading {
            self.refusals = 0;
        } else {
            self.refusals = self.refusals.saturating_add(1);
        }
        if self.refusals >= REFUSALS {
            self.go_alone(REFUSED);
            return;
        }
        self.join_again(now);
    }

    /// Ends the time alone: other tabs, or locks, are there after all.
    fn join_again(&mut self, now: u64) {
        self.follow(now);
        self.actions.push_back(ElectionAction::RequestLock { steal: false });
    }

    fn lock_answered(&mut self) {
        (self.asking, self.refusals, self.alone_because) = (None, 0, None);
    }

    /// The board wants to send, and the lease has run out.
    pub fn need_lease(&mut self, now: u64) {
        if self.role == Role::Leading && self.asking.is_none() {
            self.ask_platform(false, now);
        }
    }

    fn ask_platform(&mut self, steal: bool, now: u64) {
        let tries = self.asking.map_or(0, |asking| asking.tries).saturating_add(1);
        self.asking = Some(Asking { steal, since: now, tries });
        if steal {
            return self.actions.push_back(ElectionAction::RequestLock { steal });
        }
        let number = self.last_look.wrapping_add(1);
        self.last_look = number;
        self.looks.push(Look { number, asked_at: now });
        self.actions.push_back(ElectionAction::LookAtLock(number));
    }

    /// Goes on alone: polls without the lock.
    fn go_alone(&mut self, because: &'static str) {
        self.role = Role::Alone;
        self.confirmed_at = None;
        self.asking = None;
        self.alone_because = Some(because);
        self.actions.push_back(ElectionAction::Alone);
    }

    /// Takes the lead from a tab that cannot poll every job.
    pub fn take_lead(&mut self, now: u64) {
        if self.role == Role::Following && self.asking.is_none() {
            self.steal(now);
        }
    }

    /// Sets whether this tab has jobs that another one was not able to poll. It then keeps the lead
    /// while it is hidden.
    pub fn set_needed(&mut self, is_needed: bool) {
        self.is_needed = is_needed;
    }

    /// Sets whether the tab is hidden.
    pub fn set_hidden(&mut self, hidden: bool, now: u64) {
        self.hidden = hidden;
        if !hidden && self.role == Role::Following {
            self.ask(now);
        }
    }

    /// The leader gave a sign, such as changes of its board.
    pub fn handle_sign_of_leader(&mut self, at: Moment) {
        let now = at.now;
        match self.role {
            Role::Alone => self.join_again(now),
            Role::Following => (self.asking, self.refusals) = (None, 0),
            Role::Leading => {}
        }
        self.leader_seen_at = now;
        (self.asked_at, self.questions) = (None, 0);
    }

    /// Takes a message of another tab.
    pub fn handle_message(&mut self, from: &str, message: &Message, at: Moment) {
        let now = at.now;
        match message {
            Message::Hello if self.role == Role::Leading => {
                self.actions.push_back(ElectionAction::SendAll);
            }
            Message::Ask { visible } if self.role == Role::Leading => {
                if *visible && self.hidden && !self.is_needed {
                    let to = from.to_owned();
                    self.follow(now);
                    self.actions.push_back(ElectionAction::SendAll);
                    self.actions.push_back(ElectionAction::Say(Message::Yours { to }));
                } else {
                    self.actions.push_back(ElectionAction::Say(Message::Here));
                }
            }
            Message::Here => self.handle_sign_of_leader(at),
            Message::Yours { to } => {
                self.handle_sign_of_leader(at);
                if *to == self.id {
                    self.steal(now);
                }
            }
            Message::Hello | Message::Ask { .. } => {}
        }
    }

    fn ask(&mut self, now: u64) {
        self.questions = self.questions.saturating_add(1);
        self.asked_at = Some(now);
        self.actions.push_back(ElectionAction::Say(Message::Ask { visible: !self.hidden }));
    }

    fn steal(&mut self, now: u64) {
        self.asking = None;
        self.ask_platform(true, now);
    }

    fn follow(&mut self, now: u64) {
        let polled = self.role != Role::Following;
        self.role = Role::Following;
        self.confirmed_at = None;
        (self.asking, self.alone_because) = (None, None);
        self.looks.clear();
        self.leader_seen_at = now;
        (self.asked_at, self.questions) = (None, 0);
        if polled {
            self.actions.push_back(ElectionAction::Follow);
        }
    }
}

impl Machine for Election {
    type Action = ElectionAction;

    fn poll_action(&mut self) -> Option<ElectionAction> {
        self.actions.pop_front()
    }

    fn timeout(&mut self) -> Option<u64> {
        let silent_since = self.asked_at.unwrap_or(self.leader_seen_at);
        let silence = (self.role == Role::Following && self.asking.is_none())
            .then(|| silent_since.saturating_add(PATIENCE_MS));
        let answer = self.asking.map(|asking| asking.since.saturating_add(LOCK_PATIENCE_MS));
        silence.or(answer)
    }

    /// Pings the leader, or gives up on it.
    fn handle_timeout(&mut self, at: Moment) {
        let now = at.now;
        if self.timeout().is_none_or(|at| at > now) {
            return;
        }
        if let Some(asking) = self.asking {
            if asking.tries >= TRIES {
                self.go_alone(NO_ANSWER);
            } else {
                self.ask_platform(asking.steal, now);
            }
        } else if self.questions >= QUESTIONS {
            self.steal(now);
            (self.asked_at, self.questions) = (None, 0);
            self.leader_seen_at = now;
        } else {
            self.ask(now);
        }
    }
}
