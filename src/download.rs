//! Fetching what a job made.

use std::rc::Rc;

use crate::poller::{Pace, patience};
use crate::service::Service;
use crate::{Error, ErrorCode, Job, JobStatus, Request, Response, Result, ResultFile};

/// The download of one result, without the I/O: a GET that can be repeated.
pub struct Download {
    service: Rc<dyn Service>,
    job: Job,
    pace: Pace,
    request: Request,
    failures: u32,
}

impl Download {
    /// A download of the result of a job that has ended well.
    ///
    /// # Errors
    /// `jobFailed` or `jobCancelled` when it has not; `invalidArgument` when the operation makes
    /// no result; `foreignOrigin` when the service puts it elsewhere.
    pub fn new(
        service: Rc<dyn Service>,
        job: &Job,
        status: &JobStatus,
        pace: Pace,
    ) -> Result<Self> {
        crate::poller::ended(job, status)?;
        let request = service.result_request(job, status).map_err(|error| error.with_job(job))?;
        Ok(Self { service, job: job.clone(), pace, request, failures: 0 })
    }

    /// What to send.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Checks and names what arrived.
    ///
    /// # Errors
    /// What the answer stands for. Ask [`Download::retry_in`] whether to send again.
    pub fn received(&self, response: &Response) -> Result<ResultFile> {
        self.service.read_result(&self.job, response).map_err(|error| {
            // The job is there and ended well, so its file was there too.
            if error.code() == ErrorCode::NotFound {
                let message = format!(
                    "The job succeeded, but its result is no longer there. {} Start a new export.",
                    error.message()
                );
                return error.with_code(ErrorCode::Expired).with_message(message);
            }
            error
        })
    }

    /// How many milliseconds to wait before sending again, or the failure that stands.
    ///
    /// # Errors
    /// The error given, about this job, when another attempt would not help.
    pub fn retry_in(&mut self, error: Error, jitter: f64) -> Result<u64> {
        /// Unlike a job, a result that cannot be had does not change by waiting long.
        const MAX_FAILURES: u32 = 4;
        self.failures = self.failures.saturating_add(1);
        if !error.is_transient() || self.failures > patience(&error).min(MAX_FAILURES) {
            return Err(error.with_job(&self.job));
        }
        Ok(self.pace.after_failure(self.failures, &error, jitter))
    }
}
