//! The state machine.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::service::{Pace, Service};
use crate::{Error, Job, JobStatus, Machine, Moment, Request, Response, Result};

use super::progress::{Progress, ended};
use super::watch::{Until, Watch, WatchId};

/// An instruction for the driver of a [`Poller`].
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Send this request, and report its outcome with [`Poller::handle_response`].
    Send {
        /// Identifies the request.
        id: u32,
        /// The request. It has no token yet if the credential is a token provider.
        request: Request,
    },
    /// Abort the request under way. Nothing waits for it any more.
    Abandon,
    /// Report this reading to all listeners.
    Report(JobStatus),
    /// A watch has ended. `None` means that there are no further readings.
    Settle {
        /// The watch.
        watch: WatchId,
        /// The reading that the watch waited for, or the reason why there is none.
        outcome: Result<Option<JobStatus>>,
    },
}

/// Follows one job.
///
/// # Example
/// Polls once, and handles the answer by hand:
/// ```
/// use export_jobs::poller::{Action, Poller, Until};
/// use export_jobs::service::{AvePoint, Service};
/// use export_jobs::{ErrorCode, Machine, Moment, Response};
///
/// let client = AvePoint::new("https://graph-us.avepointonlineservices.com")?;
/// let (job, pace) = (client.job("67890")?, client.pace());
/// let mut poller = Poller::new(std::rc::Rc::new(client), job, pace);
/// poller.watch(Until::Answer, None, 0);
///
/// let Some(Action::Send { id, request }) = poller.poll_action() else { panic!() };
/// assert!(request.url.ends_with("/insights/job/67890/exportstatus"));
/// let denied = Response {
///     status: 403, headers: Default::default(), body: vec![], received_at_ms: 0,
/// };
/// poller.handle_response(id, Ok(denied), Moment::at(0));
///
/// let Some(Action::Settle { outcome, .. }) = poller.poll_action() else { panic!() };
/// assert_eq!(outcome.unwrap_err().code(), ErrorCode::Forbidden);
/// assert_eq!(poller.timeout(), None);
/// # Ok::<(), export_jobs::Error>(())
/// ```
pub struct Poller {
    service: Rc<dyn Service>,
    progress: Progress,
    pace: Pace,
    /// Earliest time of the next poll.
    next_at: u64,
    last_request: u32,
    in_flight: bool,
    watches: Vec<Watch>,
    last_watch: WatchId,
    actions: VecDeque<Action>,
}

impl Poller {
    /// Creates a poller for a job of this service. The first poll may be sent immediately.
    pub fn new(service: Rc<dyn Service>, job: Job, pace: Pace) -> Self {
        Self {
            service,
            progress: Progress::new(job),
            pace,
            next_at: 0,
            last_request: 0,
            in_flight: false,
            watches: Vec::new(),
            last_watch: 0,
            actions: VecDeque::new(),
        }
    }

    /// Returns the followed job.
    pub fn job(&self) -> &Job {
        &self.progress.job
    }

    /// Returns the last reading.
    pub fn status(&self) -> Option<&JobStatus> {
        self.progress.status.as_ref()
    }

    /// Returns whether the job has ended.
    pub fn is_done(&self) -> bool {
        self.progress.is_done()
    }

    /// Returns the number of readings.
    pub fn readings(&self) -> u32 {
        self.progress.readings
    }

    /// Returns the intervals and limits of this poller.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Returns the failure of the last poll, if it failed and another poll is planned.
    pub fn last_failure(&self) -> Option<&Error> {
        self.progress.last_failure.as_deref()
    }

    /// Returns when the next poll is planned. `None` while nothing waits or a request is under way.
    pub fn next_poll_at(&self) -> Option<u64> {
        (!self.in_flight && !self.watches.is_empty() && !self.is_done()).then_some(self.next_at)
    }

    /// Begins to follow a job that was just submitted. `done` is the status of a job that is already done. `asked_ms`
    /// is the wait before the first poll that the answer to the submission asks for, in milliseconds.
    pub fn begin(&mut self, done: Option<JobStatus>, asked_ms: Option<u64>, at: Moment) {
        match done {
            Some(status) => self.read(status, at),
            None => {
                let asked_ms = asked_ms.unwrap_or_default().min(self.pace.max_retry_after_ms);
                self.next_at = at.now.saturating_add(asked_ms.max(self.pace.first_ms));
            }
        }
    }

