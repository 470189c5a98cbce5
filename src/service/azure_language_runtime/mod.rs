//! Azure AI Language, the runtime: what trained and deployed models say of texts.
//!
//! Custom text runs as jobs at `/language/analyze-text/jobs`. A conversation project answers at once,
//! at `/language/:analyze-conversations`; the jobs of conversations are summaries, which need no
//! project. Native documents run as jobs at `/language/analyze-documents/jobs`. The facts are those
//! of Microsoft's OpenAPI of 2023-04-01, `analyzetext.json` and `analyzeconversations.json`; those of
//! native documents are in `native.rs`.

mod analysis;
mod conversational;
mod document;
mod family;
mod native;
mod path;
mod prediction;
mod results;

pub use analysis::{Analysis, AnalysisKind, InputDocument};
pub use conversational::{
    Conversation, ConversationEntity, ConversationIntent, ConversationItem, Conversations,
    PredictedConversation,
};
pub use document::{AnalyzedDocument, CategoryScore, DocumentError, DocumentStatistics, Entity};
pub use family::JobFamily;
pub use native::{DocumentLocation, NativeAnalysis, NativeDocument, NativeTask, NativeTaskKind};
pub use prediction::{Prediction, Utterance};
pub use results::{RequestStatistics, Results, ResultsPage, TaskResults};

use crate::request::{Method, Request};
use crate::service::{Limits, Pace, Rate};
use crate::submission::accepted;
use crate::url::{AbsoluteUrl, Query, shown};
use crate::{ClientOptions, Credential, Error, Job, JobStatus, Layout, Response, Result};

use super::azure_language::api_version::ApiVersion;
use super::azure_language::{answers, cloud};
use super::{Connection, Service, same_job};
use path::JobPath;

/// What a job of the runtime does, as a [`Job`] names it.
const OPERATION: &str = "analyze";

/// What a [`Job`] calls the service.
const SERVICE: &str = "azure-language-runtime";

/// A resource of Azure AI Language, seen through its runtime API.
#[derive(Clone, Debug)]
pub struct AzureLanguageRuntime {
    connection: Connection,
    api_version: ApiVersion,
}

impl AzureLanguageRuntime {
    /// A client for a resource's endpoint, such as `https://contoso.cognitiveservices.azure.com`;
    /// a port and a gateway's path prefix may be part of it. Without an API version it speaks
    /// 2023-04-01.
    ///
    /// # Errors
    /// `invalidArgument` when the endpoint is not an `https:` URL (`http:` is for loopback), or the
    /// API version not of the form of one.
    pub fn new(endpoint: &str, api_version: Option<&str>) -> Result<Self> {
        Self::with_options(&ClientOptions::at(endpoint), api_version)
    }

