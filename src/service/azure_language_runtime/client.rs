//! The client of the runtime.

use crate::http::{Method, Request};
use crate::service::azure_language::api_version::ApiVersion;
use crate::service::azure_language::{answers, cloud};
use crate::service::{Connection, Service};
use crate::url::{AbsoluteUrl, Query};
use crate::{ClientOptions, Credential, Job, Response, Result};

use super::path::JobPath;

/// The operation of all jobs of the runtime, as in [`Job`].
const OPERATION: &str = "analyze";

/// The service's name in a [`Job`].
const SERVICE: &str = "azure-language-runtime";

/// A client of the runtime API of a resource of Azure AI Language.
#[derive(Clone, Debug)]
pub struct AzureLanguageRuntime {
    pub(super) connection: Connection,
    pub(super) api_version: ApiVersion,
}

impl AzureLanguageRuntime {
    /// Makes a client for the endpoint of a resource, such as
    /// `https://contoso.cognitiveservices.azure.com`. The endpoint may have a port and the path prefix
    /// of a gateway. The default API version is 2023-04-01.
    ///
    /// # Errors
    /// `invalidArgument` when the endpoint is not an `https:` URL (`http:` is for loopback), or the
    /// API version does not have the form of one.
    pub fn new(endpoint: &str, api_version: Option<&str>) -> Result<Self> {
        Self::with_options(&ClientOptions::at(endpoint), api_version)
    }

    /// Makes a client for a resource that may be behind a gateway.
    ///
    /// # Errors
    /// `invalidArgument` when an option cannot be used, as for [`AzureLanguageRuntime::new`].
    pub fn with_options(options: &ClientOptions, api_version: Option<&str>) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(SERVICE, "The endpoint", options, cloud::HOSTS)?,
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

    /// Returns the endpoint in normal form: origin, and the path prefix of a gateway.
    pub fn endpoint(&self) -> String {
        self.connection.url("")
    }

    /// Returns whether a URL is the endpoint, or another address of the same resource.
    pub fn is_known_as(&self, endpoint: &str) -> bool {
        self.connection.is_known_as(endpoint)
    }

    /// Makes the request for a path that takes a JSON body.
    pub(super) fn post(&self, path: &str, body: Vec<u8>) -> Request {
        let mut request = self.connection.request(Method::Post, self.url(path));
        request.headers.set("Content-Type", "application/json");
        request.body = Some(body);
        request
    }

    /// Returns the request that reads a URL of this endpoint.
    pub(super) fn get(&self, url: &AbsoluteUrl) -> Request {
        self.connection.request(Method::Get, url.href())
    }

    fn url(&self, path: &str) -> String {
        let mut query = Query::default();
        query.push("api-version", self.api_version.as_str());
        self.connection.url(path) + query.as_str()
    }

    /// Adds the API version to a URL of this endpoint that has none.
    pub(super) fn with_api_version(&self, mut url: AbsoluteUrl) -> AbsoluteUrl {
        if url.parameter("api-version").is_none() {
            url.push_parameter("api-version", self.api_version.as_str());
        }
        url
    }

    /// Turns an answer with an HTTP error into that error.
    pub(super) fn check(&self, response: &Response) -> Result<()> {
        answers::check(response).map_err(|error| self.access().explain(error, response))
    }

    /// Creates the job at a path of this endpoint.
    pub(super) fn job_at(&self, path: JobPath) -> Result<Job> {
        let url = self.url(&path.encode()?);
        Ok(self.connection.job(OPERATION, None, path.id, url))
    }

    /// Returns the URL of a job, with the API version.
    pub(super) fn job_url(&self, job: &Job) -> Result<AbsoluteUrl> {
        Ok(self.with_api_version(self.connection.job_url(job)?))
    }

    /// Creates the job at a URL of this endpoint. Normalizes the URL, so that a job has the same URL however it was
    /// given. Returns `None` if the URL does not have the form of a job's URL.
    pub(super) fn job_at_own_url(&self, url: AbsoluteUrl) -> Result<Option<Job>> {
        let endpoint = &self.connection.endpoint;
        let Some(path) = JobPath::parse(endpoint.service_path(&url)) else {
            return Ok(None);
        };
        let mut url = self.with_api_version(url);
        endpoint.set_service_path(&mut url, &path.encode()?);
        Ok(Some(self.connection.job(OPERATION, None, path.id, url.href())))
    }
}
