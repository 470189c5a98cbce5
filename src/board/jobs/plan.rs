//! The plan of a job's next poll.

use crate::service::{Pace, PaceOptions};

use crate::board::lanes::lane::Lane;
use crate::board::schedule::{self, CEILING_MS, Demand, Outlook};

/// The usual time that a request takes to reach its service, in milliseconds. It is sent earlier by
/// this time.
const JOURNEY_MS: u64 = 60;

/// The next poll of a job. It is planned for a time or, once that time has come, due with a rank.
pub(crate) struct Plan {
    next_at: u64,
    /// The rank among the due jobs. The lowest is polled first.
    rank: Option<u64>,
    /// When the poll was planned from the job's progress, history or age.
    weighed_at: Option<u64>,
    /// The caller's shortest and longest wait between two polls.
    floor_ms: u64,
    ceiling_ms: u64,
    /// The number of requests that the job would need in a window at the base price.
    demand: Demand,
}

impl Plan {
    /// Returns a plan to poll immediately.
    pub(crate) fn new(now: u64) -> Self {
        Self {
            next_at: now,
            rank: None,
            weighed_at: None,
            floor_ms: 0,
            ceiling_ms: CEILING_MS,
            demand: Demand::default(),
        }
    }

    /// Sets the caller's limits.
    pub(crate) fn limit(&mut self, options: &PaceOptions, pace: &Pace) {
        if options.interval_ms.is_some() {
            self.floor_ms = pace.interval_ms;
        }
        if options.max_interval_ms.is_some() {
            self.ceiling_ms = pace.max_interval_ms;
        }
    }

    pub(crate) fn next_at(&self) -> u64 {
        self.next_at
    }

    pub(crate) fn rank(&self) -> Option<u64> {
        self.rank
    }

    /// Plans the poll for a time.
    pub(crate) fn set(&mut self, at: u64) {
        self.next_at = at;
        self.rank = None;
    }

    /// Makes the poll due.
    pub(crate) fn line_up(&mut self, rank: u64) {
        self.rank = Some(rank);
    }

    /// Clears the price of the poll: somebody waits for the status, so the poll is worth any price.
    pub(crate) fn hurry(&mut self) {
        self.weighed_at = None;
    }

    /// Returns the shortest time between two polls.
    pub(crate) fn floor_ms(&self, lane: &Lane) -> u64 {
        lane.floor_ms().max(self.floor_ms)
    }

    /// Returns the wait before the poll at the base price, in milliseconds. Adds the job's demand to the lane.
    pub(crate) fn weigh(&mut self, outlook: &Outlook<'_>, lane: &mut Lane, now: u64) -> u64 {
        if let Some(window_ms) = lane.window_ms() {
            let demand = schedule::demand_within(outlook, window_ms);
            lane.weigh(std::mem::replace(&mut self.demand, demand), demand);
        }
        self.weighed_at = Some(now);
        self.wait_ms(outlook, schedule::BASE_PRICE_MS, lane)
    }

    /// Returns when a poll that is worth the base price is worth the price of its lane. `outlook` returns the facts
    /// about the job at a time.
    pub(crate) fn worth_it_at<'a>(
        &self,
        outlook: impl FnOnce(u64) -> Outlook<'a>,
        lane: &Lane,
    ) -> u64 {
        let price_ms = lane.price_ms();
        let Some(then) = self.weighed_at.filter(|_| price_ms > schedule::BASE_PRICE_MS) else {
            return self.next_at;
        };
        let wait_ms = self.wait_ms(&outlook(then), price_ms, lane);
        then.saturating_add(wait_ms).max(self.next_at)
    }

    fn wait_ms(&self, outlook: &Outlook<'_>, price_ms: f64, lane: &Lane) -> u64 {
        let wait_ms = schedule::wait_ms(outlook, price_ms);
        self.within(wait_ms.saturating_sub(JOURNEY_MS.min(wait_ms / 2)), lane)
    }

    /// Returns a wait within the limits. If the limits contradict each other, the floor takes
    /// precedence.
    fn within(&self, wait_ms: u64, lane: &Lane) -> u64 {
        wait_ms.min(self.ceiling_ms).max(self.floor_ms(lane))
    }

    /// Removes the job's demand from its lane. Returns that demand.
    pub(crate) fn take_demand(&mut self) -> Demand {
        std::mem::take(&mut self.demand)
    }
}

#[cfg(test)]
mod tests;
