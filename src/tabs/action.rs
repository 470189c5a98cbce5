//! The actions that a tab asks of its driver.

use crate::board::{Change, EndedJob, JobKey, SubmissionId};
use crate::{Request, Result};

#[cfg(doc)]
use super::Tab;
use super::{Batch, ChannelMessage, Telling};

/// The actions for the driver of a [`Tab`], in their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    // The store
    /// Read the whole store except for the ended jobs, and report with [`Tab::handle_loaded`] under the same number.
    Load(u32),
    /// Read the ended jobs in the store, and report with [`Tab::handle_ended_loaded`] under the same
    /// number. A write that was asked for before is seen.
    LoadEnded(u32),
    /// Write the batch, and report with [`Tab::handle_saved`] under the same number. Batches are
    /// written in their order.
    Save(u32, Batch),

    // The channel and the locks
    /// Open the channel, hold the tab's own lock, and report with [`Tab::handle_joined`].
    Join,
    /// Close the channel, and release every lock.
    Leave,
    /// Request the shared lock, in place of any earlier request of this tab. Report with
    /// [`Tab::handle_lock`] each time that the lock is granted or lost.
    RequestLock {
        /// Take the lock from the tab that holds it.
        steal: bool,
    },
    /// Release the shared lock.
    ReleaseLock,
    /// Look who holds the shared lock, and report with [`Tab::handle_lock_holder`] under the same
    /// number.
    LookAtLock(u32),
    /// List the tabs that hold their own locks, and report with [`Tab::handle_tabs`].
    ListTabs,
    /// Send the message to the other tabs.
    Post(ChannelMessage),

    // Requests
    /// Send a poll. Call [`Tab::handle_departing`] each time that the request is ready to leave, and
    /// report with [`Tab::handle_response`].
    Send {
        /// The number of the poll.
        flight: u32,
        /// The client whose credential it takes.
        client: usize,
        /// The request, without the token of a provider.
        request: Request,
    },
    /// Let a poll leave that [`Tab::handle_departing`] held back.
    Depart {
        /// The number of the poll.
        flight: u32,
    },
    /// Abort a poll. Nobody waits for its answer.
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
        /// The client whose credential it takes.
        client: usize,
        /// The request.
        request: Request,
    },

    // The page
    /// Tell the page what became of a submission.
    Submitted {
        /// The submission.
        id: SubmissionId,
        /// Its job.
        outcome: Result<JobKey>,
    },
    /// Tell the page the answer to its cancellation of a job.
    CancelAnswered {
        /// The job.
        key: JobKey,
        /// Ok if the service accepted the cancellation.
        outcome: Result<()>,
    },
    /// Tell the page's listeners.
    Changed(Change),
    /// Tell the page that what was stored is on the board.
    Ready,
    /// Show the page's users which jobs ended while nobody looked.
    News {
        /// How.
        telling: Telling,
        /// The jobs. [`Board::news`](crate::board::Board::news) says what to tell of them.
        jobs: Vec<JobKey>,
    },
    /// Give the page the history that it asked for.
    History {
        /// The number that [`Tab::history`] gave.
        waiter: u32,
        /// The jobs, newest first.
        outcome: Result<Vec<EndedJob>>,
    },
    /// Tell the page that everything before [`Tab::wait_until_stored`] is stored, or why not.
    Stored {
        /// The number that [`Tab::wait_until_stored`] gave.
        waiter: u32,
        /// Ok if it is stored.
        outcome: Result<()>,
    },
}
