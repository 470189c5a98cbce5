//! Azure AI Language, the authoring API of its three families.
//!
//! The facts are those of Microsoft's OpenAPI of 2022-05-01, 2023-04-01 and 2023-11-15-preview,
//! and of HTTP traffic recorded by Microsoft's SDK tests; where they disagree, traffic wins.

pub(super) mod answers;
pub(super) mod api_version;
mod arguments;
pub(super) mod cloud;
mod contract;
mod family;
mod operation;
mod operations;
mod options;
mod paths;
mod records;

pub use arguments::OperationArguments;
pub use family::Family;
pub use operation::Operation;
pub use options::{ExportOptions, ImportOptions};
pub use records::{
    CopyAuthorization, Deployment, EvaluationSummary, Page, Project, TrainedModel, TrainingJob,
};

use crate::board::{Limits, Rate};
use crate::poller::Pace;
use crate::request::{Method, Request};
use crate::result_file::ResultFile;
use crate::url::{AbsoluteUrl, Endpoint, Query};
use crate::{Credential, Error, Job, JobStatus, Response, Result};

use super::Service;
use api_version::ApiVersion;
use paths::JobPath;

/// A resource of Azure AI Language, seen through one family of its authoring API.
#[derive(Clone, Debug)]
pub struct AzureLanguage {
    endpoint: Endpoint,
    family: Family,
    api_version: ApiVersion,
    credential: Option<Credential>,
}

impl AzureLanguage {
    /// A client for a resource's endpoint, such as `https://contoso.cognitiveservices.azure.com`;
    /// a port and a gateway's path prefix may be part of it. Without an API version it speaks
    /// 2023-04-01, the last version that all three families have as a stable one.
    ///
    /// # Errors
    /// `invalidArgument` when the endpoint is not an `https:` URL (`http:` is for loopback), or
    /// the API version not of the form of one.
    pub fn new(endpoint: &str, family: Family, api_version: Option<&str>) -> Result<Self> {
        Ok(Self {
            endpoint: Endpoint::parse("The endpoint", endpoint)?,
            family,
            api_version: ApiVersion::parse(api_version.unwrap_or(ApiVersion::DEFAULT))?,
            credential: None,
        })
    }

    /// The same client, with a credential in every request.
    #[must_use]
    pub fn with_credential(mut self, credential: Credential) -> Self {
        self.credential = Some(credential);
        self
    }

    /// The same client, which also trusts these origins with the credential.
    ///
    /// # Errors
    /// `invalidArgument` when one is not an origin.
    pub fn trusting(mut self, origins: &[String]) -> Result<Self> {
        self.endpoint.trust(origins)?;
        Ok(self)
    }

    /// Submits an export of a project. It has no body: the documentation's
    /// `{"assetsToExport":["*"]}` is in no specification and in no recording.
    ///
    /// # Errors
    /// `invalidArgument` when the name or an option breaks the family's contract.
    ///
    /// # Example
    /// ```
    /// use export_jobs::service::{AzureLanguage, ExportOptions, Family};
    ///
    /// let endpoint = "https://contoso.cognitiveservices.azure.com";
    /// let client = AzureLanguage::new(endpoint, Family::AnalyzeConversations, None)?;
    /// let options = ExportOptions { trained_model_label: Some("v1".into()), ..Default::default() };
    /// let request = client.export_request("Émail App", &options)?;
    /// assert_eq!(
    ///     request.url,
    ///     "https://contoso.cognitiveservices.azure.com/language/authoring/analyze-conversations\
    ///      /projects/%C3%89mail%20App/:export?stringIndexType=Utf16CodeUnit\
    ///      &trainedModelLabel=v1&api-version=2023-04-01"
    /// );
    /// # Ok::<(), export_jobs::Error>(())
    /// ```
    pub fn export_request(&self, project: &str, options: &ExportOptions) -> Result<Request> {
        let query = options.pairs();
        let arguments = OperationArguments { query, ..OperationArguments::about(project) };
        self.operation_request(Operation::Export, &arguments)
    }

    /// Submits an import. It replaces a project of the same name at the service.
    ///
    /// # Errors
    /// `invalidArgument` when the name or an option breaks the family's contract.
    pub fn import_request(
        &self,
        project: &str,
        body: Vec<u8>,
        options: &ImportOptions,
    ) -> Result<Request> {
        let arguments = OperationArguments {
            query: options.pairs(),
            body: Some(body),
            ..OperationArguments::about(project)
        };
        self.operation_request(Operation::Import, &arguments)
    }

