//! The export jobs of Insights in the AvePoint Graph API.
//!
//! The facts come from AvePoint's documentation and from the samples of its SDK. Submissions use
//! GET and have no idempotency key, so a repeated submission may start a second job.

mod answers;
#[cfg(not(target_arch = "wasm32"))]
pub(super) mod contract;
mod export;
mod export_arguments;
mod parameter;
mod region;
mod state;

pub use export::Export;
pub use export_arguments::ExportArguments;
pub use parameter::{Parameter, ParameterKind};
pub use region::Region;

use crate::http::{Method, Request};
use crate::service::submission::accepted;
use crate::service::{Limits, Pace};
use crate::url::{PathSegment, decode, shown};
use crate::{ClientOptions, Credential, Error, Job, JobStatus, Layout, Response, Result};

use super::{Connection, Service, unusable_name};

/// The service's name in a [`Job`].
const SERVICE: &str = "avepoint";

/// A client of a region of the AvePoint Graph API, or of a proxy in front of one.
#[derive(Clone, Debug)]
pub struct AvePoint {
    connection: Connection,
}

impl AvePoint {
    /// Makes a client for a base URL: one of [`Region::ALL`], or a proxy on the page's own origin.
    /// A proxy is usual, because the API has no sign-in for users and does not document CORS.
    ///
    /// # Errors
    /// `invalidArgument` when the base URL is not an `https:` URL (`http:` is for loopback).
    pub fn new(base_url: &str) -> Result<Self> {
        Self::with_options(&ClientOptions::at(base_url))
    }

    /// Makes a client for a region that may be behind a gateway.
    ///
    /// # Errors
    /// `invalidArgument` when an option cannot be used, as for [`AvePoint::new`].
    pub fn with_options(options: &ClientOptions) -> Result<Self> {
        let connection = Connection::open(SERVICE, "The base URL", options, region::HOSTS)?;
        Ok(Self { connection })
    }

    /// Adds a token to every request.
    ///
    /// # Errors
    /// `invalidArgument` for a key, because the API has only tokens, and for a plain `http:` base
    /// URL, which must not carry a token.
    pub fn with_credential(self, credential: Credential) -> Result<Self> {
        if matches!(credential, Credential::Key(_)) {
            return Err(Error::invalid_argument(
                "AvePoint has no keys: give a token, or something with getToken().",
            ));
        }
        if !self.access().may_carry_credential() {
            return Err(Error::invalid_argument("Only https may carry a token."));
        }
        Ok(Self { connection: self.connection.with_credential(credential) })
    }

    /// Trusts further origins with the credential.
    ///
    /// # Errors
    /// `invalidArgument` when a text is not an origin.
    pub fn trusting(self, origins: &[String]) -> Result<Self> {
        Ok(Self { connection: self.connection.trusting(origins)? })
    }

    /// Submits an export. `subject` is the e-mail address, the object's path or id, or the group in
    /// the path. Exports of a whole tenant have none.
    ///
    /// # Errors
    /// `invalidArgument` when the subject or an argument breaks the contract of the export.
    pub fn export_request(
        &self,
        export: Export,
        subject: Option<&str>,
        arguments: &ExportArguments,
    ) -> Result<Request> {
        let path = export.path(subject, arguments)?;
        let query = export.query(arguments)?;
        Ok(self.get(self.connection.url(&path) + query.as_str()))
    }

    /// Creates the job of a known id.
    ///
    /// # Errors
    /// `invalidArgument` when the id is empty or cannot be part of a URL.
    pub fn job(&self, id: &str) -> Result<Job> {
        let url = self.connection.url(&path_of(id, "exportstatus")?);
        Ok(self.connection.job("export", None, id.to_owned(), url))
    }

    fn get(&self, url: String) -> Request {
        self.connection.request(Method::Get, url)
    }
}

fn path_of(id: &str, leaf: &str) -> Result<String> {
    let id = PathSegment { what: "the job id", text: id }.encode()?;
    Ok(text!("/insights/job/{}/{}", id, leaf))
}

impl Service for AvePoint {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn status_request(&self, job: &Job) -> Result<Request> {
        self.connection.endpoint.resolve_job(&job.url).map(|url| self.get(url))
    }

    fn result_request(&self, job: &Job, status: &JobStatus) -> Result<Request> {
        if !status.state.is_success() {
            return Err(Error::invalid_argument(text!(
                "The job is {}: only one that succeeded has a file. Poll until it is done.",
                status.state.as_str()
            )));
        }
        let mut url = self.connection.job_url(job)?;
        let path = url.path();
        let folder = path.strip_suffix("exportstatus").unwrap_or(path).to_owned();
        url.set_path(folder + "exportfile");
        let mut request = self.get(url.href());
        request.headers.set("Accept", "*/*");
        Ok(request)
    }

    fn read_submission(&self, _request: &Request, response: &Response) -> Result<Job> {
        let id = answers::read_job_id(response).map_err(|error| {
            accepted(self.access().explain(error, response), response, None, None)
        })?;
        self.job(&id)
            .map_err(|error| accepted(unusable_name(response, &error), response, None, None))
    }

    fn parse_status(&self, response: &Response, _job: Option<&Job>) -> Result<JobStatus> {
        let status = answers::read_status(response);
        status.map_err(|error| self.access().explain(error, response))
    }

    fn check_result(&self, _job: &Job, response: &Response, layout: &Layout) -> Result<()> {
        let checked = answers::check_result(response, layout);
        checked.map_err(|error| self.access().explain(error, response))
    }

    fn job_from_url(&self, text: &str) -> Result<Job> {
        let url = self.connection.endpoint.resolve_pasted(text)?;
        let path = self.connection.endpoint.service_path(&url);
        let id = path.strip_prefix("/insights/job/").and_then(|rest| {
            rest.strip_suffix("/exportstatus").or_else(|| rest.strip_suffix("/exportfile"))
        });
        match id {
            Some(id) if !id.contains('/') => self.job(&decode(id)),
            _ => Err(Error::invalid_argument(text!(
                "\"{}\" is not the URL of an export job: it should look like \
                 …/insights/job/ID/exportstatus.",
                shown(text)
            ))),
        }
    }

    /// The body repeats the HTTP status. Either of the two may report the refusal.
    fn refuses_credential(&self, response: &Response) -> bool {
        response.status == 401 || answers::status_in(response) == Some(401)
    }

    /// The scope is the permission that all three steps need
    /// (docs/contracts/avepoint-graph.md#credentials).
    fn scope(&self) -> String {
        "insights.graph.readwrite.all".to_owned()
    }

    /// AvePoint's samples wait two minutes between polls. Exports take minutes.
    fn pace(&self) -> Pace {
        Pace {
            interval_ms: 120_000,
            max_interval_ms: 240_000,
            timeout_ms: 6 * 3_600_000,
            ..Pace::default()
        }
    }

    fn api(&self) -> &str {
        SERVICE
    }

    /// "Only 5 export jobs can be run simultaneously via APIs"
    /// (docs/contracts/avepoint-graph.md#errors-and-limits). No rate is documented. The vendor's
    /// samples wait two minutes between polls.
    fn limits(&self) -> Limits {
        Limits { running: Some(5), floor_ms: 120_000, ..Limits::default() }
    }
}
