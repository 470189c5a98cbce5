//! One job on the board.

use std::rc::Rc;

use crate::poller::{Progress, ended};
use crate::service::Pace;
use crate::{Error, JobState, JobStatus, Result};

use super::schedule::{self, CEILING_MS, Estimate, Outlook};
use super::{BoardId, History, JobKey};

/// Between the decision to send and the sending a shared board is written down, which takes some
/// milliseconds, and not always as many.
const WRITING_MS: u64 = 20;

/// What the version of a job grows by at least when it is put on the board again.
const AGAIN: u32 = 1 << 16;

/// The first version of a job that is followed again.
pub(super) fn again(version: u32) -> u32 {
    (version / AGAIN).saturating_add(1).saturating_mul(AGAIN)
}

/// Of two accounts of a job the greater counts: that of the later following, in it that of an end,
/// else that of more changes. Two tabs may count changes apart from each other for a while, when
/// one of them was frozen.
pub(super) fn account(version: u32, has_ended: bool) -> (u32, bool, u32) {
    (version / AGAIN, has_ended, version)
}

/// A percentage, and when it was read.
#[derive(Clone, Copy, Debug)]
struct Mark {
    percent: f64,
    at: u64,
}

/// What a job says of its end.
#[derive(Debug, Default)]
struct Prospect {
    first: Option<Mark>,
    last: Option<Mark>,
    /// Since when it is being cancelled: what it would have taken counts no more.
    cancelling_since: Option<u64>,
}

/// A request of another tab's board.
#[derive(Debug)]
struct Busy {
    /// When it is given up at the latest.
    until: u64,
    by: BoardId,
}

pub(super) struct Entry {
    pub(super) key: JobKey,
    pub(super) progress: Progress,
    /// Which of the board's clients, lanes and histories.
    pub(super) client: usize,
    pub(super) lane: usize,
    pub(super) history: usize,
    /// Shared by those that are followed alike.
    pub(super) pace: Rc<Pace>,
    /// When the job was started, or first heard of.
    pub(super) born_at: u64,
    pub(super) deadline: u64,
    pub(super) next_at: u64,
    /// Its place among those that are due: the lowest goes first.
    pub(super) rank: u64,
    pub(super) is_due: bool,
    /// When its next poll was planned by what is known of it.
    pub(super) weighed_at: Option<u64>,
    pub(super) sent_at: Option<u64>,
    /// Whether it was started from here, so that its age is its own.
    pub(super) is_started: bool,
    /// When it was last seen going on.
    pub(super) seen_at: u64,
    pub(super) flight: Option<u32>,
    /// Apart, as it is rare: another tab's request, under way.
    busy: Option<Box<Busy>>,
    /// The shortest and the longest wait between two polls that its own follower asks for.
    pub(super) floor_ms: u64,
    pub(super) ceiling_ms: u64,
    /// How often it would be asked in a window at the base price.
    pub(super) demand: f64,
    /// Apart, as most jobs say nothing of their end.
    prospect: Option<Box<Prospect>>,
    pub(super) outcome: Option<Result<()>>,
    /// Grows with every change, and jumps when it is followed again.
    pub(super) version: u32,
}

impl Entry {
    pub(super) fn new(
        key: JobKey,
        progress: Progress,
        pace: Rc<Pace>,
        places: (usize, usize, usize),
        now: u64,
    ) -> Self {
        let (client, lane, history) = places;
        Self {
            key,
            progress,
            client,
            lane,
            history,
            born_at: now,
            deadline: now.saturating_add(pace.timeout_ms),
            pace,
            next_at: now,
            rank: now,
            is_due: false,
            weighed_at: None,
            sent_at: None,
            is_started: false,
            seen_at: now,
            flight: None,
            busy: None,
            floor_ms: 0,
            ceiling_ms: CEILING_MS,
            demand: 0.0,
            prospect: None,
            outcome: None,
            version: 1,
        }
    }

    /// Whether its end is still awaited.
    pub(super) fn is_followed(&self) -> bool {
        self.outcome.is_none()
    }

    /// Whether a poll can be planned for it.
    pub(super) fn is_waiting(&self) -> bool {
        self.is_followed() && self.flight.is_none()
    }

