//! A submission that waits for its turn or is under way.

use super::clients::Client;
use super::{BoardAction, SubmissionId};

/// Maximum age of a tab's `Take` when its submission is granted, by that tab's clock. It is longer
/// than the polling board may take to store its changes. A submission is sent at most this long
/// after it was charged.
pub(super) const FRESH_MS: u64 = 2_500;

/// Maximum time until the outcome of a submission is known. It is longer than getting a credential
/// and an answer may take together.
pub(super) const LOST_AFTER_MS: u64 = 360_000;

/// A submission of this tab or of another one.
pub(super) struct Submission {
    pub(super) id: SubmissionId,
    /// Its name in all tabs.
    pub(super) name: String,
    /// The time until which it waits.
    pub(super) deadline: u64,
    /// When its tab last took an offer of a turn.
    pub(super) taken_at: Option<u64>,
    pub(super) sender: Sender,
}

impl Submission {
    pub(super) fn is_of_other_tab(&self) -> bool {
        matches!(self.sender, Sender::OtherTab)
    }

    /// Returns the action that sends it, or lets its tab send it.
    pub(super) fn departure(&self) -> BoardAction {
        match &self.sender {
            Sender::ThisTab { client, .. } => {
                BoardAction::Submit { id: self.id, client: client.number }
            }
            Sender::OtherTab => BoardAction::Grant { id: self.id },
        }
    }

    /// Returns whether its tab took an offer at most `ms` milliseconds ago.
    pub(super) fn was_taken_within(&self, ms: u64, now: u64) -> bool {
        self.taken_at.is_some_and(|at| now.saturating_sub(at) <= ms)
    }
}

/// The sender of a submission.
#[derive(Clone)]
pub(super) enum Sender {
    /// This tab.
    ThisTab {
        client: Client,
        /// The URL of the submission.
        url: String,
    },
    /// Another tab.
    OtherTab,
}
