//! The error of this crate: a stable code, a message, and what the service said.

use std::fmt;

use export_jobs_project::{InvalidProject, OutOfMemory};

use crate::{Job, Secrets, ServiceError};

/// The kind of an [`Error`]. Branch on this; show [`Error::message`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// An argument breaks the contract of the service or of this crate. Nothing was sent.
    InvalidArgument,
    /// A URL points at an origin that must not see the credentials.
    ForeignOrigin,
    /// There was no HTTP answer: the device is offline, or DNS, TLS, CORS or the page's own `fetch`
    /// failed.
    Network,
    /// HTTP 401: the credential was refused, or there was none to send.
    Unauthorized,
    /// HTTP 403.
    Forbidden,
    /// HTTP 404: there is no such project, job or result.
    NotFound,
    /// The target holds somebody else's data, which was not overwritten.
    Conflict,
    /// HTTP 429: too many requests.
    Throttled,
    /// Any other HTTP status that is not a success.
    HttpError,
    /// The submission was accepted, but the header that names the job cannot be read.
    HiddenHeader,
    /// The answer does not match the contract.
    UnreadableResponse,
    /// The job ended without success.
    JobFailed,
    /// The job was cancelled or stopped at the service.
    JobCancelled,
    /// The job or its result existed, but is no longer kept.
    Expired,
    /// The board was closed before the operation was done.
    Closed,
    /// The browser's storage failed.
    NotStored,
    /// A deadline passed.
    Timeout,
    /// A project file does not match its format.
    InvalidProject,
}

impl ErrorCode {
    /// All codes.
    pub const ALL: [Self; 18] = [
        Self::InvalidArgument,
        Self::ForeignOrigin,
        Self::Network,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::Throttled,
        Self::HttpError,
        Self::HiddenHeader,
        Self::UnreadableResponse,
        Self::JobFailed,
        Self::JobCancelled,
        Self::Expired,
        Self::Closed,
        Self::NotStored,
        Self::Timeout,
        Self::InvalidProject,
    ];

