//! Joining the other tabs, taking the lead, and leaving.

use crate::board::{BoardId, Stored};
use crate::{Error, Moment, Result};

use super::batch::Contents;
use super::election::{Election, LOCK_PATIENCE_MS};
use super::{Action, Platform, Role, Tab};

/// The event for which a tab waits before it continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The first read of the store, with this number. The tab joins after it.
    Reading(u32),
    /// The opening of the channel.
    Joining,
    /// A new leader's read of the records of the other tabs, with this number.
    LeaderReads(u32),
    /// A query of the lock. A new leader that may have been frozen reads again after it.
    LeaderDoubts,
    /// A new leader's write of its state, with this number.
    LeaderWrites(u32),
    /// The list of the open tabs. A new leader polls after it, or at this time.
    LeaderLists(u64),
}

impl Tab {
    /// Reads the store, then joins the other tabs.
    pub(super) fn join(&mut self, at: Moment) {
        // This tab does not poll until it knows which tab polls, and the use of the limits.
        self.board.set_polling(false, at.now);
        if let Some(shared) = &mut self.shared {
            shared.is_away = false;
        }
        let step = self.read(at).map(Step::Reading);
        match step {
            Some(_) => self.set_step(step),
            None => self.enter(at),
        }
    }

    /// Begins to read the store, if it is used.
    fn read(&mut self, at: Moment) -> Option<u32> {
        let storage = &mut self.shared.as_mut()?.storage;
        if !storage.is_used() {
            return None;
        }
        let number = storage.read(at.now);
        self.actions.push_back(Action::Load(number));
        Some(number)
    }

    fn enter(&mut self, at: Moment) {
        let is_alone = self.shared.as_ref().is_none_or(|shared| shared.alone_because().is_some());
        if is_alone {
            self.be_ready();
            self.board.set_polling(true, at.now);
        } else {
            self.set_step(Some(Step::Joining));
            self.actions.push_back(Action::Join);
        }
    }

    fn be_ready(&mut self) {
        self.set_step(None);
        self.actions.push_back(Action::Ready);
    }

    /// Takes the answer to [`Action::Join`]: whether the channel is open.
    pub fn handle_joined(&mut self, is_open: bool, at: Moment) {
        if !self.begin(at) || self.step() != Some(Step::Joining) {
            return;
        }
        let is_hidden = self.is_hidden;
        let Some(shared) = &mut self.shared else { return };
        if !is_open {
            let platform = Platform { has_channel: false, ..shared.platform };
            shared.missing = platform.alone_because();
            return self.enter(at);
        }
        shared.election = Some(Election::new(shared.id.clone(), is_hidden, at.now));
        let (keys, removed) = std::mem::take(&mut shared.unsent);
        self.be_ready();
        if !keys.is_empty() || !removed.is_empty() {
            self.publish(self.board.state_of(&keys, &removed, at.now, at.date), false);
        }
        self.board.ask_anew(at.now);
    }

    /// Continues after a read, with the records of the store.
    pub(super) fn has_read(&mut self, number: u32, records: Vec<(String, Stored)>, at: Moment) {
        let id = self.shared.as_ref().map(|shared| shared.id.as_str()).unwrap_or_default();
        let Contents { states, accounts, spent } = Contents::new(records, id, at.date);
        // The use of the limits is merged before the jobs that depend on it.
        for account in accounts {
            self.board.merge_account(account, at.now, at.date);
        }
        let leads = self.step() == Some(Step::LeaderReads(number));
        for state in states {
            if leads {
                // Other tabs have reported these jobs, but no tab has stored them.
                self.round.keys.extend(self.board.newer_than(&state));
            }
            self.board.merge(state, at.now, at.date);
        }
        match self.step() {
            Some(Step::Reading(read)) if read == number => self.enter(at),
            Some(Step::LeaderReads(read)) if read == number && self.is_doubtful() => {
                // The records may be old: the tab may have been frozen since the read.
                self.set_step(Some(Step::LeaderDoubts));
                self.elect(at, |election| election.need_lease(at.now));
            }
            Some(Step::LeaderReads(read)) if read == number => self.write_account(spent, at),
            _ => {}
        }
    }

    /// Takes the lead, because this tab has the lock. Other tabs stored their requests before sending them, so this tab
    /// reads the store before it polls.
    pub(super) fn lead(&mut self, at: Moment) {
        match self.read(at) {
            Some(number) => self.set_step(Some(Step::LeaderReads(number))),
            None => self.write_account(Vec::new(), at),
        }
    }

    /// Writes the use of the limits, so that the records of other tabs can be deleted.
    fn write_account(&mut self, spent: Vec<String>, at: Moment) {
        let state = self.board.state_of(&[], &[], at.now, at.date);
        match self.save(&state, spent, 0, Vec::new(), at) {
            None => {
                let write = self.shared.as_ref().map(|shared| shared.storage.last_write());
                self.set_step(write.map(Step::LeaderWrites));
            }
            Some(_) => self.list_tabs(at),
        }
    }

    /// Continues after a write.
    pub(super) fn has_written(&mut self, number: u32, at: Moment) {
        if self.step() == Some(Step::LeaderWrites(number)) {
            self.list_tabs(at);
        }
    }

    fn list_tabs(&mut self, at: Moment) {
        let until = at.now.saturating_add(LOCK_PATIENCE_MS);
        self.set_step(Some(Step::LeaderLists(until)));
        self.actions.push_back(Action::ListTabs);
    }

    /// Takes the answer to [`Action::ListTabs`], or `None` if the platform refuses.
    pub fn handle_tabs(&mut self, living: Option<&[BoardId]>, at: Moment) {
        if self.begin(at) && matches!(self.step(), Some(Step::LeaderLists(_))) {
            self.begin_to_poll(living, at);
        }
    }

    /// Begins to poll, because the new leader now has all records.
    pub(super) fn begin_to_poll(&mut self, living: Option<&[BoardId]>, at: Moment) {
        self.set_step(None);
        if let Some(living) = living {
            self.board.only_these_live(living, at.now);
        }
        self.board.set_lease(self.lease(), at.now);
        self.board.set_polling(true, at.now);
    }

    /// Cancels the pending steps of a new leader.
    pub(super) fn stop_leading(&mut self) {
        if !matches!(self.step(), Some(Step::Reading(_) | Step::Joining)) {
            self.set_step(None);
        }
    }

    /// Leaves the other tabs, for example when the page is closed.
    pub(super) fn leave(&mut self, at: Moment) {
        if self.shared.is_none() {
            return;
        }
        self.recall_all(at);
        self.board.set_polling(false, at.now);
        if self.is_doubtful()
            && let Some(shared) = &mut self.shared
        {
            shared.election = None;
        }
        self.run(at);
        if self.role() == Role::Leading {
            // No request of this tab is under way any more, so no other tab needs to wait for one.
            self.publish(self.board.state(at.now, at.date), false);
        }
        self.set_step(None);
        if let Some(shared) = &mut self.shared {
            shared.election = None;
            shared.is_away = true;
        }
        self.actions.push_back(Action::Leave);
    }
}

/// Returns the error for a job that the board does not have.
pub fn not_on_board() -> Error {
    Error::invalid_argument("The job is not on the board, or was removed from it.")
}

/// Returns the outcome of a wait for the store.
pub(super) fn stored(trouble: Option<super::StoreTrouble>) -> Result<()> {
    trouble.map_or(Ok(()), |trouble| Err(trouble.as_error()))
}
