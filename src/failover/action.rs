//! The actions that fail-over asks of its driver.

use crate::Error;

#[cfg(doc)]
use super::Failover;
use super::RunId;

/// The actions for the driver of a [`Failover`].
#[derive(Clone, Debug, PartialEq)]
pub enum FailoverAction {
    /// Send the request of a run to this resource, and report the outcome with
    /// [`Failover::handle_response`].
    Ask {
        /// The run.
        run: RunId,
        /// The index of the resource.
        resource: usize,
    },
    /// The run has failed, because no resource is left, or no other one could succeed.
    Fail {
        /// The run.
        run: RunId,
        /// The failure. If every resource failed, it is that of the most preferred one; the message
        /// adds the failures of the others.
        error: Error,
    },
}