    /// The job of an id that the caller has, where the project's name is all that its URL holds
    /// besides; [`AzureLanguage::job_of`] takes the others.
    ///
    /// # Errors
    /// `invalidArgument` when the project or the id cannot be part of a URL.
    pub fn job(&self, operation: Operation, project: &str, id: &str) -> Result<Job> {
        let mut arguments = OperationArguments::about(project);
        arguments.job = Some(id.to_owned());
        self.job_of(operation, &arguments)
    }

    fn job_at(&self, path: JobPath, url: String) -> Result<Job> {
        let JobPath { operation, arguments, .. } = path;
        Ok(Job {
            service: self.family.service_name().to_owned(),
            operation: operation.as_str().to_owned(),
            project: arguments.project,
            id: arguments.job.unwrap_or_default(),
            url,
        })
    }

    /// The family that the client speaks.
    pub fn family(&self) -> Family {
        self.family
    }

    /// The endpoint, in normal form.
    pub fn endpoint(&self) -> String {
        self.endpoint.url("")
    }

    fn request(&self, method: Method, path: &str, query: &Query) -> Request {
        self.authorized(Request::new(method, self.endpoint.url(path) + query.as_str()))
    }

    fn authorized(&self, mut request: Request) -> Request {
        if let Some(credential) = &self.credential {
            credential.authorize(&mut request);
        }
        request
    }

    /// Adds the api-version that old services leave out of the URLs that they send: "If you try to
    /// access the resultUrl directly, you will get a 404 error. You must append ?api-version=…"
    /// (reference, section 3).
    fn with_api_version(&self, mut url: AbsoluteUrl, fallback: Option<String>) -> AbsoluteUrl {
        if url.parameter("api-version").is_none() {
            let version = fallback.as_deref().unwrap_or(self.api_version.as_str());
            url.push_parameter("api-version", version);
        }
        url
    }

    /// The job at an own URL. In a form that the contract has, it is brought to that form, so that
    /// a job is the same however it was named.
    fn job_at_own_url(&self, url: AbsoluteUrl) -> Result<Option<Job>> {
        let Some(path) = JobPath::parse(self.family, self.endpoint.service_path(&url)) else {
            return Ok(None);
        };
        let mut url = self.with_api_version(url, None);
        let prefix_length = url.path().len() - self.endpoint.service_path(&url).len();
        let prefix = url.path().get(..prefix_length).unwrap_or_default().to_owned();
        url.set_path(prefix + &path.encode(self.family)?);
        self.job_at(path, url.to_string()).map(Some)
    }
}

impl Service for AzureLanguage {
    fn status_request(&self, job: &Job) -> Result<Request> {
        let url = self.with_api_version(self.endpoint.own("The job's URL", &job.url)?, None);
        Ok(self.authorized(Request::new(Method::Get, url.to_string()).accept_json()))
    }

    fn result_request(&self, job: &Job, status: &JobStatus) -> Result<Request> {
        if job.operation != Operation::Export.as_str() {
            return Err(Error::invalid_argument(format!(
                "A job that does an {} has no result to fetch; its status is all there is.",
                job.operation
            )));
        }
        if !status.state.is_success() {
            return Err(Error::invalid_argument(format!(
                "The job is {}: only one that succeeded has a result. Poll until it is done.",
                status.state.as_str()
            )));
        }
        let job_url = self.endpoint.own("The job's URL", &job.url)?;
        let version = job_url.parameter("api-version");
        let url = match &status.result_url {
            Some(url) => self.endpoint.own("The resultUrl", url)?,
            // Optional in the schema; when absent, it is where recordings have it.
            None => {
                let mut url = job_url;
                url.set_path(paths::result_of(url.path(), self.family));
                url
            }
        };
        Ok(self
            .authorized(Request::new(Method::Get, self.with_api_version(url, version).to_string())))
    }

    fn read_submission(&self, request: &Request, response: &Response) -> Result<Job> {
        answers::check(response)?;
        // What a service names is no argument of the caller.
        let misnamed =
            |error: Error| response.unreadable(error.message().trim_end_matches('.').to_owned());
        if let Some(locator) = answers::locator(response) {
            let url = self.endpoint.own("The operation-location", locator)?;
            if let Some(mut job) = self.job_at_own_url(url.clone()).map_err(misnamed)? {
                // What the URL of a job does not tell, its submission does: of which project a
                // deletion is, and whether a deployment is made or deleted.
                if let Some((operation, arguments)) = self.submitted(request) {
                    if operation == Operation::DeleteDeployment {
                        operation.as_str().clone_into(&mut job.operation);
                    }
                    job.project = job.project.or(arguments.project);
                }
                return Ok(job);
            }
            return self.job_at_unknown_path(request, self.with_api_version(url, None), response);
        }
        // Question answering may answer 200 with the job's state (reference, section 1.4).
        if let Some(id) = answers::job_id(response)? {
            let (operation, arguments) = self.submitted(request).ok_or_else(no_submission)?;
            let arguments = OperationArguments { job: Some(id), ..arguments };
            return self.job_of(operation, &arguments).map_err(misnamed);
        }
        Err(answers::hidden_header(response))
    }

