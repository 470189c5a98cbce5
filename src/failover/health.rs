//! The health of one resource.

use crate::Error;

use super::run::AttemptKind;
use super::{FailoverOptions, ResourceState};

/// The time for which a trial without an outcome keeps other runs away, in milliseconds.
const LONGEST_TRIAL_MS: u64 = 300_000;

/// The health of a resource, according to its runs.
#[derive(Clone, Debug, Default)]
pub struct ResourceHealth {
    outage: Option<Outage>,
    /// The time until which a trial keeps other runs away.
    trial_until_ms: Option<u64>,
    /// The pause of the last outage, and the time at which it ended. If a resource fails again soon
    /// after it came back, the outage continues.
    last_outage: Option<(u64, u64)>,
    pub(super) epoch: u32,
}

#[derive(Clone, Debug)]
struct Outage {
    error: Error,
    failures: u32,
    pause_ms: u64,
    until_ms: u64,
    /// True if the resource itself asked for the pause.
    asked: bool,
}

impl ResourceHealth {
    /// Returns whether it is in use.
    pub fn is_up(&self) -> bool {
        self.outage.is_none()
    }

    /// Returns the reason why it is not in use: its last failure.
    pub fn error(&self) -> Option<&Error> {
        self.outage.as_ref().map(|outage| &outage.error)
    }

    /// Returns the number of its failures since it was last up.
    pub fn failures(&self) -> u32 {
        self.outage.as_ref().map_or(0, |outage| outage.failures)
    }

    /// Returns when it is tried again, while it is not in use.
    pub fn retry_at_ms(&self) -> Option<u64> {
        self.outage.as_ref().map(|outage| outage.until_ms)
    }

    /// Returns the health for JavaScript. `endpoint` is that of the resource.
    pub(super) fn state(&self, endpoint: String, now_ms: u64) -> ResourceState {
        ResourceState {
            endpoint,
            is_up: self.is_up(),
            failures: self.failures(),
            error: self.error().cloned(),
            retry_in_ms: self.retry_at_ms().map(|at| at.saturating_sub(now_ms)),
        }
    }

    /// Returns the way in which a run may ask it now, or `None` if it may not.
    pub(super) fn attempt(&self, now_ms: u64) -> Option<AttemptKind> {
        match &self.outage {
            None => Some(AttemptKind::Usual),
            Some(outage) if outage.until_ms <= now_ms && !self.is_on_trial(now_ms) => {
                Some(AttemptKind::Trial)
            }
            Some(_) => None,
        }
    }

    /// Returns the end of its pause, if a run without another resource may ask it during the pause.
    pub(super) fn last_resort(&self, now_ms: u64) -> Option<u64> {
        let outage = self.outage.as_ref()?;
        let may = self.must_wait(now_ms).is_none() && !self.is_on_trial(now_ms);
        may.then_some(outage.until_ms)
    }

    /// Returns the remaining time of the wait that it asked for, in milliseconds.
    pub(super) fn must_wait(&self, now_ms: u64) -> Option<u64> {
        let outage = self.outage.as_ref().filter(|outage| outage.asked)?;
        outage.until_ms.checked_sub(now_ms).filter(|wait| *wait > 0)
    }

    pub(super) fn begin(&mut self, kind: AttemptKind, now_ms: u64) {
        if kind != AttemptKind::Usual {
            self.trial_until_ms = Some(now_ms.saturating_add(LONGEST_TRIAL_MS));
        }
    }

    pub(super) fn end(&mut self, kind: AttemptKind) {
        if kind != AttemptKind::Usual {
            self.trial_until_ms = None;
        }
    }

    /// Records an answer. Returns whether the resource came back with it.
    pub(super) fn answered(&mut self, now_ms: u64, kind: AttemptKind) -> bool {
        let Some(outage) = &self.outage else { return false };
        // The answer to an older request does not end the wait that the resource asked for.
        if kind == AttemptKind::Usual && outage.asked && now_ms < outage.until_ms {
            return false;
        }
        self.last_outage = Some((outage.pause_ms, now_ms));
        self.outage = None;
        self.epoch = self.epoch.wrapping_add(1);
        true
    }

    /// Records a failure. Returns whether the resource went down with it.
    pub(super) fn failed(
        &mut self,
        error: &Error,
        kind: AttemptKind,
        options: &FailoverOptions,
        now_ms: u64,
    ) -> bool {
        let first = options.first_pause_ms.clamp(1, options.longest_pause_ms.max(1));
        let asked = error.retry_after_ms().filter(|ms| *ms > 0);
        let (failures, pause_ms, mut until_ms) = match &self.outage {
            None => {
                let relapse = self
                    .last_outage
                    .filter(|(pause, ended)| now_ms.saturating_sub(*ended) < *pause);
                let pause = relapse.map_or(first, |(pause, _)| longer(pause, options));
                (1, pause, now_ms.saturating_add(pause))
            }
            Some(outage) => {
                let failures = outage.failures.saturating_add(1);
                if kind == AttemptKind::Trial {
                    let pause = longer(outage.pause_ms, options);
                    (failures, pause, now_ms.saturating_add(pause))
                } else {
                    // A failure outside a trial does not postpone the next trial.
                    (failures, outage.pause_ms, outage.until_ms)
                }
            }
        };
        if let Some(ms) = asked {
            until_ms = now_ms.saturating_add(ms.min(options.longest_pause_ms.max(1)));
        }
        let was_asked = self.outage.as_ref().is_some_and(|it| it.asked && it.until_ms > now_ms);
        let news = self.outage.is_none();
        self.outage = Some(Outage {
            error: error.clone(),
            failures,
            pause_ms,
            until_ms,
            asked: asked.is_some() || (was_asked && kind != AttemptKind::Trial),
        });
        news
    }

    fn is_on_trial(&self, now_ms: u64) -> bool {
        self.trial_until_ms.is_some_and(|until| now_ms < until)
    }
}

fn longer(pause_ms: u64, options: &FailoverOptions) -> u64 {
    pause_ms.saturating_mul(2).min(options.longest_pause_ms.max(1))
}
