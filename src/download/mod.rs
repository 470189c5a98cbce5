//! Downloads the result of a job.

mod save;
mod saved_part;

pub use save::{Save, SaveOptions, SaveRequest, SavedFile};
pub use saved_part::SavedPart;

use std::cell::RefCell;
use std::rc::Rc;

use crate::service::{Pace, Service, patience};
use crate::text::digits;
use crate::url::secrets_in;
use crate::{
    Audience, Error, ErrorCode, Job, JobStatus, Layout, Request, Response, Result, ResultFile,
    plain,
};

/// The download of one result, without I/O: a GET that can be repeated.
pub struct Download {
    service: Rc<dyn Service>,
    job: Job,
    pace: Pace,
    request: Request,
    failures: u32,
    arrival: Arrival,
    /// True if the result has further files or pages.
    is_part: bool,
}

plain! {
    /// The part of a file that has arrived.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ByteProgress {
        /// The number of bytes that have arrived.
        pub received_bytes: u64,
        /// The size of the file, where the service says it.
        pub total_bytes: Option<u64>,
    }
}

/// The part of a download that has arrived. A file may have hundreds of megabytes, so it is checked
/// while it arrives and not only at the end.
#[derive(Clone, Default)]
pub struct Arrival(Rc<RefCell<Layout>>);

impl Arrival {
    /// Starts again at the first byte.
    pub fn begin(&self) {
        self.0.take();
    }

    /// Reads the bytes that have arrived. `bytes` is the whole body so far.
    pub fn advance(&self, bytes: &[u8]) {
        self.0.borrow_mut().advance(bytes);
    }

    /// Reads the next piece of a file that is not kept in memory.
    pub fn take_piece(&self, piece: &[u8]) {
        self.0.borrow_mut().take_piece(piece);
    }

    /// Starts again after the beginning of a file that is not kept in memory.
    pub(crate) fn begin_after(&self, start: Layout) {
        drop(self.0.replace(start));
    }

    /// Returns whether the pieces are one complete JSON object.
    pub(crate) fn is_complete(&self) -> bool {
        self.0.borrow().is_complete()
    }
}

impl Download {
    /// Creates a download of the result of a job that succeeded.
    ///
    /// # Errors
    /// `jobFailed` or `jobCancelled` if the job did not succeed; `invalidArgument` if the operation
    /// has no result; `foreignOrigin` if the result is on another origin.
    pub fn new(
        service: Rc<dyn Service>,
        job: &Job,
        status: &JobStatus,
        pace: Pace,
    ) -> Result<Self> {
        crate::poller::ended(job, status)?;
        let request = service.result_request(job, status).map_err(|error| error.with_job(job))?;
        let arrival = Arrival::default();
        let is_part = false;
        Ok(Self { service, job: job.clone(), pace, request, failures: 0, arrival, is_part })
    }

    /// Creates a download of one of several files or pages of a result.
    pub fn of_part(service: Rc<dyn Service>, job: &Job, request: Request, pace: Pace) -> Self {
        let (failures, arrival, is_part) = (0, Arrival::default(), true);
        Self { service, job: job.clone(), pace, request, failures, arrival, is_part }
    }

    /// Returns the request to send.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Returns the arrival, for a sender that receives the body in pieces.
    pub fn arrival(&self) -> Arrival {
        self.arrival.clone()
    }

    /// Checks the answer, and names the file.
    ///
    /// # Errors
    /// The failure that the answer means. [`Download::retry_in`] decides whether to send again.
    pub fn received(&self, response: &Response) -> Result<ResultFile> {
        let mut layout = self.arrival.0.take();
        layout.advance(&response.body);
        self.check(response, &layout)
    }

    /// Does the same as [`Download::received`]. `layout` describes the body, or its beginning.
    pub(crate) fn check(&self, response: &Response, layout: &Layout) -> Result<ResultFile> {
        let checked = self.service.check_result(&self.job, response, layout);
        let checked = checked.and_then(|()| match self.is_part {
            true => Ok(()),
            false => self.service.check_only_part(&self.job, response),
        });
        let described = |()| self.service.describe_result(&self.job, &self.request, response);
        let read = checked.map(described).map_err(|error| {
            // The job is there and succeeded, so its file existed.
            if error.code() == ErrorCode::NotFound {
                let message = text!(
                    "The job succeeded, but its result is no longer there. {} Start a new export.",
                    error.message()
                );
                return error.with_code(ErrorCode::Expired).with_message(message);
            }
            error
        });
        read.map_err(|mut error| {
            // Storage services repeat the signed URL, or what was signed, when they refuse it.
            if self.request.audience == Audience::Nobody {
                error.redact_all(&secrets_in(&self.request.url));
            }
            error
        })
    }

    /// Returns the error of a download that missed its deadline.
    pub(crate) fn late(&self, timeout_ms: u64) -> Error {
        let message = text!(
            "The result did not arrive completely within {} ms (timeoutMs). The job has \
             succeeded: fetch its result again, with more time.",
            digits(timeout_ms)
        );
        Error::new(ErrorCode::Timeout, message).with_job(&self.job)
    }

    /// Returns the job whose result this is.
    pub(crate) fn job(&self) -> &Job {
        &self.job
    }

    /// Returns the request for the job's status.
    ///
    /// # Errors
    /// `foreignOrigin` if the job's URL is on another origin.
    pub(crate) fn status_request(&self) -> Result<Request> {
        self.service.status_request(&self.job)
    }

    /// Takes the URL of the file from a new status. Returns whether the URL has changed.
    ///
    /// # Errors
    /// The failure that the answer means, and as for [`Download::new`].
    pub(crate) fn renew(&mut self, response: &Response) -> Result<bool> {
        let status = self.service.read_status(response, Some(&self.job))?;
        let renewed = Self::new(self.service.clone(), &self.job, &status, self.pace)?;
        let is_other = renewed.request.url != self.request.url;
        self.request = renewed.request;
        Ok(is_other)
    }

    /// Forgets the failures, because something has arrived since.
    pub(crate) fn forget_failures(&mut self) {
        self.failures = 0;
    }

    /// Returns how many milliseconds to wait before sending again.
    ///
    /// # Errors
    /// The given error, with its job, if another attempt would not help.
    pub fn retry_in(&mut self, error: Error, jitter: f64) -> Result<u64> {
        /// The limit is lower than for a job, because a missing result does not appear after a
        /// longer wait.
        const MAX_FAILURES: u32 = 4;
        self.failures = self.failures.saturating_add(1);
        if !error.is_transient() || self.failures > patience(&error).min(MAX_FAILURES) {
            return Err(error.with_job(&self.job));
        }
        Ok(self.pace.after_failure(self.failures, &error, jitter))
    }
}
