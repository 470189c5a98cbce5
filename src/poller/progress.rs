//! The state of a job that is being followed, and how answers change it.

use crate::service::Failures;
use crate::time::rfc3339_ms;
use crate::{Error, ErrorCode, Job, JobState, JobStatus, Response};

/// The readings of one job, and the polls that failed since the last reading.
#[derive(Debug)]
pub(crate) struct Progress {
    pub(crate) job: Job,
    pub(crate) status: Option<JobStatus>,
    /// The highest progress of all readings, in percent.
    percent: f64,
    /// The number of readings.
    pub(crate) readings: u32,
    /// The number of latest readings that brought nothing new.
    pub(crate) quiet: u32,
    pub(crate) failures: Failures,
    pub(crate) last_failure: Option<Box<Error>>,
}

impl Progress {
    pub(crate) fn new(job: Job) -> Self {
        Self {
            job,
            status: None,
            percent: 0.0,
            readings: 0,
            quiet: 0,
            failures: Failures::default(),
            last_failure: None,
        }
    }

    /// Returns whether the job has ended.
    pub(crate) fn is_done(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.is_done)
    }

    /// Keeps progress from falling. A service reports less progress when a part begins that earlier
    /// readings did not count. A reading without progress is left without it.
    pub(crate) fn keep_progress(&mut self, status: &mut JobStatus) {
        if let Some(percent) = &mut status.percent_complete {
            self.percent = self.percent.max(*percent);
            *percent = self.percent;
        }
    }

    /// Stores a reading. Returns whether it brought something new.
    pub(crate) fn read(&mut self, mut status: JobStatus) -> bool {
        self.keep_progress(&mut status);
        let changed = self.status.as_ref().is_none_or(|last| {
            last.service_state != status.service_state
                || last.percent_complete != status.percent_complete
        });
        self.quiet = if changed { 0 } else { self.quiet.saturating_add(1) };
        self.failures = Failures::default();
        self.last_failure = None;
        self.readings = self.readings.saturating_add(1);
        self.status = Some(status);
        changed
    }

    /// Stores a failed poll. Returns an error if polling must stop: after too many failures, or
    /// after one that will not pass. If no answer comes for a job that was read before, the page is
    /// offline, and only the deadline ends the polling.
    pub(crate) fn fail(&mut self, error: Error) -> Result<(), Error> {
        let is_offline = error.code() == ErrorCode::Network && self.status.is_some();
        if !self.failures.wait_out(&error) && !is_offline {
            self.failures = Failures::default();
            self.last_failure = None;
            return Err(error.with_job(&self.job));
        }
        self.last_failure = Some(Box::new(error));
        Ok(())
    }

    /// Returns the error for a deadline that passed before the job ended.
    pub(crate) fn timed_out(&self) -> Error {
        let seen = match &self.status {
            Some(status) => text!("It was last seen \"{}\".", status.service_state),
            None => "No reading succeeded.".to_owned(),
        };
        let failure = match &self.last_failure {
            Some(error) => text!(" The last poll failed: {}", error.message()),
            None => String::new(),
        };
        let error = Error::new(
            ErrorCode::Timeout,
            text!(
                "The job was not done by the deadline. {}{} It goes on at the service: \
                 follow it again to see its end.",
                seen,
                failure
            ),
        );
        match &self.last_failure {
            Some(last) => error.with_evidence_of(last),
            None => error,
        }
        .with_job(&self.job)
    }

    /// Explains a 404 for a known job. The job has expired if its expiry date has passed. It was
    /// cancelled if it was being cancelled.
    pub(crate) fn name_the_end(&self, error: Error, response: &Response) -> Error {
        let Some(status) = self.status.as_ref().filter(|_| error.code() == ErrorCode::NotFound)
        else {
            return error;
        };
        if status.state == JobState::Cancelling {
            let message = "The job was being cancelled, and the service no longer knows it.";
            return error.with_code(ErrorCode::JobCancelled).with_message(message);
        }
        let now = response.received_at_ms;
        match status.expires_at.as_deref() {
            // The year 1 stands for "no date" (docs/contracts/polling.md#states-and-dates).
            Some(date) if rfc3339_ms(date).is_some_and(|at| (1..=now).contains(&at)) => {
                let message = text!(
                    "The job expired at {}, and the service no longer keeps it. Start a new \
                     export.",
                    date
                );
                error.with_code(ErrorCode::Expired).with_message(message)
            }
            _ => error,
        }
    }
}

/// Returns the error of a job that failed or was cancelled.
pub(crate) fn ended(job: &Job, status: &JobStatus) -> Result<(), Error> {
    let (code, what) = match status.state {
        JobState::Failed => (ErrorCode::JobFailed, "failed"),
        JobState::Retryable => (ErrorCode::JobFailed, "failed and may be submitted again"),
        JobState::Cancelled => (ErrorCode::JobCancelled, "was cancelled"),
        _ => return Ok(()),
    };
    let mut message = text!("The {} {} at the service", job.operation, what);
    match status.errors.first() {
        Some(error) if !error.message.is_empty() => {
            message.push_str(": ");
            message.push_str(error.message.trim_ascii_end());
        }
        Some(error) if !error.code.is_empty() => {
            message.push_str(": ");
            message.push_str(&error.code);
        }
        _ => {}
    }
    if !message.ends_with('.') {
        message.push('.');
    }
    let error = Error::new(code, message).with_errors(status.errors.clone()).with_job(job);
    let asked = status.retry_after_ms.filter(|_| status.state == JobState::Retryable);
    Err(error.with_retry_after_ms(asked))
}
