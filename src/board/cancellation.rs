//! The cancellation of a job at its service.

use crate::Request;

use super::JobKey;

/// A cancellation that waits for its turn or is under way.
pub(super) struct Cancellation {
    pub(super) key: JobKey,
    /// The job's URL, which identifies the job in other tabs.
    pub(super) url: String,
    /// The number of the client whose credential the request uses.
    pub(super) client: usize,
    pub(super) request: Request,
}
