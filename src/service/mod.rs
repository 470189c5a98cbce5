//! The services. Each has a folder with its paths, states, headers and limits.
//!
//! The poller, the boards and the downloads see a service as a [`Service`]. To add a service,
//! implement this trait. No other code names a service. [`Connection`] has the parts that all
//! services share.

mod avepoint;
pub mod azure_language;
mod azure_language_runtime;
pub(crate) mod connection;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod contract;
mod described;
pub mod description;
mod failures;
mod limits;
mod pace;
pub(crate) mod submission;

pub use avepoint::{AvePoint, Export, ExportArguments, Parameter, ParameterKind, Region};
pub use azure_language::{AzureLanguage, ExportOptions, Family, ImportOptions, Operation};
pub use azure_language_runtime::{
    Analysis, AnalysisKind, AnalyzedDocument, AzureLanguageRuntime, CategoryScore, Conversation,
    ConversationEntity, ConversationIntent, ConversationItem, Conversations, DocumentError,
    DocumentLocation, DocumentStatistics, Entity, InputDocument, JobFamily, NativeAnalysis,
    NativeDocument, NativeTask, NativeTaskKind, PredictedConversation, Prediction,
    RequestStatistics, Results, ResultsPage, TaskResults, Utterance,
};
pub use connection::Connection;
pub use described::DescribedService;
pub use limits::{Limits, Rate};
pub use pace::{Pace, PaceOptions};

pub(crate) use failures::Failures;
pub(crate) use pace::{LONGEST_RETRY_AFTER_MS, patience};

use crate::http::is_credential_header;
use crate::url::AbsoluteUrl;
use crate::{
    Access, Audience, Error, ErrorCode, Job, JobStatus, Layout, Request, Response, Result,
    ResultFile,
};

/// Returns the contracts of all services, for the gateway.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn contracts() -> [contract::Contract; 3] {
    [
        azure_language::contract::contract(),
        azure_language_runtime::contract::contract(),
        avepoint::contract::contract(),
    ]
}

/// The interface of a service for the poller and the downloads.
pub trait Service {
    /// Returns the connection of the client to the service.
    fn connection(&self) -> &Connection;

    /// Returns the request that reads a job's status.
    ///
    /// # Errors
    /// `foreignOrigin` when the job's URL is on another origin.
    fn status_request(&self, job: &Job) -> Result<Request>;

    /// Returns the request that fetches the result of a job.
    ///
    /// # Errors
    /// `invalidArgument` when the job has no result (yet), `foreignOrigin` when the result is on
    /// another origin.
    fn result_request(&self, job: &Job, status: &JobStatus) -> Result<Request>;

    /// Reads the answer to a submission.
    ///
    /// # Errors
    /// The error of the HTTP status; `hiddenHeader`; `unreadableResponse`; `foreignOrigin`.
    fn read_submission(&self, request: &Request, response: &Response) -> Result<Job>;

    /// Returns whether reading the answer to a submission needs the body of the submission.
    fn reads_submissions(&self) -> bool {
        false
    }

    /// Returns whether a submission may be sent again after this answer, because the description of
    /// the service allows it.
    fn may_submit_again(&self, request: &Request, response: &Response) -> bool {
        let _ = (request, response);
        false
    }

    /// Returns the status of a job that was already done when it was submitted, until this client forgets it.
    fn status_at_submission(&self, job: &Job) -> Option<JobStatus> {
        let _ = job;
        None
    }

    /// Returns the wait before the first poll that the answer to the submission asks for, in milliseconds, until this
    /// client forgets it.
    fn wait_after_submission_ms(&self, job: &Job) -> Option<u64> {
        let _ = job;
        None
    }

    /// Reads a status, and checks that it is the status of this job where the answer says so.
    /// Without a job, takes the status of any job. A job that failed is a reading, not an error.
    ///
    /// # Errors
    /// The error of the HTTP status; `unreadableResponse`, also for the status of another job.
    fn read_status(&self, response: &Response, job: Option<&Job>) -> Result<JobStatus> {
        let status = self.parse_status(response, job)?;
        match job.map_or(Ok(()), |job| same_job(job, response, &status)) {
            // `knows_id` parses the job's URL, so it is called last.
            Err(error) if job.is_some_and(|job| self.knows_id(job)) => Err(error),
            _ => Ok(status),
        }
    }

    /// Reads a status as [`Service::read_status`] does, without comparing the job's id.
    ///
    /// # Errors
    /// The error of the HTTP status; `unreadableResponse`.
    fn parse_status(&self, response: &Response, job: Option<&Job>) -> Result<JobStatus>;

