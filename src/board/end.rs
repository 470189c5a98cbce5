//! The end of a job, and its time.

use crate::Result;

/// The end of a job: the service told it, or the board gave the job up.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// Success, or why not.
    pub(super) outcome: Result<()>,
    /// When the board learned of it.
    pub(super) at: u64,
    /// The size of the result, if it was downloaded through the board.
    pub(super) result_bytes: Option<u64>,
    /// True if nobody looked then, and nobody was told of it since.
    pub(super) is_unseen: bool,
}
