//! Following the jobs of the authoring API to their end.

use crate::http::{Method, Request};
use crate::service::submission::accepted;
use crate::service::{Limits, Pace, Rate};
use crate::url::{has_parameter, shown};
use crate::{Error, Job, JobStatus, Layout, Response, Result};

use super::super::{Connection, Service};
use super::{AzureLanguage, Operation, answers, cloud, paths, result};

impl Service for AzureLanguage {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn status_request(&self, job: &Job) -> Result<Request> {
        // Nearly every poll takes this path.
        let is_ready =
            self.connection.endpoint.is_normal(&job.url) && has_parameter(&job.url, "api-version");
        let url = if is_ready {
            job.url.clone()
        } else {
            let url = self.connection.job_url(job)?;
            self.with_api_version(url, None).href()
        };
        Ok(self.connection.request(Method::Get, url))
    }

    fn result_request(&self, job: &Job, status: &JobStatus) -> Result<Request> {
        if job.operation != Operation::Export.as_str() {
            return Err(Error::invalid_argument(text!(
                "A job of the kind {} makes no file, so there is no result to fetch. Its status is \
                 its only result.",
                job.operation
            )));
        }
        if !status.state.is_success() {
            return Err(Error::invalid_argument(text!(
                "The job is {}: only one that succeeded has a result. Poll until it is done.",
                status.state.as_str()
            )));
        }
        let job_url = self.connection.job_url(job)?;
        let version = job_url.parameter("api-version");
        let url = match &status.result_url {
            Some(url) => self.connection.endpoint.resolve("The resultUrl", url)?,
            // `resultUrl` is optional in the schema. Without it, the result is at the URL that
            // recordings have.
            None => {
                let mut url = job_url;
                url.set_path(paths::result_of(url.path(), self.family));
                url
            }
        };
        let url = self.with_api_version(url, version).href();
        Ok(self.connection.authorize(Request::new(Method::Get, url)))
    }

    fn read_submission(&self, request: &Request, response: &Response) -> Result<Job> {
        self.check(response)?;
        self.read_accepted(request, response).map_err(|error| {
            let job = self.job_seen(request, response);
            accepted(error, response, job, answers::locator(response))
        })
    }

    /// In all recordings, a job has the same id in its URL, its status and its `resultUrl`
    /// (docs/contracts/azure-language.md#urls-ids-and-dates). Only the specification's example of
    /// an export's status, which was never sent, has two ids.
    fn parse_status(&self, response: &Response, job: Option<&Job>) -> Result<JobStatus> {
        let status = self.status_of(job, response);
        status.map_err(|error| self.access().explain(error, response))
    }

    fn knows_id(&self, job: &Job) -> bool {
        self.job_path(&job.url).is_some()
    }

    fn check_result(&self, job: &Job, response: &Response, layout: &Layout) -> Result<()> {
        let checked = result::check(self.family, job, response, layout);
        checked.map_err(|error| self.access().explain(error, response))
    }

    fn job_from_url(&self, text: &str) -> Result<Job> {
        let url = self.connection.endpoint.resolve_pasted(text)?;
        self.job_at_own_url(url)?.ok_or_else(|| {
            Error::invalid_argument(text!(
                "\"{}\" is not the URL of a job of {}: it should look like \
                 …/{}/projects/NAME/export/jobs/ID?api-version=….",
                shown(text),
                self.family.as_str(),
                self.family.as_str()
            ))
        })
    }

    fn scope(&self) -> String {
        cloud::scope(&self.connection.endpoint)
    }

    /// Recorded exports end within 1 to 3 seconds; training takes up to hours. A resource allows
    /// 100 reads a minute.
    fn pace(&self) -> Pace {
        Pace::default()
    }

    /// All families share the limits of authoring.
    fn api(&self) -> &str {
        "azure-language"
    }

    /// The authoring API takes 10 POST and 100 GET a minute
    /// (docs/contracts/azure-language.md#limits). It sets no minimum time between two reads of one
    /// job. A user would not notice more than four reads a second.
    fn limits(&self) -> Limits {
        let a_minute = |count| Some(Rate { count, window_ms: 60_000 });
        Limits {
            reads: a_minute(100),
            submissions: a_minute(10),
            floor_ms: 250,
            ..Limits::default()
        }
    }

    /// Training is the only authoring job that can be cancelled:
    /// `POST …/train/jobs/{id}/:cancel` (docs/contracts/azure-language.md#operations).
    fn cancel_request(&self, job: &Job) -> Result<Request> {
        if job.operation != Operation::Train.as_str() {
            return Err(Error::invalid_argument(text!(
                "The service can cancel only training, not {} jobs. Stop watching the job, and let it end.",
                job.operation
            )));
        }
        let mut url = self.connection.job_url(job)?;
        let path = text!("{}/:cancel", url.path());
        url.set_path(path);
        Ok(self.connection.request(Method::Post, url.href()))
    }

    fn read_cancel(&self, response: &Response) -> Result<()> {
        self.check(response)
    }
}
