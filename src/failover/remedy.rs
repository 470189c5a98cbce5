//! The meaning of a failure at one resource for the others.

use crate::{Error, ErrorCode};

/// The resources that may succeed with a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Another resource, and this one needs a pause: no answer, a time-out, 408, 429, any 5xx, an
    /// answer that nobody can read; and 401 and 403, since each resource has its own credential,
    /// roles and firewall.
    AnotherResource,
    /// Another resource, for this request alone: what is not found here (404) may be there, since
    /// each resource has its own copy of a project and its own jobs. The same goes for a job that
    /// ended with a failure of the service and not of its documents.
    AnotherCopy,
    /// Nobody. The request is wrong, and every resource would say so; or its caller ended it.
    Nobody,
}

impl Remedy {
    /// The remedy for a failure.
    pub fn of(error: &Error) -> Self {
        match error.code() {
            ErrorCode::Unauthorized | ErrorCode::Forbidden => Self::AnotherResource,
            ErrorCode::NotFound | ErrorCode::Expired => Self::AnotherCopy,
            ErrorCode::JobFailed if error.errors().iter().any(|it| is_of_service(&it.code)) => {
                Self::AnotherCopy
            }
            _ if error.is_transient() => Self::AnotherResource,
            _ => Self::Nobody,
        }
    }

    /// Returns whether a submission that failed like this may have started its job.
    pub(super) fn may_have_arrived(error: &Error) -> bool {
        match error.code() {
            ErrorCode::Network | ErrorCode::Timeout | ErrorCode::UnreadableResponse => true,
            // Of the 5xx, only "service unavailable" says that nothing was done.
            ErrorCode::HttpError => error.status() != Some(503),
            _ => false,
        }
    }
}

/// The error codes of a job (`ErrorCode` in the specification) that are not about its documents.
fn is_of_service(code: &str) -> bool {
    matches!(
        code,
        "InternalServerError"
            | "ServiceUnavailable"
            | "Timeout"
            | "TooManyRequests"
            | "QuotaExceeded"
            | "Unauthorized"
            | "Forbidden"
            | "NotFound"
            | "ProjectNotFound"
    )
}
