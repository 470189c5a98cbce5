//! Sends requests that only read, and repeats them until they are answered.

use crate::service::{Failures, Pace};
use crate::{Error, ErrorCode, Request, Response, Result};

use super::host::Host;
use super::task::{Expected, Party};

/// The time limit for a service that throttles or fails. After it, the request fails.
pub const PATIENCE_MS: u64 = 900_000;

/// The longest answer, in bytes. A page of a list or of evaluation results may have some megabytes.
pub(crate) const MAX_PAGE_BYTES: usize = 16 << 20;

/// Sends a request that only reads, until its answer can be read.
///
/// # Errors
/// The last failure, when it is not temporary or has lasted too long.
pub(crate) async fn read<T>(
    host: &Host,
    to: Party,
    pace: Pace,
    request: &Request,
    take: impl Fn(&Response) -> Result<T>,
) -> Result<T> {
    let mut taken = None;
    let mut keep = |response: &Response| {
        taken = Some(take(response)?);
        Ok(())
    };
    read_until(host, to, pace, request, &mut keep).await?;
    taken.ok_or_else(|| Error::new(ErrorCode::UnreadableResponse, "Nothing was read."))
}

/// The part of [`read`] that does not depend on the type, so that it is compiled once.
async fn read_until(
    host: &Host,
    to: Party,
    pace: Pace,
    request: &Request,
    take: &mut dyn FnMut(&Response) -> Result<()>,
) -> Result<()> {
    let mut failures = Failures::default();
    let give_up_at = host.now().saturating_add(PATIENCE_MS);
    loop {
        let answer = host.send(to, request.clone(), Expected::Answer(MAX_PAGE_BYTES)).await;
        match answer.and_then(|response| take(&response)) {
            Ok(()) => return Ok(()),
            Err(error) => wait_out(host, pace, &mut failures, give_up_at, error).await?,
        }
    }
}

/// Waits until the next attempt.
///
/// # Errors
/// The failure itself, when there should be no further attempt.
pub(crate) async fn wait_out(
    host: &Host,
    pace: Pace,
    failures: &mut Failures,
    give_up_at: u64,
    error: Error,
) -> Result<()> {
    if !failures.wait_out(&error) || host.now() >= give_up_at {
        return Err(error);
    }
    host.sleep(pace.after_failure(failures.total(), &error, host.jitter())).await;
    Ok(())
}

/// Returns whether a failed submission has certainly started nothing: the service understood the
/// request and refused it. This is unknown after no answer, a 408, a 5xx or an unreadable answer.
pub(crate) fn is_refusal(error: &Error) -> bool {
    match error.code() {
        ErrorCode::InvalidArgument
        | ErrorCode::Unauthorized
        | ErrorCode::Forbidden
        | ErrorCode::NotFound
        | ErrorCode::Throttled => true,
        ErrorCode::HttpError => {
            error.status().is_some_and(|status| (400..500).contains(&status) && status != 408)
        }
        _ => false,
    }
}