    /// When it may be asked again at the earliest.
    pub(super) fn earliest(&self, floor_ms: u64) -> u64 {
        let floor_ms = floor_ms.max(self.floor_ms).saturating_add(WRITING_MS);
        self.sent_at.map_or(0, |at| at.saturating_add(floor_ms)).max(self.busy_until())
    }

    /// Until when the board of another tab may have a request under way.
    pub(super) fn busy_until(&self) -> u64 {
        self.busy.as_ref().map_or(0, |busy| busy.until)
    }

    /// Which board that is.
    pub(super) fn busy_by(&self, now: u64) -> Option<BoardId> {
        self.busy.as_ref().filter(|busy| busy.until > now).map(|busy| busy.by)
    }

    /// Notes that the board of another tab has a request under way, or that none has.
    pub(super) fn set_busy(&mut self, busy: Option<(u64, BoardId)>) {
        self.busy = busy.map(|(until, by)| Box::new(Busy { until, by }));
    }

    fn cancelling_since(&self) -> Option<u64> {
        self.prospect.as_ref()?.cancelling_since
    }

    /// A wait within what is asked for.
    pub(super) fn within(&self, wait_ms: u64, floor_ms: u64) -> u64 {
        wait_ms.min(self.ceiling_ms).max(floor_ms).max(self.floor_ms)
    }

    /// Takes a reading. Whether the job is over.
    pub(super) fn read(&mut self, mut status: JobStatus, now: u64) -> bool {
        self.progress.keep_progress(&mut status);
        self.version = self.version.saturating_add(1);
        if let Some(percent) = status.percent_complete {
            let mark = Mark { percent, at: now };
            let prospect = self.prospect.get_or_insert_default();
            if prospect.last.is_none_or(|last| last.percent != percent) {
                prospect.last = Some(mark);
            }
            prospect.first.get_or_insert(mark);
        }
        if status.state == JobState::Cancelling {
            self.prospect.get_or_insert_default().cancelling_since.get_or_insert(now);
        }
        let done = status.is_done;
        if done {
            self.outcome = Some(ended(&self.progress.job, &status));
        } else {
            self.seen_at = now;
        }
        self.progress.read(status);
        done
    }

    /// Gives up on it.
    pub(super) fn end(&mut self, error: Error) {
        self.version = self.version.saturating_add(1);
        self.outcome = Some(Err(error));
    }

    /// What is known of its end.
    pub(super) fn outlook<'a>(&self, history: Option<&'a History>, now: u64) -> Outlook<'a> {
        if let Some(since) = self.cancelling_since() {
            return Outlook { age_ms: now.saturating_sub(since), history: None, estimate: None };
        }
        let age_ms = now.saturating_sub(self.born_at);
        match self.estimate() {
            Some((at, estimate)) => {
                let end = at.saturating_add(estimate.remaining_ms);
                let latest = end.saturating_add(estimate.spread_ms);
                if latest > now {
                    let remaining_ms = end.saturating_sub(now);
                    let estimate = Some(Estimate { remaining_ms, ..estimate });
                    return Outlook { age_ms, history: None, estimate };
                }
                // Its own progress was wrong: the longer ago it should have ended, the less is known.
                Outlook { age_ms: now.saturating_sub(latest), history: None, estimate: None }
            }
            None => Outlook { age_ms, history, estimate: None },
        }
    }

    /// When the job's progress says that it ends.
    pub(super) fn estimated_end(&self) -> Option<u64> {
        let goes_on = self.cancelling_since().is_none();
        self.estimate()
            .filter(|_| goes_on)
            .map(|(at, estimate)| at.saturating_add(estimate.remaining_ms))
    }

    /// What the job's progress says, and when it said so.
    fn estimate(&self) -> Option<(u64, Estimate)> {
        let prospect = self.prospect.as_ref()?;
        let (first, last) = (prospect.first?, prospect.last?);
        let first =
            if first.at < last.at { first } else { Mark { percent: 0.0, at: self.born_at } };
        let in_ms = last.at.saturating_sub(first.at);
        Some((last.at, schedule::estimate(first.percent, last.percent, in_ms)?))
    }
}

#[cfg(test)]
mod tests;
