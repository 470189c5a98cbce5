//! The cancellation of a job at its service.

use crate::Request;

use super::JobKey;

/// A cancellation that waits for its turn or is under way.
pub(super) struct Cancellation {
    pub(super) key: JobKey,
    /// The job's URL, by which the other tabs know the job.
    pub(super) url: String,
    /// The client whose credential the request takes.
    pub(super) client: usize,
    pub(super) request: Request,
}
