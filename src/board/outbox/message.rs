//! The messages between the boards of one site, except their state.
//!
//! Only one board polls, but a submission stays in its tab, because its request has a body and the
//! tab waits for its answer. So the tab asks the polling board to *admit* it:
//! 1. The tab asks for a [turn](BoardMessage::Turn).
//! 2. When there is room, the board [offers](BoardMessage::Offer) the turn.
//! 3. The tab confirms that it is open and [takes](BoardMessage::Take) the turn.
//! 4. The board charges its budget and [grants](BoardMessage::Grant) the turn. The tab sends.
//! 5. When the submission was answered, the tab reports that it is [over](BoardMessage::Over).
//!
//! A closed or frozen tab does not take its offer, so no budget is spent on it. A tab that was frozen after its `Take`
//! does not use an old grant. Messages have the version of the submission's reservation, so a late message has no
//! effect.

use std::cell::Cell;

use crate::error::StoredError;
use crate::job::stored::{ID, MOST_ERRORS, MS, URL};
use crate::plain::{Foreign, Mode, read};
use crate::{Result, variants};

use crate::board::state::CHANGES;

variants! {
    /// A message from one board to all others. A submission has the same name in all tabs.
    #[derive(Clone, Debug, PartialEq)]
    pub enum BoardMessage by "type" {
        /// This board polls from now on. The other boards repeat their requests to it.
        Leading = "leading",
        /// A submission waits for its turn.
        Turn {
            /// The submission.
            name: String = ID,
            /// The API whose limits apply, such as `avepoint`.
            api: String = ID,
            /// The URL of the submission's request.
            url: String = URL.required(),
            /// The longest time that it waits for its turn, in milliseconds.
            in_ms: u64 = MS,
            /// The version of its reservation. It is even, because the submission is not under way.
            version: u32 = CHANGES,
        } = "turn",
        /// The limits allow the submission, if its tab is open.
        Offer {
            /// The submission.
            name: String = ID,
        } = "offer",
        /// The tab is open, and takes the offer.
        Take {
            /// The submission.
            name: String = ID,
        } = "take",
        /// The submission may be sent now.
        Grant {
            /// The submission.
            name: String = ID,
            /// The version of its reservation. A tab that knows a later version was granted a newer turn.
            version: u32 = CHANGES,
        } = "grant",
        /// The submission was answered, or is no longer wanted.
        Over {
            /// The submission.
            name: String = ID,
            /// The version of its reservation, which has ended.
            version: u32 = CHANGES,
        } = "over",
        /// A tab asks to cancel a job at its service.
        Cancel {
            /// The job's URL.
            url: String = URL.required(),
        } = "cancel",
        /// The service has answered a cancellation.
        Cancelled {
            /// The job's URL.
            url: String = URL.required(),
            /// Success if it was accepted, otherwise the reason why not.
            outcome via StoredError: Result<()> as "refusal",
        } = "cancelled",
        /// The polling board has no client for a job. The first version of the format chose the
        /// name.
        Unsupported {
            /// The job's URL.
            url: String = URL.required(),
        } = "strange",
        /// A user looks at a job, or no longer at any.
        Focus {
            /// The job's URL.
            url: Option<String> = URL,
        } = "focus",
        /// The board was paused or resumed.
        Paused {
            /// True if it was paused.
            is_paused: bool,
        } = "paused",
    }
}

/// The highest number of objects in a message: the message, an error, and the service's errors in
/// it.
pub(crate) const MESSAGE_OBJECTS: u32 = 2 + MOST_ERRORS as u32;

impl BoardMessage {
    /// Reads a message of another tab's board. Any script of the site may have sent it. Returns
    /// `None` if it is not a message.
    pub fn read(value: &impl Foreign) -> Option<Self> {
        read("message", value, Mode::Stored, &Cell::new(MESSAGE_OBJECTS)).ok()
    }
}
