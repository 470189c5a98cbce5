//! The state machine: the health of all resources, and the runs through them.

use std::collections::VecDeque;

use crate::{Error, ErrorCode, Machine, Moment, Result};

use super::health::ResourceHealth;
use super::run::{Attempt, AttemptKind, Run};
use super::{FailoverAction, Remedy, RunId};

/// The rules for resources that fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailoverOptions {
    /// The pause after a first failure, in milliseconds.
    pub first_pause_ms: u64,
    /// The longest pause, in milliseconds. It also limits the wait that a resource asks for, and so
    /// the time until a recovered resource is used again.
    pub longest_pause_ms: u64,
    /// True if a submission without an answer is sent to the next resource. It may then run twice.
    /// For an analysis, this only doubles the cost.
    pub repeat_lost_submissions: bool,
}

impl Default for FailoverOptions {
    fn default() -> Self {
        Self { first_pause_ms: 5_000, longest_pause_ms: 300_000, repeat_lost_submissions: true }
    }
}

/// Resources in the order of preference.
///
/// # Example
/// ```
/// use export_jobs::failover::{Failover, FailoverAction};
/// use export_jobs::{Error, ErrorCode, Machine, Moment};
///
/// let mut failover = Failover::new(2, Default::default())?;
/// let run = failover.start(Moment::at(0));
/// assert_eq!(failover.poll_action(), Some(FailoverAction::Ask { run, resource: 0 }));
/// let lost = Err(Error::new(ErrorCode::Network, "No answer."));
/// failover.handle_response(run, lost, false, Moment::at(10));
/// assert_eq!(failover.poll_action(), Some(FailoverAction::Ask { run, resource: 1 }));
/// failover.handle_response(run, Ok(()), false, Moment::at(20));
/// assert_eq!(failover.current(20), Some(1));
/// assert_eq!(failover.current(5_010), Some(0), "after the pause it is tried again");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug)]
pub struct Failover {
    resources: Vec<ResourceHealth>,
    options: FailoverOptions,
    changes: u32,
    runs: Vec<Run>,
    last_run: RunId,
    actions: VecDeque<FailoverAction>,
}

impl Failover {
    /// Creates the health of this number of resources. All are assumed to be up.
    ///
    /// # Errors
    /// `invalidArgument` without any.
    pub fn new(resources: usize, options: FailoverOptions) -> Result<Self> {
        if resources == 0 {
            return Err(Error::invalid_argument("Give at least one resource."));
        }
        let resources = (0..resources).map(|_| ResourceHealth::default()).collect();
        let (runs, actions) = Default::default();
        Ok(Self { resources, options, changes: 0, runs, last_run: 0, actions })
    }

    /// Returns the health of each resource.
    pub fn resources(&self) -> &[ResourceHealth] {
        &self.resources
    }

    /// Returns the index of the resource that a run would ask first, or `None` if all of them
    /// pause.
    pub fn current(&self, now_ms: u64) -> Option<usize> {
        self.resources.iter().position(|health| health.attempt(now_ms).is_some())
    }

    /// Returns the number of times that a resource went down or came back. If it has changed, there is something to
    /// report.
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Begins a run. It asks the first resource that is up, or whose pause is over.
    pub fn start(&mut self, at: Moment) -> RunId {
        self.last_run = self.last_run.wrapping_add(1);
        self.ask_next(self.last_run, Vec::new(), at.now);
        self.last_run
    }

    /// Ends a run without an outcome, because its caller no longer needs it.
    pub fn abandon(&mut self, run: RunId) {
        if let Some(Run { at, .. }) = self.take(run)
            && let Some(health) = self.resources.get_mut(at.resource)
        {
            health.end(at.kind);
        }
    }

    /// Records that the resource of a run has accepted the job of its request, so it is up. The run
    /// continues.
    pub fn handle_accepted(&mut self, run: RunId, at: Moment) {
        let Some(run) = self.runs.iter_mut().find(|one| one.id == run) else { return };
        let Some(health) = self.resources.get_mut(run.at.resource) else { return };
        if health.answered(at.now, run.at.kind) {
            self.changes = self.changes.wrapping_add(1);
        }
        health.end(run.at.kind);
        run.at = Attempt { epoch: health.epoch, kind: AttemptKind::Usual, ..run.at };
    }

