//! Starting a job.

use crate::{Error, ErrorCode};

/// Says what it means that a submission got no answer. It is not sent again: it may have arrived,
/// the services have no idempotency keys, and a second one may start a second job.
#[must_use]
pub fn lost_submission(error: Error) -> Error {
    if !matches!(error.code(), ErrorCode::Network | ErrorCode::Timeout) {
        return error;
    }
    let message = format!(
        "{} The submission may have arrived all the same, so it was not sent again: look for the \
         job at the service before you submit anew.",
        error.message()
    );
    error.with_message(message)
}
