//! The pending reads and writes of the store.

use super::departure::Departure;
use super::store_trouble::{STORE_PATIENCE_MS, StoreTrouble};

/// The wait for earlier answers after the tab was frozen, in milliseconds.
const THAW_MS: u64 = 1_000;

/// A pending read or write.
pub(super) struct Pending {
    pub(super) number: u32,
    /// When the tab continues without an answer.
    until: u64,
    /// The number of the board's changes that are stored once it is answered.
    pub(super) changes: u64,
    /// The requests that are sent once it is answered.
    pub(super) departures: Vec<Departure>,
}

/// The state of the store in this tab.
pub(super) struct Storage {
    is_there: bool,
    trouble: Option<StoreTrouble>,
    last: u32,
    last_write: u32,
    pending: Vec<Pending>,
    /// The request that got no answer in time. Its late answer shows that the store works again.
    silent: Option<u32>,
    /// The waiters of `stored()`, each with the write that it waits for.
    waiting: Vec<(u32, u32)>,
}

impl Storage {
    pub(super) fn new(is_there: bool) -> Self {
        Self {
            is_there,
            trouble: None,
            last: 0,
            last_write: 0,
            pending: Vec::new(),
            silent: None,
            waiting: Vec::new(),
        }
    }

    /// Returns whether a read or a write is pending.
    pub(super) fn is_used(&self) -> bool {
        self.is_there && self.trouble.is_none()
    }

    pub(super) fn trouble(&self) -> Option<StoreTrouble> {
        self.trouble
    }

    /// Starts a read, and returns its number.
    pub(super) fn read(&mut self, now: u64) -> u32 {
        self.begin(0, Vec::new(), now)
    }

    /// Starts a write.
    pub(super) fn write(&mut self, changes: u64, departures: Vec<Departure>, now: u64) -> u32 {
        self.last_write = self.begin(changes, departures, now);
        self.last_write
    }

    fn begin(&mut self, changes: u64, departures: Vec<Departure>, now: u64) -> u32 {
        self.last = self.last.wrapping_add(1);
        let until = now.saturating_add(STORE_PATIENCE_MS);
        self.pending.push(Pending { number: self.last, until, changes, departures });
        self.last
    }

    /// Returns the number of the last write.
    pub(super) fn last_write(&self) -> u32 {
        self.last_write
    }

    /// Removes the request that was answered. `None`: the tab has continued without it.
    pub(super) fn answered(&mut self, number: u32) -> Option<Pending> {
        let at = self.pending.iter().position(|one| one.number == number)?;
        Some(self.pending.remove(at))
    }

    /// Removes a request that was not answered in time.
    pub(super) fn overdue(&mut self, now: u64) -> Option<Pending> {
        let at = self.pending.iter().position(|one| one.until <= now)?;
        let overdue = self.pending.remove(at);
        if self.trouble.is_none() {
            self.trouble = Some(StoreTrouble::Silent);
            self.silent = Some(overdue.number);
        }
        Some(overdue)
    }

    /// Extends the deadline of every request, because the tab was frozen.
    pub(super) fn wait_anew(&mut self, now: u64) {
        for one in &mut self.pending {
            one.until = one.until.max(now.saturating_add(THAW_MS));
        }
    }

    /// Records that the store refused a request.
    pub(super) fn refused(&mut self, number: u32) {
        self.trouble = Some(StoreTrouble::Refuses);
        self.silent = self.silent.filter(|silent| *silent != number);
    }

    /// Returns whether this is the late answer of a store that did not answer in time. If so, the store is
    /// used again.
    pub(super) fn revived_by(&mut self, number: u32) -> bool {
        let is_it = self.silent == Some(number);
        if is_it {
            (self.silent, self.trouble) = (None, None);
        }
        is_it
    }

    /// Removes and returns all requests that wait for a write.
    pub(super) fn take_departures(&mut self) -> Vec<Departure> {
        self.pending.iter_mut().flat_map(|one| std::mem::take(&mut one.departures)).collect()
    }

    /// Adds a waiter that is answered when everything so far is stored.
    pub(super) fn wait(&mut self, waiter: u32) {
        self.waiting.push((waiter, self.last_write));
    }

    /// Removes a waiter whose write has ended.
    pub(super) fn satisfied(&mut self) -> Option<u32> {
        let pending = &self.pending;
        let is_over = |write: u32| pending.iter().all(|one| one.number != write);
        let at = self.waiting.iter().position(|(_, write)| is_over(*write))?;
        Some(self.waiting.remove(at).0)
    }

    /// Returns whether there is a waiter.
    pub(super) fn is_awaited(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Returns the reason why something is not stored, if there is one.
    pub(super) fn refusal(&self) -> Option<StoreTrouble> {
        if self.is_there { self.trouble } else { Some(StoreTrouble::Refuses) }
    }

    /// Returns when the first request is overdue.
    pub(super) fn timeout(&self) -> Option<u64> {
        self.pending.iter().map(|one| one.until).min()
    }
}
