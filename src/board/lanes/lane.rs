//! A lane: the requests to one API at one origin.

use crate::service::Limits;

use super::budget::{Budget, JOURNEY_MS};
use super::queue::Queue;
use super::submission::FRESH_MS;
use crate::board::schedule::{self, BASE_PRICE_MS, Demand};
use crate::board::state::{BudgetState, ReservationState};
use crate::board::view::BudgetUse;

/// The highest number of pending requests to one origin. A browser opens as many HTTP/1.1 connections, so no request
/// waits inside the browser.
pub(crate) const MAX_IN_FLIGHT: u32 = 6;

/// One of this many reads is reserved for the focused job.
const FOCUS_SHARE: u32 = 10;

/// The limits of an API at one origin, the use of these limits, and the requests that wait for them.
///
/// - A request is charged to its budget in the step that sends it, so no more are sent in a window
///   than its rate allows.
/// - `in_flight` is the number of pending requests, at most [`MAX_IN_FLIGHT`].
/// - `running` is the number of followed jobs, and `demand` the sum of their demands. Both are zero without a job.
#[derive(Default)]
pub(crate) struct Lane {
    /// The origin, such as `https://contoso.cognitiveservices.azure.com`.
    pub(crate) origin: String,
    /// The API, such as `azure-language`.
    pub(crate) api: String,
    /// Submissions and cancellations that wait to be sent.
    pub(crate) queue: Queue,
    floor_ms: u64,
    max_running: Option<u32>,
    reads: Budget,
    submissions: Budget,
    /// Nothing is sent before this time, because the service sent `Retry-After`.
    held_until: u64,
    in_flight: u32,
    running: u32,
    /// The number of reads that all its jobs would need in a window at the base price.
    demand: Demand,
    /// When the last poll was sent, or the first job was added, whichever was later.
    polled_at: u64,
}

impl Lane {
    pub(crate) fn new(origin: String, api: String, limits: Limits) -> Self {
        let mut lane = Self { origin, api, ..Self::default() };
        lane.limit(limits);
        lane
    }

    pub(crate) fn limit(&mut self, limits: Limits) {
        self.floor_ms = limits.floor_ms.max(20);
        self.max_running = limits.running;
        self.reads.set_rate(limits.reads, JOURNEY_MS);
        // Another tab may send a submission some time after the grant.
        self.submissions.set_rate(limits.submissions, JOURNEY_MS.saturating_add(FRESH_MS));
    }

    /// Returns the shortest time between two polls of one job.
    pub(crate) fn floor_ms(&self) -> u64 {
        self.floor_ms
    }

    /// Returns how many more jobs may be started, or `None` without a limit.
    pub(crate) fn free_places(&self) -> Option<u32> {
        Some(self.max_running?.saturating_sub(self.running))
    }

    // When requests may go

    pub(crate) fn held_until(&self) -> u64 {
        self.held_until
    }

    /// Blocks all requests until a time.
    pub(crate) fn hold(&mut self, until: u64) {
        self.held_until = self.held_until.max(until);
    }

    /// Returns the current price of a request. It is above the base price when the budget is short.
    pub(crate) fn price_ms(&self) -> f64 {
        let rate = self.reads.rate();
        rate.map_or(BASE_PRICE_MS, |rate| schedule::price_ms(self.demand, rate, self.running))
    }

    /// Returns when a poll of this rank may be sent: when it is worth the price, or when the budget would otherwise be
    /// left unused.
    pub(crate) fn turn_of(&self, rank: u64) -> u64 {
        let Some(rate) = self.reads.rate() else { return 0 };
        let spread_ms = schedule::spread_ms(self.demand, rate, self.running);
        rank.min(self.polled_at.saturating_add(spread_ms))
    }

    /// Returns when a poll that is due at a given time may be sent. Returns `None` while all connections are in use, or
    /// if the limits allow no poll. `has_focus` is true if some reads are reserved for another job.
    pub(crate) fn poll_at(&self, due: u64, now: u64, has_focus: bool) -> Option<u64> {
        let share = self.reads.rate().map_or(0, |rate| rate.count / FOCUS_SHARE);
        let kept = if has_focus { share } else { 0 };
        self.request_at(&self.reads, kept, now).map(|at| at.max(due))
    }

