//! The history of a board, which the tabs share in the store.

use crate::board::{EndedJob, HistoryFilter, HistoryLimits, JobKey, StoredEnd, closed};
use crate::{Moment, Result};

use super::{Action, Batch, Role, Tab};

/// The number of ended jobs after which records that are too old are deleted.
const SWEEP_EVERY: usize = 100;

/// The reason for reading the history.
enum Reason {
    /// The page has requested it.
    Asked { waiter: u32, filter: HistoryFilter },
    /// Old records must be deleted.
    Sweep,
    /// The result of a job was downloaded, and its size must be recorded.
    Result { url: String, bytes: u64 },
}

/// The history of the board in this tab.
pub(super) struct History {
    pub(super) limits: HistoryLimits,
    /// The pending reads of the store.
    reads: Vec<(u32, Reason)>,
    /// Jobs that were removed from the board while the store was not used.
    unstored: Vec<EndedJob>,
    /// The number of jobs that have ended since old records were deleted.
    ended: usize,
}

impl Default for History {
    fn default() -> Self {
        Self {
            limits: HistoryLimits::default(),
            reads: Vec::new(),
            unstored: Vec::new(),
            ended: SWEEP_EVERY,
        }
    }
}

impl Tab {
    /// Sets the limits on the time and the number of ended jobs that are kept.
    pub fn set_history_limits(&mut self, limits: HistoryLimits) {
        self.history.limits = limits;
    }

    /// Reads the history. Returns the number under which [`Action::History`] passes it to the page.
    pub fn history(&mut self, filter: HistoryFilter, at: Moment) -> u32 {
        let is_open = self.begin(at);
        let waiter = self.next_waiter();
        if is_open {
            self.read_history(Reason::Asked { waiter, filter }, at);
        } else {
            self.answer_history(waiter, Err(closed("Its history was not read.")));
        }
        waiter
    }

    fn answer_history(&mut self, waiter: u32, outcome: Result<Vec<EndedJob>>) {
        self.actions.push_back(Action::History { waiter, outcome });
    }

    /// Settles all requests for the history of a closed board.
    pub(super) fn close_history(&mut self) {
        for (_, reason) in std::mem::take(&mut self.history.reads) {
            if let Reason::Asked { waiter, .. } = reason {
                self.answer_history(waiter, Err(closed("Its history was not read.")));
            }
        }
    }

    /// Reads the history from the store, if it is used, and otherwise from this tab.
    fn read_history(&mut self, reason: Reason, at: Moment) {
        let shared = self.shared.as_mut().filter(|shared| shared.storage.is_used());
        match shared {
            Some(shared) => {
                let number = shared.storage.read(at.now);
                self.history.reads.push((number, reason));
                self.actions.push_back(Action::LoadEnded(number));
            }
            None => self.use_history(reason, Vec::new(), at),
        }
    }

    /// Takes the answer to [`Action::LoadEnded`]: pairs of a key and a record, or `None` when the store
    /// refuses.
    pub fn handle_ended_loaded(
        &mut self,
        number: u32,
        records: Option<Vec<(String, StoredEnd)>>,
        at: Moment,
    ) {
        if self.begin(at) {
            self.request_is_over(number, records.is_some(), at);
            self.has_read_history(number, records.unwrap_or_default(), at);
        }
    }

    /// Continues after a read of the history. `records` is empty if the store did not answer.
    pub(super) fn has_read_history(
        &mut self,
        number: u32,
        records: Vec<(String, StoredEnd)>,
        at: Moment,
    ) {
        let reads = &mut self.history.reads;
        if let Some(place) = reads.iter().position(|(one, _)| *one == number) {
            let (_, reason) = reads.remove(place);
            self.use_history(reason, records, at);
        }
    }

    fn use_history(&mut self, reason: Reason, records: Vec<(String, StoredEnd)>, at: Moment) {
        let (mut stored, mut spent) = (self.history.unstored.clone(), Vec::new());
        for (key, record) in records {
            match record {
                // A record under another key was written by something else, and would list its job
                // twice.
                StoredEnd::Ended(ended) if ended.key() == key => stored.push(*ended),
                StoredEnd::Later => {}
                StoredEnd::Ended(_) | StoredEnd::Junk => spent.push(key),
            }
        }
        let mut past = self.board.past(stored, self.history.limits, at);
        let mut batch = Batch::default();
        match reason {
            Reason::Asked { waiter, filter } => {
                self.answer_history(waiter, Ok(filter.of(past.jobs)));
            }
            Reason::Sweep => {}
            Reason::Result { url, bytes } => {
                let known = past.jobs.iter_mut().find(|ended| ended.job.url == url);
                if let Some(ended) = known {
                    ended.result_bytes = Some(bytes);
                    batch.ended.push(ended.clone());
                }
            }
        }
        spent.append(&mut past.spent);
        batch.delete = spent;
        self.write_history(batch, at);
    }

    fn write_history(&mut self, batch: Batch, at: Moment) {
        if batch.ended.is_empty() && batch.delete.is_empty() {
            return;
        }
        if let Some(shared) = self.shared.as_mut().filter(|shared| shared.storage.is_used()) {
            let number = shared.storage.write(0, Vec::new(), at.now);
            self.actions.push_back(Action::Save(number, batch));
        }
    }

    /// Counts jobs that have ended, and deletes old records from time to time.
    pub(super) fn count_ended(&mut self, ended: usize, at: Moment) {
        if ended == 0 {
            return;
        }
        self.history.ended = self.history.ended.saturating_add(ended);
        if self.history.ended > SWEEP_EVERY {
            self.history.ended = 0;
            self.read_history(Reason::Sweep, at);
        }
    }

    /// Keeps an ended job in the history that is being removed from the board. The polling tab has stored it, unless it
    /// was closed before.
    pub(super) fn keep_ended(&mut self, key: JobKey, at: Moment) {
        let Some(ended) = self.board.ended(key, at) else { return };
        let is_stored = self.shared.as_ref().is_some_and(|shared| shared.storage.is_used());
        let most = self.history.limits.max_jobs();
        if !is_stored {
            let unstored = &mut self.history.unstored;
            unstored.push(ended);
            let too_many = unstored.len().saturating_sub(most);
            unstored.drain(..too_many);
        } else if most > 0 && ended.is_done() && self.role() == Role::Following {
            self.write_history(Batch { ended: vec![ended], ..Batch::default() }, at);
        }
    }

    /// Writes the records that could not be stored, because the store is used again.
    pub(super) fn store_history(&mut self, at: Moment) {
        let ended = std::mem::take(&mut self.history.unstored);
        self.write_history(Batch { ended, ..Batch::default() }, at);
    }

    /// Removes a job from the board and from the history. `key` is its key, if it is on the board.
    pub fn forget(&mut self, key: Option<JobKey>, url: &str, at: Moment) {
        if !self.begin(at) {
            return;
        }
        if let Some(key) = key {
            self.board.forget(key, at.now);
        }
        self.history.unstored.retain(|ended| ended.job.url != url);
        let delete = vec![EndedJob::key_of(url)];
        self.write_history(Batch { delete, ..Batch::default() }, at);
    }

    /// Records the size of a result that was downloaded.
    pub fn note_result(&mut self, url: &str, bytes: u64, at: Moment) {
        if !self.begin(at) {
            return;
        }
        if let Some(key) = self.board.key(url) {
            self.board.note_result(key, bytes);
        }
        for ended in self.history.unstored.iter_mut().filter(|ended| ended.job.url == url) {
            ended.result_bytes = Some(bytes);
        }
        self.read_history(Reason::Result { url: url.to_owned(), bytes }, at);
    }
}
