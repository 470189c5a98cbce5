//! What answers mean for a job and for its lane.

use std::rc::Rc;

use crate::service::{Pace, Service};
use crate::{Error, ErrorCode, JobStatus, Response};

use super::entry::Entry;
use super::{Board, BoardAction, Change, ChangeKind, JobKey};

impl Board {
    /// Takes the answer to a poll. Answers to abandoned requests are ignored.
    pub fn answered(
        &mut self,
        key: JobKey,
        flight: u32,
        response: &Response,
        now: u64,
        jitter: f64,
    ) {
        let Some(client) = self.land(key, flight) else { return };
        let job = self.entries.get(&key).map(|entry| &entry.progress.job);
        match client.read_status(response, job) {
            Ok(status) => self.read(key, status, now, jitter),
            Err(error) => {
                let error = match self.entries.get(&key) {
                    Some(entry) => entry.progress.name_the_end(error, response),
                    None => error,
                };
                self.fail(key, error, now, jitter);
            }
        }
        self.send_due(now);
    }

    /// Takes the news that a poll got no answer.
    pub fn failed(&mut self, key: JobKey, flight: u32, error: Error, now: u64, jitter: f64) {
        if self.land(key, flight).is_some() {
            self.fail(key, error, now, jitter);
            self.send_due(now);
        }
    }

    /// A poll is sent a second time, as its credential was refused and there is a fresh one. It
    /// counts once more.
    pub fn departed_again(&mut self, key: JobKey, flight: u32, now: u64) {
        let Some(entry) = self.entries.get_mut(&key).filter(|it| it.flight == Some(flight)) else {
            return;
        };
        entry.sent_at = Some(now);
        if let Some(lane) = self.lanes.get_mut(entry.lane) {
            lane.reads.charge(now);
        }
        self.actions.push_back(BoardAction::Publish);
    }

    /// A poll leaves, after what had to be done first, such as waiting for a credential.
    pub fn departed(&mut self, key: JobKey, flight: u32, now: u64) {
        let Some(entry) = self.entries.get_mut(&key).filter(|it| it.flight == Some(flight)) else {
            return;
        };
        let charged_at = entry.sent_at.replace(now);
        if let (Some(charged_at), Some(lane)) = (charged_at, self.lanes.get_mut(entry.lane)) {
            lane.reads.leaves(charged_at, now);
            self.left_late(charged_at, now);
        }
    }

    /// The others have heard of a request that left this much later.
    pub(super) fn left_late(&mut self, charged_at: u64, now: u64) {
        /// As much as lies within the accuracy of a journey.
        const MOMENT_MS: u64 = 100;
        if now.saturating_sub(charged_at) > MOMENT_MS {
            self.actions.push_back(BoardAction::Publish);
        }
    }

    /// A poll was not sent after all: it is due as before.
    pub fn unsent(&mut self, key: JobKey, flight: u32, now: u64) {
        if self.land(key, flight).is_some() {
            self.plan(key, |_, _| now);
        }
    }

    /// The client of the request under way for a job, which no longer is.
    pub(super) fn land(&mut self, key: JobKey, flight: u32) -> Option<Rc<dyn Service>> {
        let entry = self.entries.get_mut(&key)?;
        if entry.flight != Some(flight) {
            return None;
        }
        entry.flight = None;
        if let Some(lane) = self.lanes.get_mut(entry.lane) {
            lane.in_flight = lane.in_flight.saturating_sub(1);
        }
        self.clients.get(entry.client).cloned()
    }

    pub(super) fn abandon(&mut self, key: JobKey) {
        let Some(entry) = self.entries.get_mut(&key) else { return };
        let Some(flight) = entry.flight.take() else { return };
        entry.version = entry.version.saturating_add(1);
        if let Some(lane) = self.lanes.get_mut(entry.lane) {
            lane.in_flight = lane.in_flight.saturating_sub(1);
        }
        self.plan(key, |planned, _| planned);
        self.actions.push_back(BoardAction::Abandon { flight });
    }

