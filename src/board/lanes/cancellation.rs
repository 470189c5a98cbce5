//! The cancellation of a job at its service.

use crate::Request;

use crate::board::JobKey;

/// A cancellation that waits for its turn or is under way.
pub(crate) struct Cancellation {
    pub(crate) key: JobKey,
    /// The job's URL, which identifies the job in other tabs.
    pub(crate) url: String,
    /// The number of the client whose credential the request uses.
    pub(crate) client: usize,
    pub(crate) request: Request,
}