    /// Starts a watch that waits until `deadline` at most.
    pub fn watch(&mut self, until: Until, deadline: Option<u64>, now: u64) -> WatchId {
        self.last_watch = self.last_watch.wrapping_add(1);
        let watch = Watch { id: self.last_watch, until, deadline };
        self.watches.push(watch);
        self.settle_by_status(false);
        self.act(now);
        self.last_watch
    }

    /// Ends a watch. Aborts the request under way if no watch is left.
    pub fn unwatch(&mut self, id: WatchId) {
        self.watches.retain(|watch| watch.id != id);
        self.abandon_if_alone();
    }

    /// Takes the answer to a request, or the reason why there is none. Ignores the outcome of an
    /// aborted request.
    pub fn handle_response(&mut self, id: u32, outcome: Result<Response>, at: Moment) {
        if !self.in_flight || id != self.last_request {
            return;
        }
        self.in_flight = false;
        let read = outcome.and_then(|response| {
            let read = self.service.read_status(&response, Some(&self.progress.job));
            read.map_err(|error| self.progress.name_the_end(error, &response))
        });
        match read {
            Ok(status) => self.read(status, at),
            Err(error) => self.fail(error, at),
        }
    }

    /// Ends overdue watches, and sends the next poll when it is due.
    fn act(&mut self, now: u64) {
        let (overdue, watches) =
            std::mem::take(&mut self.watches).into_iter().partition(|watch| watch.is_overdue(now));
        self.watches = watches;
        for watch in overdue {
            self.settle(&watch, Err(self.progress.timed_out()));
        }
        self.abandon_if_alone();
        let wanted_now = self.watches.iter().any(|watch| watch.until == Until::Answer);
        if !self.in_flight && !self.watches.is_empty() && (wanted_now || self.next_at <= now) {
            self.send(now);
        }
    }

    fn send(&mut self, now: u64) {
        match self.service.status_request(&self.progress.job) {
            Ok(request) => {
                self.last_request = self.last_request.wrapping_add(1);
                self.in_flight = true;
                self.next_at = self.next_at.max(now.saturating_add(self.pace.after_nothing()));
                self.actions.push_back(Action::Send { id: self.last_request, request });
            }
            Err(error) => self.give_up(&error),
        }
    }

    fn read(&mut self, mut status: JobStatus, at: Moment) {
        let asked = status.retry_after_ms;
        self.progress.keep_progress(&mut status);
        self.progress.read(status.clone());
        let wait = self.pace.after_reading(self.progress.quiet, asked, at.jitter);
        self.next_at = at.now.saturating_add(wait);
        self.actions.push_back(Action::Report(status));
        self.settle_by_status(true);
    }

    fn fail(&mut self, error: Error, at: Moment) {
        let job = self.progress.job.clone();
        if let Err(error) = self.progress.fail(error.clone()) {
            self.give_up(&error);
            return;
        }
        let wait = self.pace.after_failure(self.progress.failures.total(), &error, at.jitter);
        self.next_at = at.now.saturating_add(wait);
        // A watch for one answer gets this failure. The other watches wait for the next poll.
        self.settle_where(|watch| {
            (watch.until == Until::Answer).then(|| Err(error.clone().with_job(&job)))
        });
    }

    fn give_up(&mut self, error: &Error) {
        let error = error.clone().with_job(&self.progress.job);
        self.settle_where(|_| Some(Err(error.clone())));
    }

    /// Settles the watches that waited for the last reading.
    fn settle_by_status(&mut self, fresh: bool) {
        let Some(status) = self.progress.status.clone() else { return };
        let (job, readings) = (self.progress.job.clone(), self.progress.readings);
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
}

impl Machine for Poller {
    type Action = Action;

    fn poll_action(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    fn timeout(&mut self) -> Option<u64> {
        let deadlines = self.watches.iter().filter_map(|watch| watch.deadline);
        deadlines.chain(self.next_poll_at()).min()
    }

    fn handle_timeout(&mut self, at: Moment) {
        self.act(at.now);
    }
}
