//! A poller driven in virtual time, against a service that answers from a script.
//!
//! The driver does what the documentation of `export_jobs::Machine` asks of one: after every
//! call it polls all actions, then it waits for `timeout()` or for the answer under way. It gives
//! up a request after the pace's `request_timeout_ms`.

// Each test program that includes this module uses a different part of it.
#![allow(dead_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod answers;

use std::collections::VecDeque;
use std::rc::Rc;

use export_jobs::poller::{Action, Poller, Until, WatchId};
use export_jobs::service::{AvePoint, AzureLanguage, Family, Operation, Pace, Service};
use export_jobs::{Error, ErrorCode, Job, JobStatus, Machine, Moment, Request, Response, Result};

/// The fate of a request.
#[derive(Clone, Debug)]
pub enum Reply {
    Answer(Response),
    /// The request fails without an answer.
    Lost,
    /// There is no answer.
    Silence,
}

impl From<Response> for Reply {
    fn from(response: Response) -> Self {
        Self::Answer(response)
    }
}

pub const MINUTE: u64 = 60_000;
pub const HOUR: u64 = 60 * MINUTE;

/// The duration of an answer of the scripted service.
pub const LATENCY: u64 = 10;

/// No scenario needs more events. More events mean a hot loop.
const MAX_STEPS: usize = 50_000;

pub struct Scenario {
    pub poller: Poller,
    pub now: u64,
    /// The value of the random source.
    pub jitter: f64,
    /// The next answers. The last one is repeated.
    pub script: VecDeque<Reply>,
    /// The time of each request.
    pub sent: Vec<(u64, Request)>,
    pub abandoned: usize,
    pub reports: Vec<JobStatus>,
    /// The time of each report.
    pub reported_at: Vec<u64>,
    pub settled: Vec<Settled>,
    flight: Option<Flight>,
}

pub struct Settled {
    pub at: u64,
    pub watch: WatchId,
    pub outcome: Result<Option<JobStatus>>,
}

struct Flight {
    number: u32,
    lands_at: u64,
    reply: Reply,
}

/// An export of custom text, polled as fast as the service's own pace allows.
pub fn azure(script: impl IntoIterator<Item = impl Into<Reply>>) -> Scenario {
    let (service, job) = azure_job();
    Scenario::new(Rc::new(service), job, None, script)
}

pub fn azure_job() -> (AzureLanguage, Job) {
    let endpoint = "https://contoso.cognitiveservices.azure.com";
    let service = AzureLanguage::new(endpoint, Family::AnalyzeText, None).unwrap();
    let job = service.job(Operation::Export, "Loans", "42_638").unwrap();
    (service, job)
}

pub fn avepoint(script: impl IntoIterator<Item = impl Into<Reply>>) -> Scenario {
    let service = AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap();
    let job = service.job("67890").unwrap();
    Scenario::new(Rc::new(service), job, None, script)
}

impl Scenario {
    pub fn new(
        service: Rc<dyn Service>,
        job: Job,
        pace: Option<Pace>,
        script: impl IntoIterator<Item = impl Into<Reply>>,
    ) -> Self {
        let pace = pace.unwrap_or_else(|| service.pace());
        Self {
            poller: Poller::new(service, job, pace),
            now: 0,
            jitter: 0.5,
            script: script.into_iter().map(Into::into).collect(),
            sent: Vec::new(),
            abandoned: 0,
            reports: Vec::new(),
            reported_at: Vec::new(),
            settled: Vec::new(),
            flight: None,
        }
    }

    /// Waits for the end of the job, at most for the pace's time, and returns the outcome.
    pub fn until_done(&mut self) -> Result<JobStatus> {
        self.until_done_within(self.poller.pace().timeout_ms)
    }

    pub fn until_done_within(&mut self, ms: u64) -> Result<JobStatus> {
        let watch = self.watch(Until::Done, Some(ms));
        self.run();
        self.outcome(watch).map(|status| status.expect("the last reading"))
    }

    /// Returns the outcome of one request that is sent now.
    pub fn poll(&mut self) -> Result<JobStatus> {
        let watch = self.watch(Until::Answer, None);
        self.run_until(|scenario| scenario.is_settled(watch));
        self.outcome(watch).map(|status| status.expect("a reading"))
    }

    pub fn watch(&mut self, until: Until, within_ms: Option<u64>) -> WatchId {
        let deadline = within_ms.map(|ms| self.now + ms);
        let watch = self.poller.watch(until, deadline, self.now);
        self.act();
        watch
    }

    pub fn unwatch(&mut self, watch: WatchId) {
        self.poller.unwatch(watch);
        self.act();
    }

