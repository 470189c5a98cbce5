//! The meaning of a failure at one resource for the others.

use crate::{Error, ErrorCode};

/// The resources that may succeed with a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Another resource may succeed, and this one needs a pause. This applies to no answer, a
    /// time-out, 408, 429, any 5xx and an unreadable answer; also to 401 and 403, because each
    /// resource has its own credential, roles and firewall.
    AnotherResource,
    /// Another resource may succeed, for this request only. This applies to 404, because each
    /// resource has its own copy of a project and its own jobs, and to a job that failed because of
    /// the service and not of its documents.
    AnotherCopy,
    /// No resource can succeed: the request is wrong, and every resource would refuse it; or its
    /// caller aborted it.
    Nobody,
}

impl Remedy {
    /// Returns the remedy for a failure.
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
            // 503 (service unavailable) shows that nothing was done. Other 5xx statuses do not.
            ErrorCode::HttpError => error.status() != Some(503),
            _ => false,
        }
    }
}

/// Returns whether an error code of a job (`ErrorCode` in the specification) is not about its
/// documents.
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
