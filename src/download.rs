//! Fetching what a job made.

use std::cell::RefCell;
use std::rc::Rc;

use crate::service::{Pace, Service, patience};
use crate::{Error, ErrorCode, Job, JobStatus, Layout, Request, Response, Result, ResultFile};

/// The download of one result, without the I/O: a GET that can be repeated.
pub struct Download {
    service: Rc<dyn Service>,
    job: Job,
    pace: Pace,
    request: Request,
    failures: u32,
    arrival: Arrival,
}

/// What has arrived of a download. A file may be hundreds of megabytes long, so that it is looked at
/// while it comes, and not only at its end.
#[derive(Clone, Default)]
pub struct Arrival(Rc<RefCell<Layout>>);

impl Arrival {
    /// The first byte comes next.
    pub fn begin(&self) {
        self.0.take();
    }

    /// Takes note of all bytes that are there.
    pub fn advance(&self, bytes: &[u8]) {
        self.0.borrow_mut().advance(bytes);
    }
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
        let arrival = Arrival::default();
        Ok(Self { service, job: job.clone(), pace, request, failures: 0, arrival })
    }

    /// What to send.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Who receives the body piece by piece can have the pieces looked at as they come.
    pub fn arrival(&self) -> Arrival {
        self.arrival.clone()
    }

    /// Checks and names what arrived.
    ///
    /// # Errors
    /// What the answer stands for. Ask [`Download::retry_in`] whether to send again.
    pub fn received(&self, response: &Response) -> Result<ResultFile> {
        let mut layout = self.arrival.0.take();
        layout.advance(&response.body);
        let checked = self.service.check_result(&self.job, response, &layout);
        checked.map(|()| ResultFile::describe(&self.job, response)).map_err(|error| {
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
