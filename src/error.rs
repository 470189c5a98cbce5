//! The one error of this crate: a stable code, a sentence, and whatever the service said.

use std::fmt;

use export_jobs_project::{InvalidProject, OutOfMemory};

use crate::{Job, Secrets, ServiceError};

/// What kind of failure an [`Error`] is. Branch on this; show [`Error::message`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// An argument breaks the contract of the service or of this crate. Nothing was sent.
    InvalidArgument,
    /// A URL points at an origin that must not see the credentials.
    ForeignOrigin,
    /// No HTTP answer came: offline, DNS, TLS, CORS, or the page's own `fetch` failed.
    Network,
    /// HTTP 401: the credential was refused or could not be had.
    Unauthorized,
    /// HTTP 403.
    Forbidden,
    /// HTTP 404: no such project, job or result.
    NotFound,
    /// What is there is somebody's, and was not written over.
    Conflict,
    /// HTTP 429: too many requests.
    Throttled,
    /// Any other HTTP status that is not a success.
    HttpError,
    /// The submission was accepted, but the header that names the job cannot be read.
    HiddenHeader,
    /// The answer is not what the contract says.
    UnreadableResponse,
    /// The job ended without success.
    JobFailed,
    /// The job was cancelled or stopped at the service.
    JobCancelled,
    /// The job or its result existed and is no longer kept.
    Expired,
    /// The board was closed before what was asked of it was done.
    Closed,
    /// Something could not be stored in the browser.
    NotStored,
    /// A deadline passed.
    Timeout,
    /// A project file is not what its format says.
    InvalidProject,
}

impl ErrorCode {
    /// All of them.
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

    /// The code's name in JavaScript, as in `error.code`.
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
/// The fields live behind one pointer, so that a `Result` stays small.
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
    /// An error of this kind with a sentence for people.
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

    /// What kind of failure this is.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// One or two sentences: what happened and what to do.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The HTTP status that the failure rests on.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The service's id of the exchange, to quote to its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the service asked to wait, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<u64> {
        self.0.retry_after_ms
    }

    /// What the service itself said.
    pub fn errors(&self) -> &[ServiceError] {
        &self.0.errors
    }

    /// The job that the failure is about. It can be followed again.
    pub fn job(&self) -> Option<&Job> {
        self.0.job.as_ref()
    }

    /// Where a redirect led to, which was not followed, without its query; or where the service said
    /// that an accepted job is, when no job could be made of it. What could be a credential is cut
    /// out of the URL.
    pub fn location(&self) -> Option<&str> {
        self.0.location.as_deref()
    }

    /// Where a project file stops being one.
    pub fn invalid_project(&self) -> Option<&InvalidProject> {
        self.0.invalid_project.as_deref()
    }

    /// The same failure under another code.
    #[must_use]
    pub fn with_code(mut self, code: ErrorCode) -> Self {
        self.0.code = code;
        self
    }

    /// The same failure with another sentence.
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

    /// The same failure, about this job.
    #[must_use]
    pub fn with_job(mut self, job: &Job) -> Self {
        self.0.job = Some(job.clone());
        self
    }

    /// The same failure, with what the service said when it happened.
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

    /// The same failure, with what the service said in another that led to it.
    pub(crate) fn with_evidence_of(mut self, other: &Self) -> Self {
        self.0.status = other.0.status;
        self.0.request_id.clone_from(&other.0.request_id);
        self.0.retry_after_ms = other.0.retry_after_ms;
        self.0.errors.clone_from(&other.0.errors);
        self
    }

    /// Whether the same request may well succeed later: no answer, a time-out, 408, 429, any 5xx,
    /// or an answer that broke on its way.
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

    /// Takes a secret out of every text that came from outside, so that a service or proxy which
    /// echoes a request's headers cannot put a credential into a log.
    pub fn redact(&mut self, secret: &str) {
        self.redact_all(&Secrets::of(secret));
    }

    /// The same for several secrets.
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

/// The choices that a caller has, for messages.
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

/// The result of whatever can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;