    fn read_status(&self, response: &Response) -> Result<JobStatus> {
        answers::read_status(response)
    }

    fn read_result(&self, job: &Job, response: &Response) -> Result<ResultFile> {
        answers::check(response)?;
        answers::check_result(response)?;
        Ok(ResultFile::describe(job, response))
    }

    fn job_from_url(&self, text: &str) -> Result<Job> {
        let url = self.endpoint.own_pasted(text)?;
        self.job_at_own_url(url)?.ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" is not the URL of a job of {family}: it should look \
                 like …/{family}/projects/NAME/export/jobs/ID?api-version=….",
                family = self.family.as_str()
            ))
        })
    }

    fn adopt(&self, mut job: Job) -> Result<Job> {
        if job.service != self.family.service_name() {
            return Err(Error::invalid_argument(format!(
                "The job belongs to \"{}\", and this client speaks \"{}\".",
                job.service,
                self.family.service_name()
            )));
        }
        job.url = self.endpoint.own("The job's URL", &job.url)?.to_string();
        Ok(job)
    }

    fn check_origin(&self, url: &str) -> Result<()> {
        self.endpoint.own("The request", url).map(drop)
    }

    fn credential(&self) -> Option<&Credential> {
        self.credential.as_ref()
    }

    fn scope(&self) -> String {
        cloud::scope(&self.endpoint)
    }

    /// Recorded exports end within 1 to 3 seconds; training takes up to hours. A resource allows
    /// 100 reads a minute.
    fn pace(&self) -> Pace {
        Pace {
            interval_ms: 1_000,
            max_interval_ms: 30_000,
            timeout_ms: 3_600_000,
            ..Pace::default()
        }
    }

    /// The authoring API takes 10 POST and 100 GET a minute (reference, section 2.5). It asks for
    /// no time between two reads of one job; four a second are as many as anybody can notice.
    fn limits(&self) -> Limits {
        let a_minute = |count| Some(Rate { count, window_ms: 60_000 });
        Limits {
            reads: a_minute(100),
            submissions: a_minute(10),
            floor_ms: 250,
            ..Limits::default()
        }
    }

    /// Training is the only authoring job that can be cancelled.
    fn cancel_request(&self, job: &Job) -> Result<Request> {
        if job.operation != Operation::Train.as_str() {
            return Err(Error::invalid_argument(format!(
                "The service can cancel training, and no {} job. Stop watching it, and let it end.",
                job.operation
            )));
        }
        // Where the job is, and not where it would be at the client's own api-version.
        let mut url = self.endpoint.own("The job's URL", &job.url)?;
        let path = format!("{}/:cancel", url.path());
        url.set_path(path);
        Ok(self.authorized(Request::new(Method::Post, url.to_string()).accept_json()))
    }

    fn read_cancel(&self, response: &Response) -> Result<()> {
        answers::check(response)
    }
}

impl AzureLanguage {
    /// The operation that a request submits. What reads is no submission.
    fn submitted(&self, request: &Request) -> Option<(Operation, OperationArguments)> {
        let url = paths::path_of(&request.url)?;
        let path = self.endpoint.service_path(&url);
        let found = paths::operation_of(self.family, request.method, path);
        found.filter(|(operation, _)| operation.is_job())
    }

    /// A job at a URL of a form that no contract has: followed where the service says it is.
    fn job_at_unknown_path(
        &self,
        request: &Request,
        url: AbsoluteUrl,
        response: &Response,
    ) -> Result<Job> {
        let id = url.path().rsplit('/').next().map(crate::url::decode).unwrap_or_default();
        if id.is_empty() {
            return Err(response.unreadable("the operation-location names no job"));
        }
        let (operation, arguments) = self.submitted(request).ok_or_else(no_submission)?;
        Ok(Job {
            service: self.family.service_name().to_owned(),
            operation: operation.as_str().to_owned(),
            project: arguments.project,
            id,
            url: url.to_string(),
        })
    }
}

fn no_submission() -> Error {
    Error::invalid_argument("The request is not a submission of this client.")
}
