//! Requests that are sent once.

use crate::text::digits;
use crate::url::redacted;
use crate::{Error, ErrorCode, Job, Response};

/// Explains that a submission got no answer. It is not sent again: it may have arrived, the
/// services have no idempotency keys, and a second submission may start a second job.
#[must_use]
pub fn lost_submission(error: Error) -> Error {
    lost(error, "The submission", "look for the job at the service before you submit again.")
}

/// Returns the failure of a request that got no answer within its time limit.
#[must_use]
pub fn no_answer_within(timeout_ms: u64) -> Error {
    let message = text!("No answer within {} ms (requestTimeoutMs).", digits(timeout_ms));
    Error::new(ErrorCode::Timeout, message)
}

/// Explains the same for a request that is not a submission but changes something at the service.
#[must_use]
pub fn lost_write(error: Error) -> Error {
    lost(
        error,
        "The request",
        "check at the service whether it took effect before you send it again.",
    )
}

fn lost(error: Error, what: &str, advice: &str) -> Error {
    if !matches!(error.code(), ErrorCode::Network | ErrorCode::Timeout) {
        return error;
    }
    let message = text!(
        "{} {} may have arrived nevertheless, so it was not sent again: {}",
        error.message(),
        what,
        advice
    );
    error.with_message(message)
}

/// Explains that a submission succeeded, but its answer names no usable job. The job runs
/// nevertheless. Adds what the answer says about it: the job, made from its id, or else the URL
/// that the service gave.
pub(crate) fn accepted(
    error: Error,
    response: &Response,
    job: Option<Job>,
    location: Option<&str>,
) -> Error {
    let is_about_the_answer = matches!(
        error.code(),
        ErrorCode::ForeignOrigin | ErrorCode::HiddenHeader | ErrorCode::UnreadableResponse
    );
    let is_refused = !response.is_success() || error.status().is_some_and(|status| status >= 300);
    // A success with an error in its body started no job.
    if !is_about_the_answer || is_refused || !error.errors().is_empty() {
        return error;
    }
    // HTTP 200 may come from something else, such as a sign-in page.
    let what = match (response.status, &job, location) {
        (202, ..) | (_, Some(_), _) | (_, _, Some(_)) => {
            "The service accepted the submission, and the job runs there."
        }
        _ => "The service may have accepted the submission, and the job may run there.",
    };
    let advice = match (&job, location) {
        (Some(_), _) => "Do not submit it again: follow the error's job.",
        (None, Some(_)) => {
            "Do not submit it again before you have looked: see the error's location."
        }
        (None, None) => "Do not submit it again before you have looked for the job.",
    };
    let message = text!("{} {} {}", error.message(), what, advice);
    let error = error.with_message(message);
    match (job, location) {
        (Some(job), _) => error.with_job(&job),
        (None, Some(url)) => error.with_location(Some(&redacted(url))),
        (None, None) => error,
    }
}
