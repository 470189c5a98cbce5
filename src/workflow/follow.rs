//! Follows a job from a script.

use std::rc::Rc;

use crate::poller::{Action, Poller, Until};
use crate::service::{Pace, Service};
use crate::{Error, ErrorCode, Job, JobStatus, Machine, Result};

use super::host::Host;
use super::task::{Expected, Party};

/// Polls a job to its end. Calls `seen` with every status.
///
/// # Errors
/// The errors of [`Poller`]: `jobFailed`, `jobCancelled`, `timeout`, or the failure that ended the
/// polling.
pub(crate) async fn follow(
    host: &Host,
    to: Party,
    service: Rc<dyn Service>,
    job: Job,
    pace: Pace,
    seen: impl Fn(&JobStatus),
) -> Result<JobStatus> {
    let mut poller = Poller::new(service, job, pace);
    let deadline = host.now().saturating_add(pace.timeout_ms);
    poller.watch(Until::Done, Some(deadline), host.now());
    loop {
        match poller.poll_action() {
            Some(Action::Send { id, request }) => {
                let outcome = host.send(to, request, Expected::Status).await;
                poller.handle_response(id, outcome, host.moment());
            }
            Some(Action::Report(status)) => seen(&status),
            Some(Action::Settle { outcome, .. }) => {
                return outcome.and_then(|status| status.ok_or_else(no_reading));
            }
            Some(Action::Abandon) => {}
            None => {
                host.until(poller.timeout().ok_or_else(no_reading)?).await;
                poller.handle_timeout(host.moment());
            }
        }
    }
}

/// Returns an error that never occurs, because a watch for the end is settled with a status or an
/// error.
fn no_reading() -> Error {
    Error::new(ErrorCode::Timeout, "The job was not read.")
}
