//! The end of a job, and the time of the end.

use crate::Result;

/// The end of a job: the service reported it, or the board gave the job up.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// Success, or the error.
    pub(crate) outcome: Result<()>,
    /// When the board learned of it.
    pub(crate) at: u64,
    /// The size of the result, if it was downloaded through the board.
    pub(crate) result_bytes: Option<u64>,
    /// True if nobody was looking at that time, and nobody has been told of the end since.
    pub(crate) is_unseen: bool,
}
