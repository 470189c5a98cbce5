//! The state machine.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::service::Service;
use crate::time::rfc3339_ms;
use crate::{Error, ErrorCode, Job, JobState, JobStatus, Request, Response, Result};

use super::Pace;
use super::failures::Failures;
use super::watch::{Until, Watch, WatchId};

/// What the driver of a [`Poller`] is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Send this request, and report with [`Poller::answered`] or [`Poller::failed`] under the
    /// same number.
    Send {
        /// The request, without the token of a provider.
        request: Request,
        /// Tells a late answer from the one that is awaited.
        flight: u32,
    },
    /// Stop the request under way. Nobody waits for it any more.
    Abandon,
    /// Tell everybody who listens.
    Report(JobStatus),
    /// A watch is over. `None` says that no further reading will come.
    Settle {
        /// The watch.
        watch: WatchId,
        /// What it waited for, or why that will not come.
        outcome: Result<Option<JobStatus>>,
    },
}

/// Follows one job.
///
/// # Example
/// A poll by hand: one request, and what came of it.
/// ```
/// use export_jobs::poller::{Action, Poller, Until};
/// use export_jobs::service::{AvePoint, Service};
/// use export_jobs::{ErrorCode, Response};
///
/// let client = AvePoint::new("https://graph-us.avepointonlineservices.com")?;
/// let (job, pace) = (client.job("67890")?, client.pace());
/// let mut poller = Poller::new(std::rc::Rc::new(client), job, pace);
/// poller.watch(Until::Answer, None, 0);
///
/// let Some(Action::Send { request, flight }) = poller.next_action() else { panic!() };
/// assert!(request.url.ends_with("/insights/job/67890/exportstatus"));
/// let denied = Response {
///     status: 403, headers: Default::default(), body: vec![], received_at_ms: 0,
/// };
/// poller.answered(flight, &denied, 0, 0.5);
///
/// let Some(Action::Settle { outcome, .. }) = poller.next_action() else { panic!() };
/// assert_eq!(outcome.unwrap_err().code(), ErrorCode::Forbidden);
/// assert_eq!(poller.wake_at(), None);
/// # Ok::<(), export_jobs::Error>(())
/// ```
pub struct Poller {
    service: Rc<dyn Service>,
    job: Job,
    pace: Pace,
    status: Option<JobStatus>,
    /// How many readings there were.
    readings: u32,
    /// How many of the last readings brought nothing new.
    quiet: u32,
    failures: Failures,
    last_failure: Option<Error>,
    /// When the next poll may be sent.
    next_at: u64,
    flights: u32,
    in_flight: bool,
    watches: Vec<Watch>,
    last_watch: WatchId,
    actions: VecDeque<Action>,
}

impl Poller {
    /// A poller for a job of this service. Its first poll may be sent at once.
    pub fn new(service: Rc<dyn Service>, job: Job, pace: Pace) -> Self {
        Self {
            service,
            job,
            pace,
            status: None,
            readings: 0,
            quiet: 0,
            failures: Failures::default(),
            last_failure: None,
            next_at: 0,
            flights: 0,
            in_flight: false,
            watches: Vec::new(),
            last_watch: 0,
            actions: VecDeque::new(),
        }
    }

    /// The job that is followed.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// The last reading.
    pub fn status(&self) -> Option<&JobStatus> {
        self.status.as_ref()
    }

