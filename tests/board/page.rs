//! A page: a tab of the crate, and the operations that the page waits for.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use export_jobs::board::{Board, EndedJob};
use export_jobs::service::Service;
use export_jobs::tabs::{ChannelMessage, Platform, Role, Tab};
use export_jobs::{Moment, Request};

/// The time limit for an answer to a request.
const REQUEST_TIMEOUT_MS: u64 = 30_000;

pub struct Page {
    pub tab: Tab,
    /// The offset of its clock from the world's.
    pub clock: u64,
    pub alive: bool,
    pub hidden: bool,
    pub frozen_until: u64,
    /// True while it is in the back/forward cache.
    pub away: bool,
    /// True if it listens to the channel, and holds its own lock.
    pub joined: bool,
    /// Polls that wait for a credential or are held back: their clients and requests.
    pub preparing: BTreeMap<u32, (usize, Request)>,
    /// The URL of each poll under way.
    pub flights: BTreeMap<u32, String>,
    /// Submissions without an answer: their clients, and how often each was started.
    pub submissions: BTreeMap<u32, (usize, u32)>,
    /// Jobs whose cancellation was requested here and has no answer.
    pub cancels: BTreeSet<u32>,
    /// Pending requests for the history.
    pub waits_for_history: BTreeSet<u32>,
    /// The last history that was returned.
    pub history: Option<Vec<EndedJob>>,
    /// The number that its title shows, the notifications that it showed, and the number of jobs in each announcement
    /// to a returning user.
    pub count: usize,
    pub notifications: usize,
    pub told: Vec<usize>,
    /// The number of times that the end of each job was reported.
    pub ended: BTreeMap<u32, u32>,
    /// The events that arrived while it was frozen.
    pub inbox: Vec<ChannelMessage>,
    /// When the store has carried out all requests of the page.
    pub store_free_at: u64,
    /// The number of wake-ups within a second.
    pub wakes: (u64, u32),
}

impl Page {
    pub fn new(
        number: u64,
        clients: Vec<Rc<dyn Service>>,
        hidden: bool,
        clock: u64,
        at: Moment,
    ) -> Self {
        let mut tab = Tab::new(Board::new(clients), REQUEST_TIMEOUT_MS, hidden, at);
        let platform = Platform { has_locks: true, has_channel: true, has_store: true };
        tab.share(number, platform, at);
        tab.notify(true, at);
        Self {
            tab,
            clock,
            alive: true,
            hidden,
            frozen_until: 0,
            away: false,
            joined: false,
            preparing: BTreeMap::new(),
            flights: BTreeMap::new(),
            submissions: BTreeMap::new(),
            cancels: BTreeSet::new(),
            waits_for_history: BTreeSet::new(),
            history: None,
            count: 0,
            notifications: 0,
            told: Vec::new(),
            ended: BTreeMap::new(),
            inbox: Vec::new(),
            store_free_at: 0,
            wakes: (0, 0),
        }
    }

    pub fn board(&self) -> &Board {
        self.tab.board()
    }

    /// Returns whether it has the lock, as far as it knows.
    pub fn leads(&self) -> bool {
        self.tab.role() == Role::Leading
    }

    pub fn is_awake(&self, now: u64) -> bool {
        self.alive && self.frozen_until <= now
    }
}