    /// A client for a resource that may lie behind a gateway.
    ///
    /// # Errors
    /// `invalidArgument` when an option cannot be used, as of [`AzureLanguageRuntime::new`].
    pub fn with_options(options: &ClientOptions, api_version: Option<&str>) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(SERVICE, "The endpoint", options, cloud::HOSTS)?,
            api_version: ApiVersion::parse(api_version.unwrap_or(ApiVersion::DEFAULT))?,
        })
    }

    /// The same client, with a credential in every request. A plain `http:` endpoint in a network
    /// gets its requests without.
    #[must_use]
    pub fn with_credential(mut self, credential: Credential) -> Self {
        self.connection = self.connection.with_credential(credential);
        self
    }

    /// The same client, which also trusts these origins with the credential.
    ///
    /// # Errors
    /// `invalidArgument` when one is not an origin.
    pub fn trusting(mut self, origins: &[String]) -> Result<Self> {
        self.connection = self.connection.trusting(origins)?;
        Ok(self)
    }

    /// Where the resource is: its origin, and the path prefix of a gateway.
    pub fn endpoint(&self) -> String {
        self.connection.url("")
    }

    /// Whether this URL is the endpoint, or another address of the same resource.
    pub fn is_known_as(&self, endpoint: &str) -> bool {
        self.connection.is_known_as(endpoint)
    }

    /// Turns an answer with an HTTP error into that error.
    fn check(&self, response: &Response) -> Result<()> {
        answers::check(response).map_err(|error| self.access().explain(error, response))
    }

    /// Submits documents to a deployment of a custom text project.
    ///
    /// # Errors
    /// `invalidArgument` when a name is empty, an id stands twice, or the documents are more than a
    /// request may hold.
    ///
    /// # Example
    /// ```
    /// use export_jobs::service::{Analysis, AnalysisKind, AzureLanguageRuntime};
    ///
    /// let endpoint = "https://contoso.cognitiveservices.azure.com";
    /// let client = AzureLanguageRuntime::new(endpoint, None)?;
    /// let kind = AnalysisKind::CustomEntityRecognition;
    /// let documents = ["Contract 7 of 2 May 2023"];
    /// let request = client.analyze_request(&Analysis::new(kind, "Loans", "production", documents))?;
    /// assert_eq!(
    ///     request.url,
    ///     "https://contoso.cognitiveservices.azure.com/language/analyze-text/jobs\
    ///      ?api-version=2023-04-01"
    /// );
    /// # Ok::<(), export_jobs::Error>(())
    /// ```
    pub fn analyze_request(&self, analysis: &Analysis) -> Result<Request> {
        self.job_request(JobFamily::AnalyzeText, analysis.body()?)
    }

    /// Submits a body of the caller's own, for tasks that need no project: `AnalyzeTextJobsInput`,
    /// `AnalyzeConversationJobsInput` or `AnalyzeDocumentJobsInput` of the specification, as JSON.
    ///
    /// # Errors
    /// `invalidArgument` when the api-version lacks the family's jobs.
    pub fn job_request(&self, family: JobFamily, body: Vec<u8>) -> Result<Request> {
        self.require(family)?;
        Ok(self.post(&format!("/language/{}/jobs", family.as_str()), body))
    }

    /// Asks a deployment of a conversation or orchestration project what an utterance means. The
    /// answer comes at once.
    ///
    /// # Errors
    /// `invalidArgument` when a name or the text is empty, or the text longer than the service takes.
    pub fn predict_request(&self, utterance: &Utterance) -> Result<Request> {
        Ok(self.prediction_request(utterance.body()?))
    }

    /// The same with a body of the caller's own: `ConversationalTask` or `ConversationalAITask` of the
    /// specification, as JSON.
    pub fn prediction_request(&self, body: Vec<u8>) -> Request {
        self.post("/language/:analyze-conversations", body)
    }

    /// Reads a page of an analysis: the results, and with them the job's status.
    ///
    /// # Errors
    /// `foreignOrigin`, `invalidArgument` when the job's URL is none of this service.
    pub fn results_request(&self, job: &Job, page: &ResultsPage) -> Result<Request> {
        let mut url = self.own_job_url(job)?;
        if page.show_stats {
            url.push_parameter("showStats", "true");
        }
        for (name, number) in [("top", page.top), ("skip", page.skip)] {
            if let Some(number) = number {
                url.push_parameter(name, &format!("{number}"));
            }
        }
        Ok(self.get(&url))
    }

    /// Reads the answer to a results request: whatever there is, of a job in any state.
    ///
    /// # Errors
    /// What the HTTP status stands for; `unreadableResponse`.
    pub fn read_results(&self, response: &Response) -> Result<Results> {
        self.check(response)?;
        Results::read(response).map_err(|error| self.access().explain(error, response))
    }

    /// The request for the page after this one. None: it was the last.
    ///
    /// # Errors
    /// `foreignOrigin` when the service says that it lies elsewhere.
    pub fn next_request(&self, results: &Results) -> Result<Option<Request>> {
        self.page_request(results.next_link.as_deref())
    }

    pub(crate) fn page_request(&self, next_link: Option<&str>) -> Result<Option<Request>> {
        let Some(link) = next_link else { return Ok(None) };
        let url = self.with_api_version(self.connection.endpoint.resolve("The nextLink", link)?);
        Ok(Some(self.get(&url)))
    }

    /// Reads the answer to a prediction request.
    ///
    /// # Errors
    /// What the HTTP status stands for; `unreadableResponse`.
    pub fn read_prediction(&self, response: &Response) -> Result<Prediction> {
        self.check(response)?;
        Prediction::read(response).map_err(|error| self.access().explain(error, response))
    }

    /// The job of an id that the caller has.
    ///
    /// # Errors
    /// `invalidArgument` when the id cannot be part of a URL, or the api-version lacks the family's
    /// jobs.
    pub fn job(&self, family: JobFamily, id: &str) -> Result<Job> {
        self.require(family)?;
        let path = JobPath { family, id: id.to_owned() };
        let url = self.connection.url(&(path.encode()? + self.version_query().as_str()));
        Ok(self.job_at(path.id, url))
    }

    fn version_query(&self) -> Query {
        let mut query = Query::default();
        query.push("api-version", self.api_version.as_str());
        query
    }

    fn post(&self, path: &str, body: Vec<u8>) -> Request {
        let url = self.connection.url(path) + self.version_query().as_str();
        let mut request = self.connection.request(Method::Post, url);
        request.headers.set("Content-Type", "application/json");
        request.body = Some(body);
        request
    }

    fn get(&self, url: &AbsoluteUrl) -> Request {
        self.connection.request(Method::Get, url.to_string())
    }

    fn with_api_version(&self, mut url: AbsoluteUrl) -> AbsoluteUrl {
        if url.parameter("api-version").is_none() {
            url.push_parameter("api-version", self.api_version.as_str());
        }
        url
    }

    /// Reads where the service says that an accepted job is.
    fn read_locator(&self, response: &Response, locator: &str) -> Result<Job> {
        let url = self.connection.endpoint.resolve("The operation-location", locator)?;
        let job = self.job_at_own_url(url);
        // What a service names is no argument of the caller.
        let job = job.map_err(|error| {
            response.unreadable(error.message().trim_end_matches('.').to_owned())
        })?;
        job.ok_or_else(|| response.unreadable("the operation-location names no analysis job"))
    }

    /// The job of the id that a locator holds, at the client's own endpoint.
    fn job_seen(&self, locator: &str) -> Option<Job> {
        let url = locator.split(['?', '#']).next()?;
        // Whatever stands before the path: another origin, a gateway's prefix.
        let path = url.match_indices('/').find_map(|(at, _)| JobPath::parse(url.get(at..)?))?;
        self.job(path.family, &path.id).ok()
    }

    fn own_job_url(&self, job: &Job) -> Result<AbsoluteUrl> {
        Ok(self.with_api_version(self.connection.job_url(job)?))
    }

    /// The job at an own URL, brought to one form, so that a job is the same however it was named.
    fn job_at_own_url(&self, url: AbsoluteUrl) -> Result<Option<Job>> {
        let Some(path) = JobPath::parse(self.connection.endpoint.service_path(&url)) else {
            return Ok(None);
        };
        let mut url = self.with_api_version(url);
        self.connection.endpoint.set_service_path(&mut url, &path.encode()?);
        Ok(Some(self.job_at(path.id, url.to_string())))
    }

    fn job_at(&self, id: String, url: String) -> Job {
        self.connection.job(OPERATION, None, id, url)
    }
}

