//! The changes that a board tells its listeners.

use crate::words;

use super::JobKey;

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
        /// The job is over, well or badly. Told once.
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
    /// The event.
    pub kind: ChangeKind,
    /// The URL of a job that was removed. Other tabs know the job by it.
    pub url: Option<String>,
    /// True if another tab reported it: then the other tabs know it too.
    pub is_remote: bool,
}
