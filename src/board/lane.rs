//! The way to one API at one origin.

use crate::service::Limits;

use super::budget::{Budget, JOURNEY_MS};
use super::queue::Queue;
use super::schedule;
use super::state::{BudgetState, ReservationState};
use super::submission::FRESH_MS;
use super::view::BudgetUse;

/// The most requests under way to one origin: as many connections as a browser opens over
/// HTTP/1.1, so that no request waits for one where nobody sees it.
pub(super) const MAX_IN_FLIGHT: u32 = 6;

/// One in this many reads is kept for the job that a person looks at.
const FOCUS_SHARE: u32 = 10;

/// The limits of an API at one origin, what is left of them, and what waits for them.
///
/// - A request is charged to its budget in the step that sends it, so no more are sent in a window
///   than its rate allows.
/// - `in_flight` counts the requests that were sent and have not landed: [`MAX_IN_FLIGHT`] at most.
/// - `running` counts the jobs that are followed, and `demand` sums up how often they are polled:
///   both are zero without a job.
#[derive(Default)]
pub(super) struct Lane {
    /// Such as `https://contoso.cognitiveservices.azure.com`.
    pub(super) origin: String,
    /// Such as `azure-language`.
    pub(super) api: String,
    /// Submissions and cancellations that wait to be sent.
    pub(super) queue: Queue,
    floor_ms: u64,
    max_running: Option<u32>,
    reads: Budget,
    submissions: Budget,
    /// The service asked for silence until then.
    held_until: u64,
    in_flight: u32,
    running: u32,
    /// How often all its jobs would be polled in a window at the base price.
    demand: f64,
    /// When the last poll was sent.
    polled_at: u64,
}

impl Lane {
    pub(super) fn new(origin: String, api: String, limits: Limits) -> Self {
        let mut lane = Self { origin, api, ..Self::default() };
        lane.limit(limits);
        lane
    }

    pub(super) fn limit(&mut self, limits: Limits) {
        self.floor_ms = limits.floor_ms.max(20);
        self.max_running = limits.running;
        self.reads.set_rate(limits.reads, JOURNEY_MS);
        // Another tab may send a submission some time after it was granted.
        self.submissions.set_rate(limits.submissions, JOURNEY_MS.saturating_add(FRESH_MS));
    }

    /// The shortest time between two polls of one job.
    pub(super) fn floor_ms(&self) -> u64 {
        self.floor_ms
    }

    /// How many jobs may be started on top of those that run; `None` without a limit.
    pub(super) fn free_places(&self) -> Option<u32> {
        Some(self.max_running?.saturating_sub(self.running))
    }

    // When requests may go

    pub(super) fn held_until(&self) -> u64 {
        self.held_until
    }

    /// Sends nothing until some time.
    pub(super) fn hold(&mut self, until: u64) {
        self.held_until = self.held_until.max(until);
    }

    /// Reads in a window.
    fn supply(&self) -> Option<u32> {
        Some(self.reads.rate()?.count.max(1))
    }

    /// What a request is worth at present: more than the base price when the budget is short.
    pub(super) fn price_ms(&self) -> f64 {
        schedule::price_ms(self.demand, self.supply())
    }

    /// When a poll of this rank may go: when it is worth the price, or when the budget would
    /// otherwise go unused.
    pub(super) fn turn_of(&self, rank: u64) -> u64 {
        match (self.reads.rate(), self.supply()) {
            (Some(rate), Some(supply)) => {
                let even = rate.window_ms / u64::from(supply);
                rank.min(self.polled_at.saturating_add(even))
            }
            _ => 0,
        }
    }

    /// When a poll that is due at some time may go; `None` while an answer must come first.
    /// `has_focus`: some reads are kept for another job.
    pub(super) fn poll_at(&self, due: u64, now: u64, has_focus: bool) -> Option<u64> {
        let share = self.reads.rate().map_or(0, |rate| rate.count / FOCUS_SHARE);
        let kept = if has_focus { share } else { 0 };
        self.request_at(&self.reads, kept, now).map(|at| at.max(due))
    }

