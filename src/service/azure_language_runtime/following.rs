//! Following the jobs of the runtime to their end.

use crate::http::{Method, Request};
use crate::service::azure_language::{answers, cloud};
use crate::service::submission::accepted;
use crate::service::{Connection, Limits, Pace, Rate, Service, same_job, unusable_name};
use crate::url::shown;
use crate::{Error, Job, JobStatus, Layout, Response, Result};

use super::path::JobPath;
use super::{AzureLanguageRuntime, results};

impl Service for AzureLanguageRuntime {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn status_request(&self, job: &Job) -> Result<Request> {
        self.job_url(job).map(|url| self.get(&url))
    }

    /// The status contains the results. A download gets the first page as the service sent it;
    /// [`AzureLanguageRuntime::read_results`] reads it.
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

    /// An analysis takes seconds, and minutes when the service is busy; results are kept
    /// for a day.
    fn pace(&self) -> Pace {
        Pace::default()
    }

    fn api(&self) -> &str {
        self.connection.name()
    }

    fn max_answer_bytes(&self) -> usize {
        results::MAX_BYTES
    }

    /// "Prediction API, GET/POST: 1,000 per minute" (the service limits of custom entity
    /// recognition and of custom classification). Reads and submissions share this limit, so each
    /// gets half.
    fn limits(&self) -> Limits {
        let half = Some(Rate { count: 500, window_ms: 60_000 });
        Limits { reads: half, submissions: half, floor_ms: 250, ..Limits::default() }
    }

    /// Every analysis can be cancelled: `POST …/jobs/{jobId}:cancel`.
    fn cancel_request(&self, job: &Job) -> Result<Request> {
        let mut url = self.job_url(job)?;
        let path = format!("{}:cancel", url.path());
        url.set_path(path);
        Ok(self.connection.request(Method::Post, url.href()))
    }

    fn read_cancel(&self, response: &Response) -> Result<()> {
        self.check(response)
    }
}

impl AzureLanguageRuntime {
    /// Reads the job from the URL in the answer to a submission.
    fn read_locator(&self, response: &Response, locator: &str) -> Result<Job> {
        let url = self.connection.endpoint.resolve("The operation-location", locator)?;
        let job = self.job_at_own_url(url).map_err(|error| unusable_name(response, &error))?;
        job.ok_or_else(|| response.unreadable("the operation-location names no analysis job"))
    }

    /// Creates the job of the id in a URL, at the client's own endpoint.
    fn job_seen(&self, locator: &str) -> Option<Job> {
        self.job_at(answers::path_in(locator, JobPath::parse)?).ok()
    }
}