    /// Returns the code's name in JavaScript, as in `error.code`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalidArgument",
            Self::ForeignOrigin => "foreignOrigin",
            Self::Network => "network",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "notFound",
            Self::Conflict => "conflict",
            Self::Throttled => "throttled",
            Self::HttpError => "httpError",
            Self::HiddenHeader => "hiddenHeader",
            Self::UnreadableResponse => "unreadableResponse",
            Self::JobFailed => "jobFailed",
            Self::JobCancelled => "jobCancelled",
            Self::Expired => "expired",
            Self::Closed => "closed",
            Self::NotStored => "notStored",
            Self::Timeout => "timeout",
            Self::InvalidProject => "invalidProject",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A failure: what happened, where, and what to do about it.
///
/// The fields are behind one pointer, so that a `Result` stays small.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Fields>);

#[derive(Clone, Debug, PartialEq)]
struct Fields {
    code: ErrorCode,
    message: String,
    status: Option<u16>,
    request_id: Option<String>,
    retry_after_ms: Option<u64>,
    errors: Vec<ServiceError>,
    job: Option<Job>,
    location: Option<String>,
    invalid_project: Option<Box<InvalidProject>>,
}

impl Error {
    /// Creates an error with a message for people.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(Box::new(Fields {
            code,
            message: message.into(),
            status: None,
            request_id: None,
            retry_after_ms: None,
            errors: Vec::new(),
            job: None,
            location: None,
            invalid_project: None,
        }))
    }

    pub(crate) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidArgument, message)
    }

    /// Returns the kind of the failure.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Returns one or two sentences: what happened and what to do.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the HTTP status that caused the failure.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Returns the service's id of the exchange, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns how long the service asked to wait, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<u64> {
        self.0.retry_after_ms
    }

    /// Returns the errors that the service reported.
    pub fn errors(&self) -> &[ServiceError] {
        &self.0.errors
    }

    /// Returns the job that the failure is about. It can be followed again.
    pub fn job(&self) -> Option<&Job> {
        self.0.job.as_ref()
    }

    /// Returns the target of a redirect that was not followed, without its query. For an accepted
    /// job with an unusable URL, returns that URL. Credentials are removed.
    pub fn location(&self) -> Option<&str> {
        self.0.location.as_deref()
    }

    /// Returns where a project file is invalid.
    pub fn invalid_project(&self) -> Option<&InvalidProject> {
        self.0.invalid_project.as_deref()
    }

    /// Changes the code.
    #[must_use]
    pub fn with_code(mut self, code: ErrorCode) -> Self {
        self.0.code = code;
        self
    }

    /// Changes the message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = message.into();
        self
    }

    pub(crate) fn with_location(mut self, location: Option<&str>) -> Self {
        self.0.location = location.map(ToOwned::to_owned);
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<&str>) -> Self {
        self.0.request_id = request_id.map(ToOwned::to_owned);
        self
    }

    pub(crate) fn with_retry_after_ms(mut self, retry_after_ms: Option<u64>) -> Self {
        self.0.retry_after_ms = retry_after_ms;
        self
    }

    pub(crate) fn with_errors(mut self, errors: Vec<ServiceError>) -> Self {
        self.0.errors = errors;
        self
    }

    /// Adds the job.
    #[must_use]
    pub fn with_job(mut self, job: &Job) -> Self {
        self.0.job = Some(job.clone());
        self
    }

    /// Adds what the service said.
    pub(crate) fn with_details(
        self,
        status: Option<u16>,
        request_id: Option<&str>,
        retry_after_ms: Option<u64>,
        errors: Vec<ServiceError>,
    ) -> Self {
        let error = self.with_request_id(request_id).with_retry_after_ms(retry_after_ms);
        let error = error.with_errors(errors);
        match status {
            Some(status) => error.with_status(status),
            None => error,
        }
    }

    /// Adds what the service said in an earlier failure that led to this one.
    pub(crate) fn with_evidence_of(mut self, other: &Self) -> Self {
        self.0.status = other.0.status;
        self.0.request_id.clone_from(&other.0.request_id);
        self.0.retry_after_ms = other.0.retry_after_ms;
        self.0.errors.clone_from(&other.0.errors);
        self
    }

    /// Returns whether the same request may succeed later. True for a missing answer, a time-out,
    /// 408, 429, any 5xx, and an answer that was damaged on its way.
    pub fn is_transient(&self) -> bool {
        match self.code() {
            ErrorCode::Network
            | ErrorCode::Timeout
            | ErrorCode::Throttled
            | ErrorCode::UnreadableResponse => true,
            ErrorCode::HttpError => matches!(self.status(), Some(408 | 500..=599)),
            _ => false,
        }
    }

    /// Removes a secret from all texts that came from outside. A service or proxy that echoes the
    /// headers of a request must not put a credential into a log.
    pub fn redact(&mut self, secret: &str) {
        self.redact_all(&Secrets::of(secret));
    }

    /// Removes several secrets.
    pub fn redact_all(&mut self, secrets: &Secrets) {
        secrets.redact_text(&mut self.0.message);
        for text in [&mut self.0.request_id, &mut self.0.location].into_iter().flatten() {
            secrets.redact_text(text);
        }
        for error in &mut self.0.errors {
            error.redact(secrets);
        }
        if let Some(job) = &mut self.0.job {
            secrets.redact_text(&mut job.id);
            secrets.redact_text(&mut job.url);
        }
    }
}

/// Returns a list of choices for messages.
pub(crate) fn one_of<T: AsRef<str>>(choices: impl IntoIterator<Item = T>) -> String {
    let mut list = String::new();
    for choice in choices {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(choice.as_ref());
    }
    list
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::error::Error for Error {}

impl From<InvalidProject> for Error {
    fn from(invalid: InvalidProject) -> Self {
        let mut error = Self::new(ErrorCode::InvalidProject, invalid.message.clone());
        error.0.invalid_project = Some(Box::new(invalid));
        error
    }
}

impl From<OutOfMemory> for Error {
    fn from(error: OutOfMemory) -> Self {
        Self::invalid_argument(error.to_string())
    }
}

/// The result of any operation that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;
