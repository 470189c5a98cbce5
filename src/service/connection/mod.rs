//! The connection of a client to its service.

mod access;
mod client_options;
mod endpoint;
mod renewal;

pub use access::Access;
pub use client_options::{ClientOptions, RequestCredentials};
pub(crate) use endpoint::{Endpoint, Hosts};
pub use renewal::{Renewal, Sending};

use crate::http::{Method, Request};
use crate::url::{AbsoluteUrl, without_secrets};
use crate::{Credential, Error, Job, Result};

/// The common part of the clients of all services: the service's name, its endpoint, the other addresses and origins
/// that are treated as its own, and the caller's credential.
#[derive(Clone, Debug)]
pub struct Connection {
    name: String,
    pub(crate) endpoint: Endpoint,
    credential: Option<Credential>,
}

impl Connection {
    /// Creates a connection to the service of this name at the endpoint of the options.
    ///
    /// # Errors
    /// `invalidArgument` when an option cannot be used.
    pub fn new(name: impl Into<String>, options: &ClientOptions) -> Result<Self> {
        Self::open(name, "The endpoint", options, &[])
    }

    /// Does the same for a service whose own hosts are known. `what` names the endpoint in messages.
    pub(in crate::service) fn open(
        name: impl Into<String>,
        what: &str,
        options: &ClientOptions,
        hosts: Hosts,
    ) -> Result<Self> {
        let endpoint = Endpoint::open(what, options, hosts)?;
        Ok(Self { name: name.into(), endpoint, credential: None })
    }

    /// Adds a credential to every request to the service. Requests over plain `http:`, which is for gateways within a
    /// network, are sent without it.
    #[must_use]
    pub fn with_credential(mut self, credential: Credential) -> Self {
        self.endpoint.set_sends_credential();
        self.credential = Some(credential);
        self
    }

    /// Trusts further origins with the credential.
    ///
    /// # Errors
    /// `invalidArgument` when a text is not an origin.
    pub fn trusting(mut self, origins: &[String]) -> Result<Self> {
        self.endpoint.trust(origins)?;
        Ok(self)
    }

    /// Returns the service's name, as a [`Job`] has it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the URL of a path of the service. The path begins with a slash, or is empty.
    pub fn url(&self, path: &str) -> String {
        self.endpoint.url(path)
    }

    /// Returns whether a URL is the endpoint, or another address of the same service.
    pub fn is_known_as(&self, endpoint: &str) -> bool {
        self.endpoint.is_known_as(endpoint)
    }

    /// Returns the way in which requests are authorized.
    pub fn access(&self) -> &Access {
        self.endpoint.access()
    }

    /// Makes a request to the service, with the credential.
    pub fn request(&self, method: Method, url: impl Into<String>) -> Request {
        self.authorize(Request::new(method, url.into()).accept_json())
    }

    /// Adds the credential to a request to the service.
    pub(in crate::service) fn authorize(&self, mut request: Request) -> Request {
        if let Some(credential) = &self.credential
            && self.access().may_carry_credential()
        {
            credential.authorize(&mut request);
        }
        request
    }

    /// Makes a job of the service. A credential in its URL is removed, because jobs are stored.
    pub fn job(&self, operation: &str, project: Option<String>, id: String, url: String) -> Job {
        let url = without_secrets(&url).into_owned();
        Job { service: self.name.clone(), operation: operation.to_owned(), project, id, url }
    }

    /// Checks a job from storage: it belongs to this service, and requests may go to its URL. Maps
    /// the URL of an upstream to the endpoint.
    ///
    /// # Errors
    /// `invalidArgument` when the job belongs to another service; `foreignOrigin`.
    pub fn validate(&self, mut job: Job) -> Result<Job> {
        if job.service != self.name {
            return Err(Error::invalid_argument(text!(
                "The job belongs to \"{}\", but this client is for \"{}\".",
                job.service,
                self.name
            )));
        }
        job.url = self.endpoint.resolve_job(&job.url)?;
        Ok(job)
    }

    /// Checks that a request may be sent to a URL unchanged.
    ///
    /// # Errors
    /// `foreignOrigin`.
    pub fn check_origin(&self, url: &str) -> Result<()> {
        self.endpoint.check(url)
    }

    /// Parses the URL of a job. The URL may be that of an upstream.
    pub(in crate::service) fn job_url(&self, job: &Job) -> Result<AbsoluteUrl> {
        self.endpoint.resolve("The job's URL", &job.url)
    }
}
