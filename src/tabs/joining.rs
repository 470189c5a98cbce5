//! Joining the other tabs, taking the lead, and leaving.

use crate::board::{BoardId, Stored};
use crate::{Error, Moment, Result};

use super::batch::Contents;
use super::election::{Election, LOCK_PATIENCE_MS};
use super::{Action, Platform, Role, Tab};

/// The event that a tab waits for before it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The first read of the store, under this number. The tab joins after it.
    Reading(u32),
    /// The opening of the channel.
    Joining,
    /// A new leader's read of what the other tabs wrote.
    LeaderReads(u32),
    /// A look at the lock. A new leader that may have been frozen reads again after it.
    LeaderDoubts,
    /// A new leader's write of what it knows.
    LeaderWrites(u32),
    /// The list of the tabs that are there. A new leader polls after it, or after this time.
    LeaderLists(u64),
}

impl Tab {
    /// Reads the store, then joins the other tabs.
    pub(super) fn join(&mut self, at: Moment) {
        // Until it is known who polls, and what is left of the limits, this tab does not poll.
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
        let (keys, removed) = std::mem::take(&mut shared.untold);
        self.be_ready();
        if !keys.is_empty() || !removed.is_empty() {
            self.publish(self.board.state_of(&keys, &removed, at.now, at.date), false);
        }
        self.board.ask_anew(at.now);
    }

    /// Goes on after a read, with what the store held.
    pub(super) fn has_read(&mut self, number: u32, records: Vec<(String, Stored)>, at: Moment) {
        let id = self.shared.as_ref().map(|shared| shared.id.as_str()).unwrap_or_default();
        let Contents { states, accounts, spent } = Contents::new(records, id, at.date);
        // The limits before the jobs that need them.
        for account in accounts {
            self.board.merge_account(account, at.now, at.date);
        }
        let leads = self.step() == Some(Step::LeaderReads(number));
        for state in states {
            if leads {
                // This tab knows these from others, and nobody has stored them.
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

    /// This tab has the lock. Other tabs stored their requests before these left, so this tab reads the
    /// store before it polls.
    pub(super) fn lead(&mut self, at: Moment) {
        match self.read(at) {
            Some(number) => self.set_step(Some(Step::LeaderReads(number))),
            None => self.write_account(Vec::new(), at),
        }
    }

    /// Writes the use of the limits, so that the accounts of other tabs can be deleted.
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

    /// Goes on after a write.
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

    /// Takes the answer to [`Action::ListTabs`], or `None` where the platform refuses.
    pub fn handle_tabs(&mut self, living: Option<&[BoardId]>, at: Moment) {
        if self.begin(at) && matches!(self.step(), Some(Step::LeaderLists(_))) {
            self.begin_to_poll(living, at);
        }
    }

    /// Begins to poll: the new leader knows everything now.
    pub(super) fn begin_to_poll(&mut self, living: Option<&[BoardId]>, at: Moment) {
        self.set_step(None);
        if let Some(living) = living {
            self.board.only_these_live(living, at.now);
        }
        self.board.set_lease(self.lease(), at.now);
        self.board.set_polling(true, at.now);
    }

    /// Ends what a new leader was doing.
    pub(super) fn stop_leading(&mut self) {
        if !matches!(self.step(), Some(Step::Reading(_) | Step::Joining)) {
            self.set_step(None);
        }
    }

    /// Leaves the other tabs, as when the page is closed.
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
    Error::invalid_argument("The job is not on the board, or was taken off it.")
}

/// Returns the outcome of a wait for the store.
pub(super) fn stored(trouble: Option<super::StoreTrouble>) -> Result<()> {
    trouble.map_or(Ok(()), |trouble| Err(trouble.as_error()))
}