    /// Takes the outcome of a run at its resource. If another resource may succeed after a failure,
    /// the run continues there. `is_submission` is true if a submission failed, which may have
    /// arrived.
    pub fn handle_response(
        &mut self,
        run: RunId,
        outcome: Result<()>,
        is_submission: bool,
        at: Moment,
    ) {
        let Err(error) = outcome else {
            self.handle_accepted(run, at);
            self.take(run);
            return;
        };
        let Some(Run { at: attempt, mut failures, .. }) = self.take(run) else { return };
        let remedy = Remedy::of(&error);
        if let Some(health) = self.resources.get_mut(attempt.resource) {
            health.end(attempt.kind);
            if remedy == Remedy::AnotherResource
                && attempt.epoch == health.epoch
                && health.failed(&error, attempt.kind, &self.options, at.now)
            {
                self.changes = self.changes.wrapping_add(1);
            }
        }
        let must_not_repeat = is_submission
            && !self.options.repeat_lost_submissions
            && Remedy::may_have_arrived(&error);
        if remedy == Remedy::Nobody || must_not_repeat {
            return self.actions.push_back(FailoverAction::Fail { run, error });
        }
        failures.push((attempt.resource, error));
        self.ask_next(run, failures, at.now);
    }

    fn take(&mut self, run: RunId) -> Option<Run> {
        let at = self.runs.iter().position(|one| one.id == run)?;
        Some(self.runs.swap_remove(at))
    }

    /// Continues a run at the first resource that it has not asked and that is up, or whose pause
    /// is over. Ends the run if there is none.
    fn ask_next(&mut self, run: RunId, failures: Vec<(usize, Error)>, now_ms: u64) {
        let mut chosen = None;
        let mut soonest = u64::MAX;
        for (at, health) in self.resources.iter().enumerate() {
            if failures.iter().any(|(resource, _)| *resource == at) {
                continue;
            }
            if let Some(kind) = health.attempt(now_ms) {
                chosen = Some((at, kind));
                break;
            }
            if let Some(until_ms) = health.last_resort(now_ms).filter(|until| *until < soonest) {
                soonest = until_ms;
                chosen = Some((at, AttemptKind::LastResort));
            }
        }
        let chosen = chosen.and_then(|(at, kind)| Some((at, kind, self.resources.get_mut(at)?)));
        let Some((resource, kind, health)) = chosen else {
            let error = self.nobody_left(&failures, now_ms);
            return self.actions.push_back(FailoverAction::Fail { run, error });
        };
        health.begin(kind, now_ms);
        let at = Attempt { resource, epoch: health.epoch, kind };
        self.runs.push(Run { id: run, at, failures });
        self.actions.push_back(FailoverAction::Ask { run, resource });
    }

    /// Returns the error of a run that no further resource can take.
    fn nobody_left(&self, failures: &[(usize, Error)], now_ms: u64) -> Error {
        let mut left: Option<Error> = None;
        let mut soonest: Option<u64> = None;
        for (at, health) in self.resources.iter().enumerate() {
            let met = failures.iter().find(|(resource, _)| *resource == at);
            let Some(error) = met.map(|(_, error)| error).or(health.error()) else { continue };
            if let Some(wait) = health.must_wait(now_ms) {
                soonest = Some(soonest.map_or(wait, |other| other.min(wait)));
            }
            left = Some(match left {
                None => error.clone(),
                Some(first) => {
                    let message = format!(
                        "{} Nor did the next resource answer: {}",
                        first.message(),
                        error.message()
                    );
                    let errors = [first.errors(), error.errors()].concat();
                    first.with_message(message).with_errors(errors)
                }
            });
        }
        match (left, soonest) {
            // No resource was asked. The error has the wait until one may be asked.
            (Some(error), Some(wait)) if failures.is_empty() => {
                error.with_retry_after_ms(Some(wait))
            }
            (Some(error), _) => error,
            (None, _) => Error::new(
                ErrorCode::Network,
                "Every resource is being tried by another request. Try again later.",
            ),
        }
    }
}

impl Machine for Failover {
    type Action = FailoverAction;

    fn poll_action(&mut self) -> Option<FailoverAction> {
        self.actions.pop_front()
    }

    fn timeout(&mut self) -> Option<u64> {
        None
    }

    fn handle_timeout(&mut self, _at: Moment) {}
}
