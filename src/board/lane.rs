//! The way to one API at one origin, with its limits.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::service::Limits;

use super::admission::FRESH_MS;
use super::budget::{Budget, JOURNEY_MS};
use super::reservations::Reservations;
use super::{JobKey, SubmissionId};

/// As many requests of a board are under way to one origin: as many connections as a browser
/// opens over HTTP/1.1, so that none of them waits in a line where nobody sees it.
pub(super) const MAX_IN_FLIGHT: u32 = 6;

/// One in so many reads is kept for the job that a person looks at.
const KEPT_SHARE: u32 = 10;

/// What waits for a turn besides polls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// `taken_at`: when this tab said that it is there for its turn, where another one polls.
    Submit {
        id: SubmissionId,
        client: usize,
        deadline: u64,
        taken_at: u64,
    },
    /// Another tab's submission.
    Turn {
        id: SubmissionId,
        deadline: u64,
    },
    Cancel(JobKey),
}

impl Work {
    /// The submission that it is about.
    pub(super) fn submission(&self) -> Option<SubmissionId> {
        match self {
            Self::Submit { id, .. } | Self::Turn { id, .. } => Some(*id),
            Self::Cancel(_) => None,
        }
    }

    /// Until when it waits.
    pub(super) fn deadline(&self) -> Option<u64> {
        match self {
            Self::Submit { deadline, .. } | Self::Turn { deadline, .. } => Some(*deadline),
            Self::Cancel(_) => None,
        }
    }
}

pub(super) struct Lane {
    pub(super) origin: String,
    pub(super) api: String,
    pub(super) floor_ms: u64,
    pub(super) max_running: Option<u32>,
    pub(super) reads: Budget,
    pub(super) submissions: Budget,
    /// The service asked for silence until then.
    pub(super) held_until: u64,
    pub(super) in_flight: u32,
    /// Jobs that run as far as is known.
    pub(super) running: u32,
    /// Those that are being submitted, where it matters how many run.
    pub(super) reservations: Reservations,
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
    pub(super) fn new(origin: String, api: String, limits: Limits) -> Self {
        let mut lane = Self {
            origin,
            api,
            floor_ms: 0,
            max_running: None,
            reads: Budget::default(),
            submissions: Budget::default(),
            held_until: 0,
            in_flight: 0,
            running: 0,
            reservations: Reservations::default(),
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
        self.reads.set_rate(limits.reads, JOURNEY_MS);
        // Another tab may send what it was let go with some time later.
        self.submissions.set_rate(limits.submissions, JOURNEY_MS.saturating_add(FRESH_MS));
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
        if self.in_flight >= MAX_IN_FLIGHT {
            return None;
        }
        let place = match next.submission() {
            Some(_) => self.place_at(now)?,
            None => now,
        };
        Some(self.submissions.free_at(now, 0)?.max(self.held_until).max(place))
    }

    /// When one more job may run.
    fn place_at(&self, now: u64) -> Option<u64> {
        let Some(max) = self.max_running else { return Some(now) };
        self.reservations.free_at(max.saturating_sub(self.running), now)
    }

    /// A submission leaves, and its job is going to run.
    pub(super) fn reserve(&mut self, name: &str, now: u64) {
        if self.max_running.is_some() {
            self.reservations.begin(name, now);
        }
    }

    /// Jobs that run, with those that are being submitted.
    pub(super) fn busy(&self, now: u64) -> u32 {
        self.running.saturating_add(self.reservations.count(now))
    }
}

#[cfg(test)]
mod tests;
