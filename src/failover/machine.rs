//! The state machine: the health of all resources, and the runs through them.

use crate::{Error, ErrorCode, Result};

use super::health::ResourceHealth;
use super::run::{Attempt, AttemptKind, Run};
use super::{Remedy, run};

/// How to treat resources that fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailoverOptions {
    /// The pause after a first failure, in milliseconds.
    pub first_pause_ms: u64,
    /// The longest pause, in milliseconds, also of what a resource asks for: the bound within which
    /// a resource that has recovered is found again.
    pub longest_pause_ms: u64,
    /// True if a submission whose answer was lost is sent to the next resource. It may run twice
    /// then, which for an analysis means twice the cost and nothing else.
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
/// use export_jobs::failover::{Failover, Run};
/// use export_jobs::{Error, ErrorCode};
///
/// let mut failover = Failover::new(2, Default::default())?;
/// let mut run = Run::default();
/// assert_eq!(failover.poll_resource(&mut run, 0)?, 0);
/// failover.handle_failure(&mut run, Error::new(ErrorCode::Network, "No answer."), false, 10)?;
/// assert_eq!(failover.poll_resource(&mut run, 10)?, 1);
/// failover.handle_success(&mut run, 20);
/// assert_eq!(failover.current(20), Some(1));
/// assert_eq!(failover.current(5_010), Some(0), "after the pause it is tried again");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug)]
pub struct Failover {
    resources: Vec<ResourceHealth>,
    options: FailoverOptions,
    changes: u32,
}

impl Failover {
    /// So many resources, all taken for up.
    ///
    /// # Errors
    /// `invalidArgument` without any.
    pub fn new(resources: usize, options: FailoverOptions) -> Result<Self> {
        if resources == 0 {
            return Err(Error::invalid_argument("Give at least one resource."));
        }
        let resources = (0..resources).map(|_| ResourceHealth::default()).collect();
        Ok(Self { resources, options, changes: 0 })
    }

    /// The health of each resource.
    pub fn resources(&self) -> &[ResourceHealth] {
        &self.resources
    }

    /// Returns the index of the resource that a run would ask first. `None`: all of them pause.
    pub fn current(&self, now_ms: u64) -> Option<usize> {
        self.resources.iter().position(|health| health.attempt(now_ms).is_some())
    }

    /// Counts how often a resource went down or came back. A caller that reports changes compares it.
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Returns the index of the resource to ask now: the first one that is up, or whose pause is
    /// over, and that the run has not asked yet. The outcome of the attempt must be reported.
    ///
    /// # Errors
    /// When no resource is left: the failure of the most preferred one, followed by those of the
    /// others.
    pub fn poll_resource(&mut self, run: &mut Run, now_ms: u64) -> Result<usize> {
        self.handle_abort(run);
        let mut chosen = None;
        let mut soonest = u64::MAX;
        for (at, health) in self.resources.iter().enumerate() {
            if run.was_at(at) {
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
        let Some((resource, kind)) = chosen else { return Err(self.nobody_left(run, now_ms)) };
        if let Some(health) = self.resources.get_mut(resource) {
            health.begin(kind, now_ms);
            run.at = Some(Attempt { resource, epoch: health.epoch, kind });
        }
        Ok(resource)
    }

    /// The resource that the run is at has answered as it should. May be reported more than once: for
    /// a job that was accepted, and later for its results.
    pub fn handle_success(&mut self, run: &mut Run, now_ms: u64) {
        let Some((attempt, health)) = at(&mut self.resources, run) else { return };
        if health.answered(now_ms, attempt.kind) {
            self.changes = self.changes.wrapping_add(1);
        }
        health.end(attempt.kind);
        attempt.epoch = health.epoch;
        attempt.kind = AttemptKind::Usual;
    }

    /// The resource that the run is at has failed. `submitted` says that it was a submission, which
    /// may have arrived. [`Failover::poll_resource`] then returns the next one.
    ///
    /// # Errors
    /// The failure itself, when no other resource would do better, or must not be asked.
    pub fn handle_failure(
        &mut self,
        run: &mut Run,
        error: Error,
        submitted: bool,
        now_ms: u64,
    ) -> Result<()> {
        let Some((attempt, health)) = at(&mut self.resources, run) else { return Err(error) };
        let remedy = Remedy::of(&error);
        health.end(attempt.kind);
        if remedy == Remedy::AnotherResource
            && attempt.epoch == health.epoch
            && health.failed(&error, attempt.kind, &self.options, now_ms)
        {
            self.changes = self.changes.wrapping_add(1);
        }
        let resource = attempt.resource;
        run.at = None;
        let must_not_repeat =
            submitted && !self.options.repeat_lost_submissions && Remedy::may_have_arrived(&error);
        if remedy == Remedy::Nobody || must_not_repeat {
            return Err(error);
        }
        run.failures.push((resource, error));
        Ok(())
    }

    /// The run ends without an outcome: its caller aborted it.
    pub fn handle_abort(&mut self, run: &mut Run) {
        if let Some((attempt, health)) = at(&mut self.resources, run) {
            health.end(attempt.kind);
            run.at = None;
        }
    }

    /// The failure of a run that has been everywhere, or may go nowhere.
    fn nobody_left(&self, run: &Run, now_ms: u64) -> Error {
        let mut left: Option<Error> = None;
        let mut soonest: Option<u64> = None;
        for (at, health) in self.resources.iter().enumerate() {
            let met = run.failures.iter().find(|(resource, _)| *resource == at);
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
            // Nobody was asked: the wait is until somebody may be.
            (Some(error), Some(wait)) if run.failures.is_empty() => {
                error.with_retry_after_ms(Some(wait))
            }
            (Some(error), _) => error,
            (None, _) => Error::new(ErrorCode::Network, "Every resource is on trial."),
        }
    }
}

/// The attempt that a run is at, and its resource.
fn at<'a>(
    resources: &'a mut [ResourceHealth],
    run: &'a mut Run,
) -> Option<(&'a mut run::Attempt, &'a mut ResourceHealth)> {
    let attempt = run.at.as_mut()?;
    let health = resources.get_mut(attempt.resource)?;
    Some((attempt, health))
}
