//! Requests that are sent once.

use crate::{Error, ErrorCode};

/// Says what it means that a submission got no answer. It is not sent again: it may have arrived,
/// the services have no idempotency keys, and a second one may start a second job.
#[must_use]
pub fn lost_submission(error: Error) -> Error {
    lost(error, "The submission", "look for the job at the service before you submit anew.")
}

/// The same of a request that changes something at once.
#[must_use]
pub fn lost_write(error: Error) -> Error {
    lost(error, "The request", "see at the service what is there before you send it anew.")
}

fn lost(error: Error, what: &str, advice: &str) -> Error {
    if !matches!(error.code(), ErrorCode::Network | ErrorCode::Timeout) {
        return error;
    }
    let message = format!(
        "{} {what} may have arrived all the same, so it was not sent again: {advice}",
        error.message()
    );
    error.with_message(message)
}
