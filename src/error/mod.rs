//! The error of this crate: a stable code, a message, and the errors that the service reported.

mod stored_error;

pub(crate) use stored_error::StoredError;

use std::fmt;

use export_jobs_project::{InvalidProject, OutOfMemory};

use crate::plain::{Failure, Kind, MemberType, Plain, Rule};
use crate::{Job, Secrets, ServiceError, plain, words};

words! {
    /// The kind of a failure. Branch on the code, and show the message.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ErrorCode as "ModuleErrorCode" {
        /// An argument breaks the contract of the service or of this package. The message names it.
        /// Nothing was sent.
        InvalidArgument = "invalidArgument",
        /// A URL points at an origin that must not see the credential.
        ForeignOrigin = "foreignOrigin",
        /// No HTTP answer came: offline, DNS, TLS, CORS, or the page's own `fetch` failed. `cause` is what
        /// `fetch` rejected with.
        Network = "network",
        /// HTTP 401: the credential was refused, or there was none to send.
        Unauthorized = "unauthorized",
        /// HTTP 403: the credential does not allow the operation.
        Forbidden = "forbidden",
        /// HTTP 404: no such project, job or result.
        NotFound = "notFound",
        /// The target already holds something that belongs to somebody else. It was not
        /// overwritten.
        Conflict = "conflict",
        /// HTTP 429: too many requests. `retryAfterMs` is the wait that the service asks for, if it does.
        Throttled = "throttled",
        /// Any other HTTP status that is not a success. `status` holds it.
        HttpError = "httpError",
        /// The submission was accepted, but the header that names the job cannot be read. The message
        /// names `Access-Control-Expose-Headers`.
        HiddenHeader = "hiddenHeader",
        /// The answer is not what the contract says.
        UnreadableResponse = "unreadableResponse",
        /// The job ended without success. `errors` holds the service's reasons.
        JobFailed = "jobFailed",
        /// The job was cancelled or stopped at the service.
        JobCancelled = "jobCancelled",
        /// The job or its result existed, and the service has deleted it.
        Expired = "expired",
        /// The board was closed before it was done. `job` is the job, where there is one.
        Closed = "closed",
        /// The browser, or the target of a saved file, did not store something.
        NotStored = "notStored",
        /// A deadline passed.
        Timeout = "timeout",
        /// A project file is not what its format says. `path`, `line`, `column` and `byteOffset` say where.
        InvalidProject = "invalidProject",
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
pub struct Error(Box<ErrorFields>);

plain! {
    /// The members of an error, apart from its cause and its stack.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct ErrorFields as "ExportJobsErrorFields" {
        /// The code of the failure, to branch on.
        code: ErrorCode = Rule::NONE.typescript("ModuleErrorCode | LoaderErrorCode"),
        /// The failure and its remedy, in one or two sentences.
        message: String,
        /// The HTTP status of the answer.
        status: Option<u16>,
        /// The service's id of the exchange. Quote it to the service's support.
        request_id: Option<String>,
        /// The wait that the service asks for, in milliseconds.
        retry_after_ms: Option<u64>,
        /// The errors that the service reported.
        errors: Vec<ServiceError> = Rule::EMPTY_IS_ABSENT,
        /// The job that failed, or that can be followed. Present also if a submission was accepted but its answer
        /// cannot be used.
        job: Option<Job>,
        /// The target of a redirect that was not followed, without its query; or the URL that the service gave for an
        /// accepted job, if it cannot be used for a `job`. Possible credentials are removed.
        location: Option<String>,
    } besides {
        invalid_project: Option<Box<InvalidProject>>,
    } also {
        /// The place where a project file is broken: the JSON path, such as `$.assets.utterances[12].text`.
        path: Option<&str> => |it| it.invalid_project.as_ref().map(|it| it.path.as_str()),
        /// The line in the project file, from 1.
        line: Option<u64> => |it| it.invalid_project.as_ref().map(|it| it.line),
        /// The column in the project file, in characters, from 1.
        column: Option<u64> => |it| it.invalid_project.as_ref().map(|it| it.column),
        /// The place in the project file, in bytes from its start.
        byte_offset: Option<u64> => |it| it.invalid_project.as_ref().map(|it| it.byte_offset),
    }
}

/// In JavaScript an error is an `ExportJobsError`.
impl MemberType for Error {
    const KIND: Kind = Failure::KIND;

    fn to_plain(&self) -> Plain<'_> {
        Plain::Failure(Box::new(self.0.to_plain()))
    }
}

impl Error {
    /// Creates an error with a message for people.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(Box::new(ErrorFields {
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

    /// Returns the kind of this failure.
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

    /// Returns the service's id of the exchange, which its support asks for.
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

    /// Returns the place where a project file is invalid.
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

    /// Adds what the service reported in an earlier failure that led to this one.
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
        add_choice(&mut list, choice.as_ref());
    }
    list
}

fn add_choice(list: &mut String, choice: &str) {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(choice);
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
