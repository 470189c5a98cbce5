//! The authoring API of Azure AI Language, with its three families.
//!
//! The facts come from Microsoft's OpenAPI of 2022-05-01, 2023-04-01 and 2023-11-15-preview, and
//! from HTTP traffic that Microsoft's SDK tests recorded. If they disagree, the code follows the
//! traffic.

mod accepted;
pub(super) mod answers;
pub(super) mod api_version;
mod arguments;
mod body;
mod builder;
pub(super) mod cloud;
#[cfg(not(target_arch = "wasm32"))]
pub(super) mod contract;
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

use crate::http::Request;
use crate::url::{AbsoluteUrl, Query};
use crate::{ClientOptions, Credential, Error, Job, JobStatus, Response, Result};

use super::{Connection, Service};
use api_version::ApiVersion;
use paths::JobPath;

/// A client of one family of the authoring API of a resource.
#[derive(Clone, Debug)]
pub struct AzureLanguage {
    connection: Connection,
    family: Family,
    api_version: ApiVersion,
}

impl AzureLanguage {
    /// Makes a client for the endpoint of a resource, such as
    /// `https://contoso.cognitiveservices.azure.com`. The endpoint may have a port and the path
    /// prefix of a gateway. The default API version is 2023-04-01, the last version that is stable
    /// in all three families.
    ///
    /// # Errors
    /// `invalidArgument` when the endpoint is not an `https:` URL (`http:` is for loopback), or the
    /// API version does not have the form of one.
    pub fn new(endpoint: &str, family: Family, api_version: Option<&str>) -> Result<Self> {
        Self::with_options(&ClientOptions::at(endpoint), family, api_version)
    }

    /// Makes a client for a resource that may be behind a gateway.
    ///
    /// # Errors
    /// `invalidArgument` when an option cannot be used, as for [`AzureLanguage::new`].
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

    /// Adds a credential to every request, except over plain `http:` within a network.
    #[must_use]
    pub fn with_credential(mut self, credential: Credential) -> Self {
        self.connection = self.connection.with_credential(credential);
        self
    }

    /// Trusts further origins with the credential.
    ///
    /// # Errors
    /// `invalidArgument` when a text is not an origin.
    pub fn trusting(mut self, origins: &[String]) -> Result<Self> {
        self.connection = self.connection.trusting(origins)?;
        Ok(self)
    }

    /// Submits an export of a project. The request has no body: `{"assetsToExport":["*"]}` is only
    /// in the documentation, and in no specification or recording.
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

    /// Creates the job of a known id, for an operation that needs only the project's name.
    ///
    /// # Errors
    /// `invalidArgument` when the operation does not run as a job or needs a further name, or the
    /// project or the id cannot be part of a URL.
    pub fn job(&self, operation: Operation, project: &str, id: &str) -> Result<Job> {
        self.job_of(operation, &Arguments::of_project(project).job(id))
    }

    /// Creates the job of a known id, with the name of its deployment or model.
    ///
    /// A job that deploys and a job that deletes the deployment have the same path. A swap has the
    /// path of a deployment named `swap`.
    ///
    /// # Errors
    /// `invalidArgument` as for [`AzureLanguage::job`]. The message names a missing argument.
    pub fn job_of(&self, operation: Operation, names: &Arguments) -> Result<Job> {
        let row = operation.row();
        let Some(template) = paths::job_template(row, self.family) else {
            return Err(Error::invalid_argument(text!(
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
        // Some job paths have no project name, so the name was not checked yet.
        template::encode("{project}", names)?;
        Ok(self.job_at(path, url))
    }

    /// Returns the family of the client.
    pub fn family(&self) -> Family {
        self.family
    }

    /// Returns the endpoint in normal form.
    pub fn endpoint(&self) -> String {
        self.connection.url("")
    }

    /// Returns whether a URL is the endpoint, or another address of the same resource.
    pub fn is_known_as(&self, endpoint: &str) -> bool {
        self.connection.is_known_as(endpoint)
    }

    /// Turns an answer with an HTTP error into that error.
    fn check(&self, response: &Response) -> Result<()> {
        answers::check(response).map_err(|error| self.access().explain(error, response))
    }

    /// Returns the operation of a request, from its method and URL.
    pub fn operation_of(&self, request: &Request) -> Option<Operation> {
        let found = paths::recognize(self.family, request.method, &request.url);
        found.map(|(operation, _)| operation)
    }

    /// Returns the operation of a request, and its project.
    pub(crate) fn subject_of(&self, request: &Request) -> Option<(Operation, Option<String>)> {
        let (operation, names) = paths::recognize(self.family, request.method, &request.url)?;
        Some((operation, names.project))
    }

    fn job_at(&self, path: JobPath, url: String) -> Job {
        let id = path.names.job.unwrap_or_default();
        self.connection.job(path.operation.as_str(), path.names.project, id, url)
    }

    /// Reads the URL of a job, or of its result. Returns `None` if no contract has the form of the
    /// URL.
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
            return Err(response.unreadable(&text!(
                "it is the status of {}, and not of an {} job",
                kind,
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

    /// Adds the api-version, which old services leave out of their URLs: "If you try to access the
    /// resultUrl directly, you will get a 404 error. You must append ?api-version=…"
    /// (docs/contracts/azure-language.md#urls-ids-and-dates).
    fn with_api_version(&self, mut url: AbsoluteUrl, fallback: Option<String>) -> AbsoluteUrl {
        if url.parameter("api-version").is_none() {
            let version = fallback.as_deref().unwrap_or(self.api_version.as_str());
            url.push_parameter("api-version", version);
        }
        url
    }

    /// Creates the job at a URL of this endpoint. Normalizes the URL, so that a job has the same
    /// URL however it was given. Returns `None` if no contract has the form of the URL.
    fn job_at_own_url(&self, url: AbsoluteUrl) -> Result<Option<Job>> {
        let Some(path) = JobPath::parse(self.family, self.connection.endpoint.service_path(&url))
        else {
            return Ok(None);
        };
        let mut url = self.with_api_version(url, None);
        self.connection.endpoint.set_service_path(&mut url, &path.encode(self.family)?);
        Ok(Some(self.job_at(path, url.href())))
    }
}
