//! The actions that a board asks its driver to take.

use crate::{Request, Result};

#[cfg(doc)]
use crate::board::Board;
use crate::board::{BoardMessage, Change, JobKey, SubmissionId};

/// The actions for the driver of a [`Board`].
#[derive(Clone, Debug, PartialEq)]
pub enum BoardAction {
    /// Send this request, and report the outcome with [`Board::handle_response`].
    Send {
        /// The job that the request reads.
        key: JobKey,
        /// The number of the request. It distinguishes a late answer from the awaited one.
        flight: u32,
        /// The number of the client whose credential the request uses.
        client: usize,
        /// The request. It has no token yet if the credential is a token provider.
        request: Request,
    },
    /// Send the submission that the driver has under this id. Call
    /// [`Board::handle_submission_departed`] when it is sent, and report the outcome with
    /// [`Board::handle_submitted`].
    Submit {
        /// The submission.
        id: SubmissionId,
        /// The number of the client whose credential the submission uses.
        client: usize,
    },
    /// Another tab may send its submission. Call [`Board::handle_submission_departed`].
    Grant {
        /// The submission.
        id: SubmissionId,
    },
    /// Ask the service to cancel a job, and report the answer with [`Board::handle_cancelled`].
    Cancel {
        /// The job.
        key: JobKey,
        /// The number of the client whose credential the request uses.
        client: usize,
        /// The request.
        request: Request,
    },
    /// Abort a request: nothing waits for its answer any more.
    Abort {
        /// The number of the request.
        flight: u32,
    },
    /// Report a submission's outcome: its job is on the board, or it failed.
    Submitted {
        /// The submission.
        id: SubmissionId,
        /// The job, or the reason why there is none.
        outcome: Result<JobKey>,
    },
    /// Report the service's answer to a cancellation. The job is followed to its end.
    CancelAnswered {
        /// The job.
        key: JobKey,
        /// Success if it was accepted, otherwise the reason why not.
        outcome: Result<()>,
    },
    /// Store what changed, and send it to the other tabs. A removal that another tab reported is
    /// only stored.
    Store(Change),
    /// The tab that polls cannot poll a job of this board, and this board can poll all jobs. Take
    /// the lead with [`Election::take_lead`](crate::tabs::Election::take_lead).
    TakeLead,
    /// Report the change to the listeners.
    Report(Change),
    /// Send this board's state to the other tabs before any other message, because the use of the
    /// limits has changed.
    Publish,
    /// Send a message to the boards of the other tabs, if there are any.
    Post(BoardMessage),
}
