//! What a board tells its listeners.

use super::JobKey;

/// What happened to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is on the board now.
    Added,
    /// There is a new reading.
    Status,
    /// A poll failed, and will be repeated.
    Failure,
    /// It is over, well or badly. Told once.
    Ended,
    /// It is no longer on the board.
    Removed,
}

impl ChangeKind {
    /// The kind's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Status => "status",
            Self::Failure => "failure",
            Self::Ended => "ended",
            Self::Removed => "removed",
        }
    }
}

/// A change of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which job.
    pub key: JobKey,
    /// What happened.
    pub kind: ChangeKind,
    /// The URL of a job that was removed, which is its name everywhere else.
    pub url: Option<String>,
    /// Whether it was heard from another tab, so that the others have heard it too.
    pub heard: bool,
}
