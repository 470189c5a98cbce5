//! The actions that a board asks of its driver.

use crate::{Request, Result};

#[cfg(doc)]
use super::Board;
use super::{BoardMessage, Change, JobKey, SubmissionId};

/// The actions for the driver of a [`Board`].
#[derive(Clone, Debug, PartialEq)]
pub enum BoardAction {
    /// Send this request, and report with [`Board::handle_response`].
    Send {
        /// The job that the request reads.
        key: JobKey,
        /// The number of the request. It tells a late answer from the awaited one.
        flight: u32,
        /// The client whose credential the request takes.
        client: usize,
        /// The request, without the token of a provider.
        request: Request,
    },
    /// Send the submission that the driver has under this id. Call
    /// [`Board::handle_submission_departed`] when it leaves, and report with
    /// [`Board::handle_submitted`].
    Submit {
        /// The submission.
        id: SubmissionId,
        /// The client whose credential the submission takes.
        client: usize,
    },
    /// Another tab may send its submission. Call [`Board::handle_submission_departed`].
    Grant {
        /// The submission.
        id: SubmissionId,
    },
    /// Ask the service to cancel a job, and report with [`Board::handle_cancelled`].
    Cancel {
        /// The job.
        key: JobKey,
        /// The client whose credential the request takes.
        client: usize,
        /// The request.
        request: Request,
    },
    /// Give up a request: nobody waits for its answer any more.
    Abandon {
        /// The number of the request.
        flight: u32,
    },
    /// Report a submission's outcome: its job is on the board, or it failed.
    Submitted {
        /// The submission.
        id: SubmissionId,
        /// The job, or why there is none.
        outcome: Result<JobKey>,
    },
    /// Report the service's answer to a cancellation. The job is followed to its end.
    CancelAnswered {
        /// The job.
        key: JobKey,
        /// Accepted, or why not.
        outcome: Result<()>,
    },
    /// Store what changed, and send it to the other tabs. A removal that another tab reported is
    /// only stored.
    Store(Change),
    /// The tab that polls cannot poll a job of this board, and this board can poll all jobs. Take
    /// the lead with [`Election::take_lead`](crate::tabs::Election::take_lead).
    TakeLead,
    /// Tell the listeners.
    Tell(Change),
    /// Send the other tabs this board's state before any other message: the use of the limits has
    /// changed.
    Publish,
    /// Send a message to the boards of the other tabs, if there are any.
    Say(BoardMessage),
}
