//! What boards of one site tell each other, apart from their state.
//!
//! Only one of them sends, but a submission stays in the tab that wants it: its request has a body,
//! and the answer is awaited there. So that tab has it *admitted*: it asks for a [`Turn`], is
//! [offered](BoardMessage::Offer) one, says that it is there, and is [let go](BoardMessage::Grant).
//! Nothing of the limits is used for a tab that is gone or frozen, since it does not answer the
//! offer; and one that was frozen in between does not use what was granted long ago. Messages name
//! the version of the submission's reservation, so that one which comes late undoes nothing.
//!
//! [`Turn`]: BoardMessage::Turn

use crate::Result;

/// From one board to all others. A submission has the same name in all tabs.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardMessage {
    /// This board polls from now on: whoever waits for something asks it.
    Leading,
    /// A submission waits for its turn.
    Turn {
        /// The submission.
        name: String,
        /// Whose limits it takes, such as `avepoint`.
        api: String,
        /// Where it goes.
        url: String,
        /// How long it will wait.
        in_ms: u64,
        /// Of its reservation, which is none while it waits.
        version: u32,
    },
    /// There is room for the submission. Is its tab there?
    Offer {
        /// The submission.
        name: String,
    },
    /// The tab is there.
    Take {
        /// The submission.
        name: String,
    },
    /// It may be sent, now.
    Grant {
        /// The submission.
        name: String,
        /// Of its reservation: a tab that knows a later one has been granted a newer turn.
        version: u32,
    },
    /// It was sent and answered, or is no longer wanted.
    Over {
        /// The submission.
        name: String,
        /// Of its reservation, which has ended.
        version: u32,
    },
    /// Somebody wants a job cancelled at its service.
    Cancel {
        /// The job's.
        url: String,
    },
    /// The service has answered that.
    Cancelled {
        /// The job's.
        url: String,
        /// Whether it took the wish.
        outcome: Result<()>,
    },
    /// The board that polls has no client for a job.
    Unsupported {
        /// The job's.
        url: String,
    },
    /// Somebody looks at a job, or no longer at any.
    Focus {
        /// The job's.
        url: Option<String>,
    },
    /// Somebody paused the board, or let it go on.
    Paused {
        /// Which of the two.
        is_paused: bool,
    },
}