    /// Returns when a submission or a cancellation may be sent. Returns `None` while all connections are in use, or if
    /// the limits allow none.
    pub(crate) fn work_at(&self, now: u64) -> Option<u64> {
        self.request_at(&self.submissions, 0, now)
    }

    fn request_at(&self, budget: &Budget, kept: u32, now: u64) -> Option<u64> {
        if self.in_flight >= MAX_IN_FLIGHT {
            return None;
        }
        Some(budget.free_at(now, kept)?.max(self.held_until))
    }

    // Requests come and go

    /// Counts a poll that is sent.
    pub(crate) fn send_poll(&mut self, now: u64) {
        self.reads.charge(now);
        self.polled_at = now;
        self.depart();
    }

    /// Counts a poll that is sent again with a fresh token.
    pub(crate) fn send_poll_again(&mut self, now: u64) {
        self.reads.charge(now);
    }

    /// Corrects the time of a counted poll that is sent only now.
    pub(crate) fn poll_leaves(&mut self, charged_at: u64, now: u64) {
        self.reads.leaves(charged_at, now);
    }

    /// Counts a submission or a cancellation that this tab or another one will send.
    pub(crate) fn charge_submission(&mut self, now: u64) {
        self.submissions.charge(now);
    }

    /// Counts a pending request.
    pub(crate) fn depart(&mut self) {
        self.in_flight = self.in_flight.saturating_add(1);
    }

    /// Corrects the time of a counted submission that is sent only now.
    pub(crate) fn submission_leaves(&mut self, charged_at: u64, now: u64) {
        self.submissions.leaves(charged_at, now);
    }

    /// Subtracts a request that is no longer pending.
    pub(crate) fn land(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    // Jobs come and go

    /// Counts a job that is followed from now on.
    pub(crate) fn join(&mut self, now: u64) {
        if self.running == 0 {
            self.polled_at = self.polled_at.max(now);
        }
        self.running = self.running.saturating_add(1);
    }

    /// Returns the length of a window of reads, if reads are limited.
    pub(crate) fn window_ms(&self) -> Option<u64> {
        self.reads.rate().map(|rate| rate.window_ms)
    }

    /// Replaces the demand of a job.
    pub(crate) fn weigh(&mut self, before: Demand, demand: Demand) {
        self.demand.replace(before, demand);
    }

    /// Subtracts a job that is no longer followed.
    pub(crate) fn leave(&mut self, demand: Demand) {
        self.running = self.running.saturating_sub(1);
        self.demand.replace(demand, Demand::default());
        if self.running == 0 {
            // Without jobs there is no demand. This clears rounding errors.
            self.demand = Demand::default();
        }
    }

    // The lane as data

    /// Returns the use of the limits. `reserved` is the number of jobs that are being started.
    pub(crate) fn usage(&self, reserved: u32, now: u64) -> BudgetUse {
        let free_in_ms = |budget: &Budget| Some(budget.free_at(now, 0)?.saturating_sub(now));
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
            reads_free_in_ms: free_in_ms(&self.reads),
            submissions_free_in_ms: free_in_ms(&self.submissions),
            running: self.running.saturating_add(reserved),
            queued: self.queue.len(),
            held_for_ms: self.held_until.saturating_sub(now),
        }
    }

    /// Returns the use of the limits in the form that is stored and sent to other tabs.
    pub(crate) fn state(&self, reservations: Vec<ReservationState>, now: u64) -> BudgetState {
        BudgetState {
            origin: self.origin.clone(),
            api: self.api.clone(),
            reads_ago_ms: self.reads.ages(now),
            submissions_ago_ms: self.submissions.ages(now),
            held_for_ms: self.held_until.saturating_sub(now),
            reservations,
        }
    }

    /// Merges the use of the limits from another tab's state, which is `since_ms` old.
    pub(crate) fn merge(&mut self, theirs: &BudgetState, since_ms: u64, now: u64) {
        let ages = |ages: &[u64]| -> Vec<u64> {
            ages.iter().map(|age| age.saturating_add(since_ms)).collect()
        };
        self.reads.merge(&ages(&theirs.reads_ago_ms), now);
        self.submissions.merge(&ages(&theirs.submissions_ago_ms), now);
    }
}

#[cfg(test)]
mod tests;
