//! What a board asks of its driver.

use crate::{Request, Result};

#[cfg(doc)]
use super::Board;
use super::{BoardMessage, Change, JobKey, SubmissionId};

/// What the driver of a [`Board`] is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardAction {
    /// Send this request, and report with [`Board::answered`] or [`Board::failed`].
    Send {
        /// The job that it is about.
        key: JobKey,
        /// Tells a late answer from the one that is awaited.
        flight: u32,
        /// Which client's credential it takes.
        client: usize,
        /// The request, without the token of a provider.
        request: Request,
    },
    /// It is a submission's turn: say so with [`Board::submission_departs`], send what the driver
    /// keeps under this number, and report with [`Board::submitted`].
    Submit {
        /// The submission.
        id: SubmissionId,
        /// Which client's credential it takes.
        client: usize,
    },
    /// It is the turn of another tab's submission: say so with [`Board::submission_departs`].
    Grant {
        /// The submission.
        id: SubmissionId,
    },
    /// Ask the service to cancel a job, and report with [`Board::cancel_answered`].
    Cancel {
        /// The job.
        key: JobKey,
        /// Which client's credential it takes.
        client: usize,
        /// The request.
        request: Request,
    },
    /// Nobody waits any more for the request under way for a job.
    Abandon {
        /// The request.
        flight: u32,
    },
    /// A submission is over: its job is on the board, or it was refused.
    Submitted {
        /// The submission.
        id: SubmissionId,
        /// Its job.
        outcome: Result<JobKey>,
    },
    /// The service took, or refused, the wish to cancel. The job is followed to its end.
    CancelAnswered {
        /// The job.
        key: JobKey,
        /// Whether it did.
        outcome: Result<()>,
    },
    /// Store what changed, and send it to the other tabs. A removal that was heard of is only
    /// stored.
    Store(Change),
    /// The tab that polls cannot poll a job of this board, which can poll all of them: take the
    /// lead, with [`Election::take_lead`](crate::tabs::Election::take_lead).
    TakeLead,
    /// Tell everybody who listens.
    Tell(Change),
    /// The use of the limits has changed: send the other tabs this board's state, before anything
    /// else is said.
    Publish,
    /// Say it to the boards of the other tabs, if there are any.
    Say(BoardMessage),
}