    /// Returns the names of the response headers that [`Service::read_status`] reads besides
    /// [`Response::STATUS_HEADERS`], which are read from every answer. A sender may leave out all
    /// others.
    fn status_headers(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Returns whether a job's id is the service's own id of it. If no contract has the form of the
    /// job's URL, the id is only the last segment of that URL.
    fn knows_id(&self, job: &Job) -> bool {
        let _ = job;
        true
    }

    /// Returns the result of a job whose status contained it, until this client forgets it. Such a result is not
    /// downloaded.
    fn kept_result(&self, job: &Job) -> Option<Response> {
        let _ = job;
        None
    }

    /// Returns whether the URLs of a job's files soon expire, so that the status must be read again before a download.
    fn renews_result(&self, job: &Job) -> bool {
        let _ = job;
        false
    }

    /// Names a downloaded file.
    fn describe_result(&self, job: &Job, request: &Request, response: &Response) -> ResultFile {
        let _ = request;
        ResultFile::describe(job, response)
    }

    /// Checks that a download is the whole result, and not one of several pages or files.
    ///
    /// # Errors
    /// `invalidArgument`. The message says how to get all parts.
    fn check_only_part(&self, job: &Job, response: &Response) -> Result<()> {
        let _ = (job, response);
        Ok(())
    }

    /// Checks a downloaded result and names it. `response` has the whole body.
    ///
    /// # Errors
    /// The error of the HTTP status; the error in the body, if it is not the file;
    /// `unreadableResponse`.
    fn read_result(&self, job: &Job, response: &Response) -> Result<ResultFile> {
        self.check_result(job, response, &Layout::of(&response.body))?;
        Ok(ResultFile::describe(job, response))
    }

    /// Checks that a download is the complete result of a job. `layout` describes the whole body.
    /// The body can be long, so only its beginning and its end are read. With the layout of a beginning
    /// ([`Layout::of_start`]), the body is that beginning, and its end is not checked.
    ///
    /// # Errors
    /// As for [`Service::read_result`].
    fn check_result(&self, job: &Job, response: &Response, layout: &Layout) -> Result<()>;

    /// Creates the job of a job URL that a user pasted.
    ///
    /// # Errors
    /// `invalidArgument` when it is not a job URL of this service, `foreignOrigin`.
    fn job_from_url(&self, url: &str) -> Result<Job>;

    /// Checks a job from storage: it belongs to this service, and credentials may go to its URL.
    ///
    /// # Errors
    /// `invalidArgument`, `foreignOrigin`.
    fn validate(&self, job: Job) -> Result<Job> {
        self.connection().validate(job)
    }

    /// Checks that a request may go to a URL, as it is.
    ///
    /// # Errors
    /// `foreignOrigin`.
    fn check_origin(&self, url: &str) -> Result<()> {
        self.connection().check_origin(url)
    }

    /// Checks that a request may be sent: to this service, or without a credential to any origin.
    ///
    /// # Errors
    /// `foreignOrigin`.
    fn check_request(&self, request: &Request) -> Result<()> {
        match request.audience {
            Audience::Service => self.check_origin(&request.url),
            Audience::Nobody => check_signed(request),
        }
    }

    /// Returns the way in which requests are authorized.
    fn access(&self) -> &Access {
        self.connection().access()
    }

    /// Returns whether an answer refuses the credential, so that a fresh one may help.
    fn refuses_credential(&self, response: &Response) -> bool {
        response.status == 401
    }

    /// Returns the header for the caller's key, and the text before the key. Returns `None` if it is Azure's header, or
    /// the service takes no keys.
    fn key_header(&self) -> Option<(&str, &str)> {
        None
    }

    /// Returns the scope of the tokens.
    fn scope(&self) -> String;

    /// Returns the intervals and time limits of polling.
    fn pace(&self) -> Pace;

    /// Returns the name of the API, such as `azure-language`. One origin can have several APIs,
    /// each with its own limits: an Azure resource has authoring and runtime.
    fn api(&self) -> &str;

    /// Returns the size limit of an answer about a job. A longer answer is aborted while it
    /// arrives.
    fn max_answer_bytes(&self) -> usize {
        Response::MAX_ANSWER_BYTES
    }

    /// Returns the limits of the API at one origin.
    fn limits(&self) -> Limits;

    /// Returns the request that cancels a job.
    ///
    /// # Errors
    /// `invalidArgument` when the service cannot cancel such a job, `foreignOrigin`.
    fn cancel_request(&self, job: &Job) -> Result<Request> {
        Err(Error::invalid_argument(text!(
            "The service has no way to cancel an {} job. Stop watching it, and let it end.",
            job.operation
        )))
    }

    /// Reads the answer to a cancel request.
    ///
    /// # Errors
    /// The error of the HTTP status.
    fn read_cancel(&self, response: &Response) -> Result<()> {
        if response.is_success() {
            return Ok(());
        }
        let error = response.http_error(response.status, Vec::new());
        Err(self.access().explain(error, response))
    }

    /// Reads the answer to the cancel request of a job. After an accepted cancellation, later answers may have another
    /// meaning.
    ///
    /// # Errors
    /// As for [`Service::read_cancel`].
    fn read_cancel_of(&self, job: &Job, response: &Response) -> Result<()> {
        let _ = job;
        self.read_cancel(response)
    }
}

/// Checks a request for a URL that is its own credential: it must use https, and carry no other
/// credential.
fn check_signed(request: &Request) -> Result<()> {
    let origin = AbsoluteUrl::parse(&request.url).map(|url| url.origin);
    let is_protected = origin.is_ok_and(|origin| origin.is_secure() || origin.is_loopback());
    if is_protected && !request.headers.iter().any(|(name, _)| is_credential_header(name)) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::ForeignOrigin,
        "The service named a signed URL that cannot be used: only https may carry it, without \
         another credential. Nothing was sent.",
    ))
}

/// Returns the failure of an answer with an unusable id or URL. The error of the check itself would
/// blame the caller's arguments.
fn unusable_name(response: &Response, error: &Error) -> Error {
    response.unreadable(error.message().trim_end_matches('.'))
}

/// Checks that a status belongs to this job. Accepts an answer that does not name its job.
fn same_job(job: &Job, response: &Response, status: &JobStatus) -> Result<()> {
    match &status.job_id {
        Some(id) if !id.eq_ignore_ascii_case(&job.id) => Err(response.unreadable(&text!(
            "it is of the job \"{}\", and not of \"{}\"",
            id,
            job.id
        ))),
        _ => Ok(()),
    }
}
