//! The actions that a tab asks its driver to take.

use crate::board::{Change, EndedJob, JobKey, SubmissionId};
use crate::{Request, Result};

#[cfg(doc)]
use super::Tab;
use super::{Batch, ChannelMessage, Telling};

/// The actions for the driver of a [`Tab`]. They must be taken in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    // The store
    /// Read the whole store except for the ended jobs, and report with [`Tab::handle_loaded`] under the same number.
    Load(u32),
    /// Read the ended jobs in the store, and report with [`Tab::handle_ended_loaded`] under the same number. The read
    /// must see all earlier writes.
    LoadEnded(u32),
    /// Write the batch, and report with [`Tab::handle_saved`] under the same number. Batches must
    /// be written in order.
    Save(u32, Batch),

    // The channel and the locks
    /// Open the channel, hold the tab's own lock, and report with [`Tab::handle_joined`].
    Join,
    /// Close the channel, and release every lock.
    Leave,
    /// Request the shared lock. This replaces any earlier request of this tab. Report with
    /// [`Tab::handle_lock`] each time that the lock is granted or lost.
    RequestLock {
        /// Take the lock from the tab that holds it.
        steal: bool,
    },
    /// Release the shared lock.
    ReleaseLock,
    /// Query the holder of the shared lock, and report with [`Tab::handle_lock_holder`] under the
    /// same number.
    LookAtLock(u32),
    /// List the tabs that hold their own locks, and report with [`Tab::handle_tabs`].
    ListTabs,
    /// Send the message to the other tabs.
    Post(ChannelMessage),

    // Requests
    /// Send a poll. Call [`Tab::handle_departing`] each time that the request is ready to be sent, and report with
    /// [`Tab::handle_response`].
    Send {
        /// The number of the poll.
        flight: u32,
        /// The number of the client whose credential it uses.
        client: usize,
        /// The request. It has no token yet if the credential is a token provider.
        request: Request,
    },
    /// Send a poll that [`Tab::handle_departing`] held back.
    Depart {
        /// The number of the poll.
        flight: u32,
    },
    /// Abort a poll. Nothing waits for its answer.
    Abort {
        /// The number of the poll.
        flight: u32,
    },
    /// Send the submission that the driver keeps under this number, and report with
    /// [`Tab::handle_submitted`].
    Submit {
        /// The submission.
        id: SubmissionId,
    },
    /// Ask the service to cancel a job, and report with [`Tab::handle_cancelled`].
    Cancel {
        /// The job.
        key: JobKey,
        /// The number of the client whose credential it uses.
        client: usize,
        /// The request.
        request: Request,
    },

    // The page
    /// Report the outcome of a submission to the page.
    Submitted {
        /// The submission.
        id: SubmissionId,
        /// The key of its job, or the error.
        outcome: Result<JobKey>,
    },
    /// Report to the page the answer to its cancellation of a job.
    CancelAnswered {
        /// The job.
        key: JobKey,
        /// Ok if the service accepted the cancellation.
        outcome: Result<()>,
    },
    /// Report a change to the page's listeners.
    Changed(Change),
    /// Report to the page that the stored jobs are on the board.
    Ready,
    /// Show the page's users which jobs ended while nobody looked.
    News {
        /// The way to show them.
        telling: Telling,
        /// The jobs. [`Board::news`](crate::board::Board::news) returns their news.
        jobs: Vec<JobKey>,
    },
    /// Pass the requested history to the page.
    History {
        /// The number that [`Tab::history`] returned.
        waiter: u32,
        /// The jobs, newest first.
        outcome: Result<Vec<EndedJob>>,
    },
    /// Report to the page that everything before [`Tab::wait_until_stored`] is stored, or why it is
    /// not.
    Stored {
        /// The number that [`Tab::wait_until_stored`] returned.
        waiter: u32,
        /// Ok if it is stored.
        outcome: Result<()>,
    },
}
