//! The messages between the boards of one site, apart from their state.
//!
//! Only one board polls, but a submission stays in its tab: its request has a body, and its answer
//! is awaited there. So the tab asks the board that polls to *admit* it:
//! 1. The tab asks for a [turn](BoardMessage::Turn).
//! 2. When there is room, the board [offers](BoardMessage::Offer) the turn.
//! 3. The tab says that it is there and [takes](BoardMessage::Take) the turn.
//! 4. The board charges its budget and [grants](BoardMessage::Grant) the turn. The tab sends.
//! 5. When the submission was answered, the tab says that it is [over](BoardMessage::Over).
//!
//! A tab that is gone or frozen does not take its offer, so no budget is spent on it. A tab that was
//! frozen after it took does not use an old grant. Messages have the version of the submission's
//! reservation, so a late message undoes nothing.

use std::cell::Cell;

use crate::error::StoredError;
use crate::job::stored::{ID, MOST_ERRORS, MS, URL};
use crate::plain::{Foreign, Mode, read};
use crate::{Result, variants};

use super::state::CHANGES;

variants! {
    /// A message from one board to all others. A submission has the same name in all tabs.
    #[derive(Clone, Debug, PartialEq)]
    pub enum BoardMessage by "type" {
        /// This board polls from now on. The other boards ask it for what they wait for.
        Leading = "leading",
        /// A submission waits for its turn.
        Turn {
            /// The submission.
            name: String = ID,
            /// The API whose limits it takes, such as `avepoint`.
            api: String = ID,
            /// The URL of the submission's request.
            url: String = URL.required(),
            /// The longest time that it waits for its turn.
            in_ms: u64 = MS,
            /// The version of its reservation. It is even, since the submission is not under way.
            version: u32 = CHANGES,
        } = "turn",
        /// There is room for the submission, if its tab is there.
        Offer {
            /// The submission.
            name: String = ID,
        } = "offer",
        /// The tab is there, and takes the offer.
        Take {
            /// The submission.
            name: String = ID,
        } = "take",
        /// The submission may be sent now.
        Grant {
            /// The submission.
            name: String = ID,
            /// The version of its reservation. A tab that knows a later one has been granted a newer
            /// turn.
            version: u32 = CHANGES,
        } = "grant",
        /// The submission was answered, or is no longer wanted.
        Over {
            /// The submission.
            name: String = ID,
            /// The version of its reservation, which has ended.
            version: u32 = CHANGES,
        } = "over",
        /// A job is to be cancelled at its service.
        Cancel {
            /// The job's URL.
            url: String = URL.required(),
        } = "cancel",
        /// The service has answered a cancellation.
        Cancelled {
            /// The job's URL.
            url: String = URL.required(),
            /// Accepted, or why not.
            outcome via StoredError: Result<()> as "refusal",
        } = "cancelled",
        /// The board that polls has no client for a job. The word is that of the first version.
        Unsupported {
            /// The job's URL.
            url: String = URL.required(),
        } = "strange",
        /// A person looks at a job, or no longer at any.
        Focus {
            /// The job's URL.
            url: Option<String> = URL,
        } = "focus",
        /// The board was paused, or goes on.
        Paused {
            /// True if it was paused.
            is_paused: bool,
        } = "paused",
    }
}

/// The most objects in a message: the message, an error, and the errors of a service in it.
pub(crate) const MESSAGE_OBJECTS: u32 = 2 + MOST_ERRORS as u32;

impl BoardMessage {
    /// Reads a message of another tab's board, which any script of the site can have sent. Returns
    /// `None` for anything else.
    pub fn read(value: &impl Foreign) -> Option<Self> {
        read("message", value, Mode::Stored, &Cell::new(MESSAGE_OBJECTS)).ok()
    }
}