impl Service for AzureLanguageRuntime {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn status_request(&self, job: &Job) -> Result<Request> {
        self.own_job_url(job).map(|url| self.get(&url))
    }

    /// The results come with the status. Who downloads them gets the first page as the service sent
    /// it; [`AzureLanguageRuntime::read_results`] reads them.
    fn result_request(&self, job: &Job, status: &JobStatus) -> Result<Request> {
        if !status.state.is_success() {
            return Err(Error::invalid_argument(format!(
                "The job is {}: only one that succeeded has results. Poll until it is done.",
                status.state.as_str()
            )));
        }
        self.status_request(job)
    }

    fn read_submission(&self, _request: &Request, response: &Response) -> Result<Job> {
        self.check(response)?;
        let Some(locator) = answers::locator(response) else {
            return Err(accepted(answers::hidden_header(response), response, None, None));
        };
        self.read_locator(response, locator)
            .map_err(|error| accepted(error, response, self.job_seen(locator), Some(locator)))
    }

    fn parse_status(&self, response: &Response, _job: Option<&Job>) -> Result<JobStatus> {
        self.check(response)?;
        let status = results::read_status(response);
        status.map_err(|error| self.access().explain(error, response))
    }

    fn check_result(&self, job: &Job, response: &Response, _layout: &Layout) -> Result<()> {
        let results = self.read_results(response)?;
        response.check_file()?;
        same_job(job, response, &results.status)
    }

    fn job_from_url(&self, text: &str) -> Result<Job> {
        let url = self.connection.endpoint.resolve_pasted(text)?;
        self.job_at_own_url(url)?.ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{}\" is not the URL of an analysis job: it should look like \
                 …/language/analyze-text/jobs/ID?api-version=….",
                shown(text)
            ))
        })
    }

    fn scope(&self) -> String {
        cloud::scope(&self.connection.endpoint)
    }

    /// An analysis takes seconds, and minutes when the service is busy; results are kept for a day.
    fn pace(&self) -> Pace {
        Pace::default()
    }

    fn api(&self) -> &str {
        SERVICE
    }

    fn max_answer_bytes(&self) -> usize {
        results::MAX_BYTES
    }

    /// "Prediction API, GET/POST: 1,000 per minute" (the service limits of custom entity
    /// recognition and of custom classification). Half of it each, since they share it.
    fn limits(&self) -> Limits {
        let half = Some(Rate { count: 500, window_ms: 60_000 });
        Limits { reads: half, submissions: half, floor_ms: 250, ..Limits::default() }
    }

    /// Every analysis can be cancelled: `POST …/jobs/{jobId}:cancel`.
    fn cancel_request(&self, job: &Job) -> Result<Request> {
        let mut url = self.own_job_url(job)?;
        let path = format!("{}:cancel", url.path());
        url.set_path(path);
        Ok(self.connection.request(Method::Post, url.to_string()))
    }

    fn read_cancel(&self, response: &Response) -> Result<()> {
        self.check(response)
    }
}