    pub(super) fn read(&mut self, key: JobKey, status: JobStatus, now: u64, jitter: f64) {
        let Some(entry) = self.entries.get_mut(&key) else { return };
        let asked = status.retry_after_ms;
        let state = status.state;
        let from = entry.seen_at.saturating_sub(entry.born_at);
        let age = now.saturating_sub(entry.born_at);
        // How old a job is that was added by its name, nobody knows; nor when it ended, if it had
        // ended before it was first asked about.
        let tells = entry.is_started || entry.progress.readings > 0;
        let (history, lane) = (entry.history, entry.lane);
        let longest = entry.pace.max_retry_after_ms;
        if entry.read(status, now) {
            let demand = std::mem::take(&mut entry.demand);
            if tells
                && state.is_success()
                && let Some((_, history)) = self.histories.get_mut(history)
            {
                history.ended(from, age);
            }
            self.leave_lane(lane, demand);
            self.tell(key, ChangeKind::Ended);
            return;
        }
        if tells && let Some((_, history)) = self.histories.get_mut(history) {
            history.went_on(from, age);
        }
        let asked = asked.map_or(0, |ms| ms.min(longest));
        let wait = jittered(self.weigh(key, now), jitter).max(asked);
        self.plan(key, |_, _| now.saturating_add(wait));
        self.tell(key, ChangeKind::Status);
    }

    pub(super) fn fail(&mut self, key: JobKey, error: Error, now: u64, jitter: f64) {
        let Some(entry) = self.entries.get_mut(&key) else { return };
        let (lane, pace) = (entry.lane, entry.pace.clone());
        entry.version = entry.version.saturating_add(1);
        if let Err(error) = entry.progress.fail(error.clone()) {
            self.end(key, error);
            return;
        }
        let failures = entry.progress.failures.total();
        if error.code() == ErrorCode::Throttled {
            self.hold(lane, &error, &pace, now);
        }
        let wait = pace.after_failure(failures, &error, jitter);
        self.plan(key, |_, _| now.saturating_add(wait));
        self.tell(key, ChangeKind::Failure);
    }

    /// The service is busy: nothing goes to its origin for as long as it asks.
    pub(super) fn hold(&mut self, lane: usize, error: &Error, pace: &Pace, now: u64) {
        /// For a service that only says that it is too much.
        const UNSAID_MS: u64 = 5_000;
        let asked = error
            .retry_after_ms()
            .unwrap_or(UNSAID_MS)
            .clamp(1_000, pace.max_retry_after_ms.max(1_000));
        let Some(origin) = self.lanes.get(lane).map(|lane| lane.origin.clone()) else { return };
        for lane in self.lanes.iter_mut().filter(|lane| lane.origin == origin) {
            lane.held_until = lane.held_until.max(now.saturating_add(asked));
        }
    }

    pub(super) fn end(&mut self, key: JobKey, error: Error) {
        let Some(entry) = self.entries.get_mut(&key) else { return };
        entry.end(error);
        let (lane, demand) = (entry.lane, std::mem::take(&mut entry.demand));
        self.leave_lane(lane, demand);
        self.tell(key, ChangeKind::Ended);
    }

    /// A job that is no longer followed makes room.
    pub(super) fn leave_lane(&mut self, lane: usize, demand: f64) {
        let Some(lane) = self.lanes.get_mut(lane) else { return };
        lane.running = lane.running.saturating_sub(1);
        lane.demand = (lane.demand - demand).max(0.0);
        if lane.running == 0 {
            // What rounding has left.
            lane.demand = 0.0;
        }
    }

    /// What a removed job held.
    pub(super) fn release(&mut self, entry: &Entry) {
        if let Some(flight) = entry.flight {
            self.actions.push_back(BoardAction::Abandon { flight });
            if let Some(lane) = self.lanes.get_mut(entry.lane) {
                lane.in_flight = lane.in_flight.saturating_sub(1);
            }
        }
        if entry.is_followed() {
            self.leave_lane(entry.lane, entry.demand);
        }
    }

    pub(super) fn tell(&mut self, key: JobKey, kind: ChangeKind) {
        if kind == ChangeKind::Ended {
            self.drop_cancel(key);
        }
        self.announce(Change { key, kind, url: None, heard: self.is_hearing });
    }
}

/// A twentieth sooner or later, so that jobs which were started together do not stay together.
fn jittered(ms: u64, jitter: f64) -> u64 {
    let share = if jitter.is_finite() { jitter.clamp(0.0, 1.0) } else { 0.5 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "some minutes at most, and not negative"
    )]
    let ms = (ms as f64 * (0.95 + 0.1 * share)) as u64;
    ms
}

#[cfg(test)]
mod tests;
