//! A submission that waits for its turn or is under way.

use crate::board::clients::Client;
use crate::board::{BoardAction, SubmissionId};

/// Maximum age of a tab's `Take` when its submission is granted, by that tab's clock. It is longer
/// than the polling board may take to store its changes. A submission is sent at most this long
/// after it was charged.
pub(crate) const FRESH_MS: u64 = 2_500;

/// Maximum time until the outcome of a submission is known. It is longer than getting a credential
/// and an answer may take together.
pub(crate) const LOST_AFTER_MS: u64 = 360_000;

/// A submission of this tab or of another one.
pub(crate) struct Submission {
    pub(crate) id: SubmissionId,
    /// Its name in all tabs.
    pub(crate) name: String,
    /// The time until which it waits.
    pub(crate) deadline: u64,
    /// When its tab last took an offer of a turn.
    pub(crate) taken_at: Option<u64>,
    pub(crate) sender: Sender,
}

impl Submission {
    pub(crate) fn is_of_other_tab(&self) -> bool {
        matches!(self.sender, Sender::OtherTab)
    }

    /// Returns the action that sends it, or lets its tab send it.
    pub(crate) fn departure(&self) -> BoardAction {
        match &self.sender {
            Sender::ThisTab { client, .. } => {
                BoardAction::Submit { id: self.id, client: client.number }
            }
            Sender::OtherTab => BoardAction::Grant { id: self.id },
        }
    }

    /// Returns whether its tab took an offer at most `ms` milliseconds ago.
    pub(crate) fn was_taken_within(&self, ms: u64, now: u64) -> bool {
        self.taken_at.is_some_and(|at| now.saturating_sub(at) <= ms)
    }
}

/// The sender of a submission.
#[derive(Clone)]
pub(crate) enum Sender {
    /// This tab.
    ThisTab {
        client: Client,
        /// The URL of the submission.
        url: String,
    },
    /// Another tab.
    OtherTab,
}