    /// When a submission or a cancellation may go; `None` while an answer must come first.
    pub(super) fn work_at(&self, now: u64) -> Option<u64> {
        self.request_at(&self.submissions, 0, now)
    }

    fn request_at(&self, budget: &Budget, kept: u32, now: u64) -> Option<u64> {
        if self.in_flight >= MAX_IN_FLIGHT {
            return None;
        }
        Some(budget.free_at(now, kept)?.max(self.held_until))
    }

    // Requests come and go

    /// A poll is sent.
    pub(super) fn send_poll(&mut self, now: u64) {
        self.reads.charge(now);
        self.polled_at = now;
        self.depart();
    }

    /// A poll is sent a second time, with a fresh credential.
    pub(super) fn send_poll_again(&mut self, now: u64) {
        self.reads.charge(now);
    }

    /// A poll that was charged leaves only now.
    pub(super) fn poll_leaves(&mut self, charged_at: u64, now: u64) {
        self.reads.leaves(charged_at, now);
    }

    /// A submission or a cancellation is going to be sent, by this tab or by another one.
    pub(super) fn charge_submission(&mut self, now: u64) {
        self.submissions.charge(now);
    }

    /// A request is under way.
    pub(super) fn depart(&mut self) {
        self.in_flight = self.in_flight.saturating_add(1);
    }

    /// A submission that was charged leaves only now.
    pub(super) fn submission_leaves(&mut self, charged_at: u64, now: u64) {
        self.submissions.leaves(charged_at, now);
    }

    /// A request is no longer under way.
    pub(super) fn land(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    // Jobs come and go

    /// A job is followed from now on.
    pub(super) fn join(&mut self) {
        self.running = self.running.saturating_add(1);
    }

    /// The length of a window of reads, if they are limited.
    pub(super) fn window_ms(&self) -> Option<u64> {
        self.reads.rate().map(|rate| rate.window_ms)
    }

    /// A job is going to be polled this often in a window, in place of as often as before.
    pub(super) fn weigh(&mut self, before: f64, demand: f64) {
        self.demand = (self.demand - before + demand).max(demand);
    }

    /// A job is no longer followed.
    pub(super) fn leave(&mut self, demand: f64) {
        self.running = self.running.saturating_sub(1);
        // Without jobs there is no demand, whatever rounding has left.
        self.demand = if self.running == 0 { 0.0 } else { (self.demand - demand).max(0.0) };
    }

    // The lane as data

    /// How much of the limits is used. `reserved`: jobs that are being started.
    pub(super) fn usage(&self, reserved: u32, now: u64) -> BudgetUse {
        BudgetUse {
            origin: self.origin.clone(),
            api: self.api.clone(),
            limits: Limits {
                reads: self.reads.rate(),
                submissions: self.submissions.rate(),
                running: self.max_running,
                floor_ms: self.floor_ms,
            },
            reads: self.reads.used(now),
            submissions: self.submissions.used(now),
            running: self.running.saturating_add(reserved),
            queued: self.queue.len(),
            held_for_ms: self.held_until.saturating_sub(now),
        }
    }

    /// The use of the limits, as it is stored and sent to other tabs.
    pub(super) fn state(&self, reservations: Vec<ReservationState>, now: u64) -> BudgetState {
        BudgetState {
            origin: self.origin.clone(),
            api: self.api.clone(),
            reads_ago_ms: self.reads.ages(now),
            submissions_ago_ms: self.submissions.ages(now),
            held_for_ms: self.held_until.saturating_sub(now),
            reservations,
        }
    }

    /// Takes over what another tab sent, in a state that was saved `since_ms` ago.
    pub(super) fn merge(&mut self, theirs: &BudgetState, since_ms: u64, now: u64) {
        let ages = |ages: &[u64]| -> Vec<u64> {
            ages.iter().map(|age| age.saturating_add(since_ms)).collect()
        };
        self.reads.merge(&ages(&theirs.reads_ago_ms), now);
        self.submissions.merge(&ages(&theirs.submissions_ago_ms), now);
    }
}

#[cfg(test)]
mod tests;
