//! The changes that a board reports to its listeners.

use crate::words;

use crate::board::JobKey;

words! {
    /// The kind of a change of a job.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ChangeKind {
        /// The job is on the board now.
        Added = "added",
        /// The job has a new status.
        Status = "status",
        /// A poll failed. It will be repeated.
        Failure = "failure",
        /// The job has ended, successfully or not. Reported once.
        Ended = "ended",
        /// The job is no longer on the board.
        Removed = "removed",
    }
}

/// A change of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The job.
    pub key: JobKey,
    /// The kind of the change.
    pub kind: ChangeKind,
    /// The URL of a job that was removed. It identifies the job in other tabs.
    pub url: Option<String>,
    /// True if another tab reported the change, so that the other tabs know it too.
    pub is_remote: bool,
}
