//! The rules for following a job.

use crate::service::Pace;

use crate::board::clients::Client;

/// The rules for following a job. Jobs with the same rules share them.
pub(crate) struct Terms {
    pub(crate) client: Client,
    pub(crate) pace: Pace,
}

impl Terms {
    /// Returns whether two jobs have the same rules.
    pub(crate) fn are_as(&self, other: &Self) -> bool {
        self.client.number == other.client.number && self.pace == other.pace
    }
}
