//! Reports new jobs only once they are stored, because the page may be closed right after.

use crate::{Error, ErrorCode};

use crate::board::{Board, JobKey, SubmissionId};

impl Board {
    /// Sets whether the driver stores changes. If it does, the board reports a new job and the outcome of its
    /// submission after [`Board::handle_stored`]. If not, or once the store fails, it reports them immediately.
    pub fn set_persistent(&mut self, is_persistent: bool) {
        self.outbox.set_persistent(is_persistent);
    }

    /// Returns the number of changes so far. The driver passes it to [`Board::handle_stored`] when
    /// all of them are stored.
    pub fn changes(&self) -> u64 {
        self.outbox.changes()
    }

    /// Reports that the store has the first `changes` changes.
    pub fn handle_stored(&mut self, changes: u64) {
        self.outbox.stored(changes);
    }

    /// Returns the new jobs that are not stored yet.
    pub fn unstored(&self) -> Vec<JobKey> {
        self.outbox.unstored()
    }

    /// Returns the error of a submission whose board was closed.
    pub fn closed_submission(&self, id: SubmissionId) -> Error {
        if let Some(key) = self.outbox.started_by(id) {
            return self.closed_job(key);
        }
        closed(if self.admissions.has_sent(id) {
            "The submission was under way, and may have started a job: look for it at the service \
             before you submit again."
        } else {
            "The submission was not sent."
        })
    }

    /// Returns the error of a job whose board was closed.
    pub fn closed_job(&self, key: JobKey) -> Error {
        let error = closed("The job continues at the service, and can be followed again.");
        match self.jobs.get(key) {
            Some(entry) => error.with_job(entry.job()),
            None => error,
        }
    }
}

/// Returns the error of a call to a board that was closed.
pub fn closed(what: &str) -> Error {
    Error::new(ErrorCode::Closed, ["The board was closed. ", what].concat())
}
