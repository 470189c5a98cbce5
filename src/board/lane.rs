//! The way to one origin, with its limits.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::budget::Budget;
use super::{JobKey, Limits, SubmissionId};

/// As many requests of a board are under way to one origin: as many connections as a browser
/// opens over HTTP/1.1, so that none of them waits in a line where nobody sees it.
pub(super) const MAX_IN_FLIGHT: u32 = 6;

/// One in so many reads is kept for the job that a person looks at.
const KEPT_SHARE: u32 = 10;

/// What waits for a turn besides polls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    Submit { id: SubmissionId, client: usize, deadline: u64 },
    Cancel(JobKey),
}

pub(super) struct Lane {
    pub(super) origin: String,
    pub(super) floor_ms: u64,
    pub(super) max_running: Option<u32>,
    pub(super) reads: Budget,
    pub(super) submissions: Budget,
    /// The service asked for silence until then.
    pub(super) held_until: u64,
    pub(super) in_flight: u32,
    /// Jobs that run as far as is known, with those that are being submitted.
    pub(super) running: u32,
    /// How often all its jobs would be asked in a window at the base price.
    pub(super) demand: f64,
    /// When the last poll was sent.
    pub(super) polled_at: u64,
    /// Polls that are not due yet, by their time. Stale ones stay until they come to the top.
    pub(super) planned: BinaryHeap<Reverse<(u64, JobKey)>>,
    /// Polls that are due, by their rank. Likewise.
    pub(super) due: BinaryHeap<Reverse<(u64, JobKey)>>,
    pub(super) queue: VecDeque<Work>,
}

impl Lane {
    pub(super) fn new(origin: String, limits: Limits) -> Self {
        let mut lane = Self {
            origin,
            floor_ms: 0,
            max_running: None,
            reads: Budget::default(),
            submissions: Budget::default(),
            held_until: 0,
            in_flight: 0,
            running: 0,
            demand: 0.0,
            polled_at: 0,
            planned: BinaryHeap::new(),
            due: BinaryHeap::new(),
            queue: VecDeque::new(),
        };
        lane.limit(limits);
        lane
    }

    pub(super) fn limit(&mut self, limits: Limits) {
        self.floor_ms = limits.floor_ms.max(20);
        self.max_running = limits.running;
        self.reads.set_rate(limits.reads);
        self.submissions.set_rate(limits.submissions);
    }

    /// Reads that are kept for a job that a person looks at.
    pub(super) fn kept(&self) -> u32 {
        self.reads.rate().map_or(0, |rate| rate.count / KEPT_SHARE)
    }

    /// Reads in a window.
    pub(super) fn supply(&self) -> Option<u32> {
        Some(self.reads.rate()?.count.max(1))
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
    pub(super) fn poll_at(&self, due: u64, now: u64, kept: u32) -> Option<u64> {
        if self.in_flight >= MAX_IN_FLIGHT {
            return None;
        }
        Some(self.reads.free_at(now, kept)?.max(due).max(self.held_until))
    }

    /// When the next piece of work may go; `None` while something else must end first.
    pub(super) fn work_at(&self, now: u64) -> Option<u64> {
        let next = self.queue.front()?;
        let is_full = matches!(next, Work::Submit { .. })
            && self.max_running.is_some_and(|max| self.running >= max);
        if is_full || self.in_flight >= MAX_IN_FLIGHT {
            return None;
        }
        Some(self.submissions.free_at(now, 0)?.max(self.held_until))
    }
}
