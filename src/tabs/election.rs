//! The choice of the tab that polls.
//!
//! A lock of the platform (Web Locks) decides: the tab that holds it leads. Other tabs wait for it, and
//! one of them gets it when the holder closes or crashes. The lock alone is not enough:
//! - A frozen tab still holds the lock. Therefore the others ping the leader, and steal the lock if it does not answer
//!   twice in a row.
//! - A tab that was frozen does not know yet that it has lost the lock. Therefore a leader sends
//!   nothing unless it has queried the lock within [`LEASE_MS`], which is shorter than
//!   [`PATIENCE_MS`].
//! - A hidden tab has slow timers. Therefore it passes the lock to a visible tab, unless it is needed: not every tab
//!   has clients for all jobs, and a tab that has them takes the lead ([`Election::take_lead`]).
//!
//! If the platform's locks do not answer, or refuse, a tab is alone within seconds: it polls, and reports the reason
//! ([`Election::alone_because`]). If the lock answers later, or another tab reports that it polls, the tab joins the
//! others again.
//!
//! [`Election`] keeps the contract of [`Machine`].

use std::collections::VecDeque;

use crate::{Machine, Moment};

use super::{ElectionAction, Message, Role};

/// The time for which a query of the lock is valid, in milliseconds.
const LEASE_MS: u64 = 1_500;

/// The time between two pings of a silent leader, and the time to wait for an answer, in milliseconds.
const PATIENCE_MS: u64 = 2_000;

/// The number of pings without an answer after which the leader is considered frozen. One is not enough, because in a
/// tab that was itself frozen the timer fires before the answer is delivered.
const QUESTIONS: u32 = 2;

/// The time in which the platform must answer a query of the lock, in milliseconds. The query is
/// repeated once, because in a tab that was frozen the timer fires before the answer is delivered.
pub const LOCK_PATIENCE_MS: u64 = 2_000;
const TRIES: u32 = 2;

/// The number of refusals in a row after which the platform is treated as one without locks.
const REFUSALS: u32 = 2;

const NO_ANSWER: &str =
    "The browser's locks (Web Locks) do not answer: every tab has a board of its own, and polls.";
const REFUSED: &str =
    "The browser refuses its locks (Web Locks): every tab has a board of its own, and polls.";

/// A request for the lock that the platform has not answered.
#[derive(Clone, Copy, Debug)]
struct Asking {
    steal: bool,
    /// When it was last asked.
    since: u64,
    tries: u32,
}

/// A query of the lock that the platform has not answered.
#[derive(Clone, Copy, Debug)]
struct Look {
    number: u32,
    /// When the query was sent. The platform may have answered right then, long before a frozen tab
    /// gets the answer, so the answer is valid as of this time.
    asked_at: u64,
}

/// One tab among others.
#[derive(Debug)]
pub struct Election {
    id: String,
    role: Role,
    hidden: bool,
    /// When the leader last sent a message.
    leader_seen_at: u64,
    asked_at: Option<u64>,
    questions: u32,
    confirmed_at: Option<u64>,
    asking: Option<Asking>,
    /// Unanswered queries, oldest first. A query is repeated only once, so these are few.
    looks: Vec<Look>,
    last_look: u32,
    refusals: u32,
    alone_because: Option<&'static str>,
    /// True if this tab has jobs that another tab was unable to poll.
    is_needed: bool,
    actions: VecDeque<ElectionAction>,
}

impl Election {
    /// Joins the other tabs. `id` must be unique among the tabs. Requests the lock and the state of the board.
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
        tabs.actions.push_back(ElectionAction::Post(Message::Hello));
        // This shows whether the locks answer at all.
        tabs.ask_platform(false, now);
        tabs
    }

    /// Returns the role of this tab.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Returns the reason why the tab is alone, while it is.
    pub fn alone_because(&self) -> Option<&'static str> {
        self.alone_because
    }

    /// Returns the time until which the lock certainly belongs to this tab. Returns `None` if the
    /// tab must query the lock first.
    pub fn lease(&self) -> Option<u64> {
        let at = self.confirmed_at.filter(|_| self.role == Role::Leading)?;
        Some(at.saturating_add(LEASE_MS))
    }

    /// Records that the shared lock was granted, lost or refused.
    pub fn handle_lock(&mut self, is_granted: bool, at: Moment) {
        if is_granted {
            self.lead(at.now);
        } else {
            self.lock_lost(at.now);
        }
    }

    /// Takes the answer to a query of the lock: whether this tab holds it. Ignores the answer to a query that was sent
    /// before the lock was granted or lost.
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
            // The answer came late.
            (Role::Alone, true) => self.lead(look.asked_at),
            (Role::Alone, false) => self.join_again(at.now),
        }
    }

    /// Becomes the leader. The lock belonged to this tab at `confirmed_at`.
    fn lead(&mut self, confirmed_at: u64) {
        self.role = Role::Leading;
        self.confirmed_at = Some(confirmed_at);
        self.lock_answered();
        self.looks.clear();
        (self.asked_at, self.questions) = (None, 0);
        self.actions.push_back(ElectionAction::Lead);
        self.actions.push_back(ElectionAction::SendAll);
    }

    /// Handles the loss of the lock, or its refusal.
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

    /// Joins the other tabs again, because a tab or the lock has answered.
    fn join_again(&mut self, now: u64) {
        self.follow(now);
        self.actions.push_back(ElectionAction::RequestLock { steal: false });
    }

    fn lock_answered(&mut self) {
        (self.asking, self.refusals, self.alone_because) = (None, 0, None);
    }

    /// Requests a new lease, because the board must send and the lease has expired.
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

    /// Becomes a tab that polls alone, without the lock.
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

    /// Sets whether this tab has jobs that another tab was unable to poll. If so, it keeps the lead
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

    /// Records a message from the leader, such as changes of its board.
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
                    self.actions.push_back(ElectionAction::Post(Message::Yours { to }));
                } else {
                    self.actions.push_back(ElectionAction::Post(Message::Here));
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
        self.actions.push_back(ElectionAction::Post(Message::Ask { visible: !self.hidden }));
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

    /// Pings the leader, or takes the lead if it does not answer.
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
