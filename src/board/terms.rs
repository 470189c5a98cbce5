//! The rules for following a job.

use crate::service::Pace;

use super::clients::Client;

/// The rules for following a job. Jobs with the same rules share them.
pub(super) struct Terms {
    pub(super) client: Client,
    pub(super) pace: Pace,
}

impl Terms {
    /// Returns whether two jobs have the same rules.
    pub(super) fn are_as(&self, other: &Self) -> bool {
        self.client.number == other.client.number && self.pace == other.pace
    }
}