    /// Whether the job has ended.
    pub fn is_done(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.is_done)
    }

    /// How many readings there were.
    pub fn readings(&self) -> u32 {
        self.readings
    }

    /// The limits that it keeps to.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// The failure of the last poll, if it failed and another is planned.
    pub fn last_failure(&self) -> Option<&Error> {
        self.last_failure.as_ref()
    }

    /// When the next poll is planned, while somebody waits and none is under way.
    pub fn next_poll_at(&self) -> Option<u64> {
        (!self.in_flight && !self.watches.is_empty() && !self.is_done()).then_some(self.next_at)
    }

    /// Begins to wait, at most until `deadline`.
    pub fn watch(&mut self, until: Until, deadline: Option<u64>, now: u64) -> WatchId {
        self.last_watch = self.last_watch.wrapping_add(1);
        let watch = Watch { id: self.last_watch, until, deadline };
        self.watches.push(watch);
        self.settle_by_status(false);
        self.wake(now);
        self.last_watch
    }

    /// Stops waiting. A request that nobody waits for any more is stopped.
    pub fn unwatch(&mut self, id: WatchId) {
        self.watches.retain(|watch| watch.id != id);
        self.abandon_if_alone();
    }

    /// The next thing to do.
    pub fn next_action(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// When to call [`Poller::wake`], if nothing happens before.
    pub fn wake_at(&self) -> Option<u64> {
        let deadlines = self.watches.iter().filter_map(|watch| watch.deadline);
        deadlines.chain(self.next_poll_at()).min()
    }

    /// Does what is due: ends overdue watches, sends the next poll.
    pub fn wake(&mut self, now: u64) {
        let (overdue, watches) =
            std::mem::take(&mut self.watches).into_iter().partition(|watch| watch.is_overdue(now));
        self.watches = watches;
        for watch in overdue {
            self.settle(&watch, Err(self.timed_out()));
        }
        self.abandon_if_alone();
        let wanted_now = self.watches.iter().any(|watch| watch.until == Until::Answer);
        if !self.in_flight && !self.watches.is_empty() && (wanted_now || self.next_at <= now) {
            self.send(now);
        }
    }

    /// Takes the answer to a request. Answers to abandoned requests are ignored.
    pub fn answered(&mut self, flight: u32, response: &Response, now: u64, jitter: f64) {
        if !self.land(flight) {
            return;
        }
        match self.service.read_status(response) {
            Ok(status) => self.read(status, now, jitter),
            Err(error) => {
                let error = self.name_the_end(error, response.received_at_ms);
                self.fail(error, now, jitter);
            }
        }
    }

    /// Takes the news that a request got no answer.
    pub fn failed(&mut self, flight: u32, error: Error, now: u64, jitter: f64) {
        if self.land(flight) {
            self.fail(error, now, jitter);
        }
    }

    fn send(&mut self, now: u64) {
        match self.service.status_request(&self.job) {
            Ok(request) => {
                self.flights = self.flights.wrapping_add(1);
                self.in_flight = true;
                self.next_at = self.next_at.max(now.saturating_add(self.pace.after_nothing()));
                self.actions.push_back(Action::Send { request, flight: self.flights });
            }
            Err(error) => self.give_up(&error),
        }
    }

    /// Whether this is the request under way; it no longer is.
    fn land(&mut self, flight: u32) -> bool {
        let landed = self.in_flight && flight == self.flights;
        if landed {
            self.in_flight = false;
        }
        landed
    }

    fn read(&mut self, status: JobStatus, now: u64, jitter: f64) {
        let changed = self.status.as_ref().is_none_or(|last| {
            last.service_state != status.service_state
                || last.percent_complete != status.percent_complete
        });
        self.quiet = if changed { 0 } else { self.quiet.saturating_add(1) };
        self.failures = Failures::default();
        self.last_failure = None;
        self.readings = self.readings.saturating_add(1);
        let wait = self.pace.after_reading(self.quiet, status.retry_after_ms, jitter);
        self.next_at = now.saturating_add(wait);
        self.status = Some(status.clone());
        self.actions.push_back(Action::Report(status));
        self.settle_by_status(true);
    }

    fn fail(&mut self, error: Error, now: u64, jitter: f64) {
        if !self.failures.wait_out(&error) {
            self.failures = Failures::default();
            self.last_failure = None;
            self.give_up(&error);
            return;
        }
        let wait = self.pace.after_failure(self.failures.total(), &error, jitter);
        self.next_at = now.saturating_add(wait);
        // Who asked for one request has the answer to it; the others wait for the next.
        let job = self.job.clone();
        self.settle_where(|watch| {
            (watch.until == Until::Answer).then(|| Err(error.clone().with_job(&job)))
        });
        self.last_failure = Some(error);
    }

    fn give_up(&mut self, error: &Error) {
        let error = error.clone().with_job(&self.job);
        self.settle_where(|_| Some(Err(error.clone())));
    }

    /// Settles whoever waits for what the last reading says.
    fn settle_by_status(&mut self, fresh: bool) {
        let Some(status) = self.status.clone() else { return };
        let (job, readings) = (self.job.clone(), self.readings);
        self.settle_where(|watch| {
            if !watch.takes(&status, readings, fresh) {
                return None;
            }
            Some(match watch.until {
                Until::Done => ended(&job, &status).map(|()| Some(status.clone())),
                Until::Reading(after) if readings <= after => Ok(None),
                Until::Reading(_) | Until::Answer => Ok(Some(status.clone())),
            })
        });
    }

    fn settle_where(&mut self, outcome: impl Fn(&Watch) -> Option<Result<Option<JobStatus>>>) {
        for watch in std::mem::take(&mut self.watches) {
            match outcome(&watch) {
                Some(outcome) => self.settle(&watch, outcome),
                None => self.watches.push(watch),
            }
        }
    }

    fn settle(&mut self, watch: &Watch, outcome: Result<Option<JobStatus>>) {
        self.actions.push_back(Action::Settle { watch: watch.id, outcome });
    }

    fn abandon_if_alone(&mut self) {
        if self.in_flight && self.watches.is_empty() {
            self.in_flight = false;
            self.actions.push_back(Action::Abandon);
        }
    }

    fn timed_out(&self) -> Error {
        let seen = match &self.status {
            Some(status) => format!("It was last seen \"{}\".", status.service_state),
            None => "No reading succeeded.".to_owned(),
        };
        let failure = match &self.last_failure {
            Some(error) => format!(" The last poll failed: {}", error.message()),
            None => String::new(),
        };
        let error = Error::new(
            ErrorCode::Timeout,
            format!(
                "The job was not done by the deadline. {seen}{failure} It goes on at the service: \
                 follow it again to see its end."
            ),
        );
        match &self.last_failure {
            Some(last) => error.with_evidence_of(last),
            None => error,
        }
        .with_job(&self.job)
    }

    /// What it means that a job which was there is gone: it has expired, when the date that the
    /// service gave is past; it was cancelled, when that was under way.
    fn name_the_end(&self, error: Error, received_at_ms: u64) -> Error {
        let Some(status) = self.status.as_ref().filter(|_| error.code() == ErrorCode::NotFound)
        else {
            return error;
        };
        if status.state == JobState::Cancelling {
            let message = "The job was being cancelled, and the service no longer knows it.";
            return error.with_code(ErrorCode::JobCancelled).with_message(message);
        }
        match status.expires_at.as_deref() {
            // The year 1 stands for "no date" (reference, polling).
            Some(date) if rfc3339_ms(date).is_some_and(|at| (1..=received_at_ms).contains(&at)) => {
                let message = format!(
                    "The job expired at {date}, and the service no longer keeps it. Start a new \
                     export."
                );
                error.with_code(ErrorCode::Expired).with_message(message)
            }
            _ => error,
        }
    }
}

/// What the end of a job means to somebody who waited for it.
pub(crate) fn ended(job: &Job, status: &JobStatus) -> Result<()> {
    let (code, what) = match status.state {
        JobState::Failed => (ErrorCode::JobFailed, "failed"),
        JobState::Cancelled => (ErrorCode::JobCancelled, "was cancelled"),
        _ => return Ok(()),
    };
    let mut message = format!("The {} {what} at the service", job.operation);
    match status.errors.first() {
        Some(error) if !error.message.is_empty() => {
            message.push_str(": ");
            message.push_str(error.message.trim_end());
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
    Err(Error::new(code, message).with_errors(status.errors.clone()).with_job(job))
}
