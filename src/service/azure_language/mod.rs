//! Azure AI Language, the authoring API of its three families.
//!
//! The facts are those of Microsoft's OpenAPI of 2022-05-01, 2023-04-01 and 2023-11-15-preview,
//! and of HTTP traffic recorded by Microsoft's SDK tests; where they disagree, traffic wins.

mod accepted;
pub(super) mod answers;
pub(super) mod api_version;
mod arguments;
mod body;
mod builder;
pub(super) mod cloud;
mod family;
mod following;
mod inquiry;
mod operation;
mod options;
mod paths;
mod progress;
mod records;
mod result;
pub(super) mod state;
mod table;
mod template;
mod uploads;

pub use arguments::Arguments;
pub use family::Family;
pub use inquiry::Inquiry;
pub use operation::Operation;
pub use options::{ExportOptions, ImportOptions};
pub use records::{
    CopyAuthorization, Deployment, DeploymentResource, EvaluationSummary, ExportedModel, ModelFile,
    Page, Project, Qna, Score, Source, TrainedModel, TrainingJob, TrainingStep,
};
pub use uploads::{FileOperation, UploadFile};

use crate::request::Request;
use crate::url::{AbsoluteUrl, Query};
use crate::{ClientOptions, Credential, Error, Job, JobStatus, Response, Result};

use super::{Connection, Service};
use api_version::ApiVersion;
use paths::JobPath;

/// A resource of Azure AI Language, seen through one family of its authoring API.
#[derive(Clone, Debug)]
pub struct AzureLanguage {
    connection: Connection,
    family: Family,
    api_version: ApiVersion,
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
        Self::with_options(&ClientOptions::at(endpoint), family, api_version)
    }

    /// A client for a resource that may lie behind a gateway.
    ///
    /// # Errors
    /// `invalidArgument` when an option cannot be used, as of [`AzureLanguage::new`].
    pub fn with_options(
        options: &ClientOptions,
        family: Family,
        api_version: Option<&str>,
    ) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(
                family.service_name(),
                "The endpoint",
                options,
                cloud::HOSTS,
            )?,
            family,
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
        let request = self.bare_request(Operation::Export, &options.arguments(project))?;
        Ok(self.connection.authorize(request))
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
        let mut request = self.bare_request(Operation::Import, &options.arguments(project))?;
        request.headers.set("Content-Type", "application/json");
        request.body = Some(body);
        Ok(self.connection.authorize(request))
    }

    /// The job of an id that the caller has, of an operation that needs no name but the project's.
    ///
    /// # Errors
    /// `invalidArgument` when the operation does not run as a job or needs a further name, or the
    /// project or the id cannot be part of a URL.
    pub fn job(&self, operation: Operation, project: &str, id: &str) -> Result<Job> {
        self.job_of(operation, &Arguments::of_project(project).job(id))
    }

    /// The job of an id, with the deployment or the model that it is about.
    ///
    /// The service deploys and deletes a deployment under the same job path, and has the path of a
    /// swap where the jobs of a deployment named `swap` would be.
    ///
    /// # Errors
    /// `invalidArgument` as of [`AzureLanguage::job`], naming what is missing.
    pub fn job_of(&self, operation: Operation, names: &Arguments) -> Result<Job> {
        let row = operation.row();
        let Some(template) = paths::job_template(row, self.family) else {
            return Err(Error::invalid_argument(format!(
                "{} does not run as a job of {}.",
                row.name,
                self.family.as_str()
            )));
        };
        let below = Arguments { project: None, ..names.clone() };
        template::refuse_others(template, &below)?;
        let authoring = self.api_version.has_authoring_path();
        let path = JobPath { authoring, operation, names: names.clone() };
        let mut query = Query::default();
        query.push("api-version", self.api_version.as_str());
        let url = self.connection.url(&(path.encode(self.family)? + query.as_str()));
        // Not every job's path holds its project's name, so that it was not looked at yet.
        template::encode("{project}", names)?;
        Ok(self.job_at(path, url))
    }

    /// The family that the client speaks.
    pub fn family(&self) -> Family {
        self.family
    }

    /// The endpoint, in normal form.
    pub fn endpoint(&self) -> String {
        self.connection.url("")
    }

    /// Returns whether this URL is the endpoint, or another address of the same resource.
    pub fn is_known_as(&self, endpoint: &str) -> bool {
        self.connection.is_known_as(endpoint)
    }

    /// Turns an answer with an HTTP error into that error.
    fn check(&self, response: &Response) -> Result<()> {
        answers::check(response).map_err(|error| self.access().explain(error, response))
    }

    /// The operation that a request does, from its method and URL.
    pub fn operation_of(&self, request: &Request) -> Option<Operation> {
        let found = paths::recognize(self.family, request.method, &request.url);
        found.map(|(operation, _)| operation)
    }

    /// The operation that a request does, and the project that it is about.
    pub(crate) fn subject_of(&self, request: &Request) -> Option<(Operation, Option<String>)> {
        let (operation, names) = paths::recognize(self.family, request.method, &request.url)?;
        Some((operation, names.project))
    }

    fn job_at(&self, path: JobPath, url: String) -> Job {
        let id = path.names.job.unwrap_or_default();
        self.connection.job(path.operation.as_str(), path.names.project, id, url)
    }

    /// What an own URL of a job, or of its result, says; none for one that no contract has.
    fn job_path(&self, url: &str) -> Option<JobPath> {
        let url = self.connection.endpoint.resolve("The URL", url).ok()?;
        JobPath::parse(self.family, self.connection.endpoint.service_path(&url))
    }

    /// Reads a status, and checks that it can be the status of a job.
    fn status_of(&self, job: Option<&Job>, response: &Response) -> Result<JobStatus> {
        answers::check(response)?;
        let body = response.json()?;
        let status = answers::read_status(response, &body)?;
        let Some(job) = job else { return Ok(status) };
        if let Some(kind) = answers::other_kind(&body, &job.operation) {
            return Err(response.unreadable(format_args!(
                "it is the status of {kind}, and not of an {} job",
                job.operation
            )));
        }
        if job.operation == Operation::Export.as_str()
            && let Some(path) = status.result_url.as_deref().and_then(|url| self.job_path(url))
            && !path.is_of(job)
        {
            return Err(response.unreadable("its `resultUrl` is of another job"));
        }
        Ok(status)
    }

    /// Adds the api-version that old services leave out of the URLs that they send: "If you try to
    /// access the resultUrl directly, you will get a 404 error. You must append ?api-version=…"
    /// (docs/contracts/azure-language.md#urls-ids-and-dates).
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
        let Some(path) = JobPath::parse(self.family, self.connection.endpoint.service_path(&url))
        else {
            return Ok(None);
        };
        let mut url = self.with_api_version(url, None);
        self.connection.endpoint.set_service_path(&mut url, &path.encode(self.family)?);
        Ok(Some(self.job_at(path, url.to_string())))
    }
}