    /// Continues until no watch is left.
    pub fn run(&mut self) {
        self.run_until(|_| false);
    }

    pub fn run_for(&mut self, ms: u64) {
        let end = self.now + ms;
        self.run_until(|scenario| scenario.next_event().is_none_or(|at| at > end));
        self.now = end;
    }

    pub fn run_until(&mut self, stop: impl Fn(&mut Self) -> bool) {
        for _ in 0..MAX_STEPS {
            if stop(self) || !self.step() {
                return;
            }
        }
        panic!("a hot loop: {} requests by {} ms", self.sent.len(), self.now);
    }

    /// Returns when the next event happens.
    pub fn next_event(&mut self) -> Option<u64> {
        self.flight.iter().map(|flight| flight.lands_at).chain(self.poller.timeout()).min()
    }

    pub fn is_in_flight(&self) -> bool {
        self.flight.is_some()
    }

    /// Moves to the next event. Returns false if there is none.
    pub fn step(&mut self) -> bool {
        let Some(next) = self.next_event() else { return false };
        self.now = self.now.max(next);
        match self.flight.take_if(|flight| flight.lands_at <= next) {
            Some(flight) => self.land(flight),
            None => {
                self.poller.handle_timeout(Moment::at(self.now));
                assert!(self.act() > 0, "woken at {} for nothing", self.now);
            }
        }
        self.act();
        true
    }

    /// Wakes the poller although nothing is due, like some timers.
    pub fn wake(&mut self) {
        self.poller.handle_timeout(Moment::at(self.now));
        self.act();
    }

    /// Answers an earlier request once more.
    pub fn late_answer(&mut self, back: u32) {
        let awaited = self.flight.as_ref().map(|flight| flight.number);
        let sent = u32::try_from(self.sent.len()).unwrap();
        let number = sent.saturating_sub(back);
        if awaited != Some(number) {
            let outcome = Ok(answers::succeeded());
            self.poller.handle_response(number, outcome, self.moment());
            assert_eq!(self.act(), 0, "a late answer was taken");
        }
    }

    fn moment(&self) -> Moment {
        Moment { jitter: self.jitter, ..Moment::at(self.now) }
    }

    fn land(&mut self, flight: Flight) {
        let lost = |code, message| Error::new(code, message);
        let outcome = match flight.reply {
            Reply::Answer(response) => Ok(response),
            Reply::Lost => Err(lost(ErrorCode::Network, "Failed to fetch.")),
            Reply::Silence => Err(lost(ErrorCode::Timeout, "No answer came in time.")),
        };
        self.poller.handle_response(flight.number, outcome, self.moment());
    }

    /// Takes all actions. Returns their number.
    fn act(&mut self) -> usize {
        let mut taken = 0;
        while let Some(action) = self.poller.poll_action() {
            taken += 1;
            match action {
                Action::Send { id, request } => {
                    assert!(self.flight.is_none(), "two requests at the same time");
                    self.sent.push((self.now, request));
                    let reply = match self.script.len() {
                        0 => Reply::Silence,
                        1 => self.script[0].clone(),
                        _ => self.script.pop_front().unwrap(),
                    };
                    let takes = match reply {
                        Reply::Silence => self.poller.pace().request_timeout_ms,
                        _ => LATENCY,
                    };
                    let lands_at = self.now.saturating_add(takes);
                    self.flight = Some(Flight { number: id, lands_at, reply });
                }
                Action::Abandon => {
                    self.abandoned += 1;
                    assert!(self.flight.take().is_some(), "nothing to abandon");
                }
                Action::Report(status) => {
                    self.reported_at.push(self.now);
                    self.reports.push(status);
                }
                Action::Settle { watch, outcome } => {
                    assert!(!self.is_settled(watch), "watch {watch} settled twice");
                    self.settled.push(Settled { at: self.now, watch, outcome });
                }
            }
        }
        taken
    }

    pub fn is_settled(&self, watch: WatchId) -> bool {
        self.settled.iter().any(|settled| settled.watch == watch)
    }

    pub fn outcome(&self, watch: WatchId) -> Result<Option<JobStatus>> {
        self.settled(watch).outcome.clone()
    }

    pub fn settled(&self, watch: WatchId) -> &Settled {
        self.settled.iter().find(|settled| settled.watch == watch).expect("a settled watch")
    }

    /// Returns when each request was sent, in milliseconds from the start.
    pub fn times(&self) -> Vec<u64> {
        self.sent.iter().map(|(at, _)| *at).collect()
    }

    /// Returns the waits between each answer and the next request.
    pub fn waits(&self) -> Vec<u64> {
        self.times().windows(2).map(|pair| pair[1] - pair[0] - LATENCY).collect()
    }
}
