//! How a job is followed.

use crate::service::Pace;

use super::clients::Client;

/// How a job is followed. Jobs that are followed alike share it.
pub(super) struct Terms {
    pub(super) client: Client,
    pub(super) pace: Pace,
}

impl Terms {
    /// Returns whether two jobs are followed alike.
    pub(super) fn are_as(&self, other: &Self) -> bool {
        self.client.number == other.client.number && self.pace == other.pace
    }
}
