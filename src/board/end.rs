//! The end of a job, and the time of the end.

use crate::Result;

/// The end of a job: the service reported it, or the board gave the job up.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// Success, or the error.
    pub(super) outcome: Result<()>,
    /// When the board learned of it.
    pub(super) at: u64,
    /// The size of the result, if it was downloaded through the board.
    pub(super) result_bytes: Option<u64>,
    /// True if nobody was looking at that time, and nobody has been told of the end since.
    pub(super) is_unseen: bool,
}
