//! What a job's readings say of its end.

use crate::{JobState, JobStatus};

use super::History;
use super::schedule::{self, Estimate, Mark, Outlook};

/// Services round a percentage down. On average, the progress is as much further.
const ROUNDED_OFF: f64 = 0.5;

/// The progress of a job that reports some, and since when it is being cancelled.
#[derive(Debug, Default)]
pub(super) struct Prospect {
    /// The first reading, and the last two that differ.
    first: Option<Mark>,
    before: Option<Mark>,
    last: Option<Mark>,
    /// Once a job is being cancelled, how long it would have taken counts no more.
    cancelling_since: Option<u64>,
}

impl Prospect {
    /// Returns whether a reading says anything of its job's end.
    pub(super) fn is_in(status: &JobStatus) -> bool {
        status.percent_complete.is_some() || status.state == JobState::Cancelling
    }

    /// Takes a reading.
    pub(super) fn read(&mut self, status: &JobStatus, now: u64) {
        if let Some(percent) = status.percent_complete {
            let mark = Mark { percent, at: now };
            if self.last.is_none_or(|last| last.percent != percent) {
                self.before = self.last.replace(mark);
            }
            self.first.get_or_insert(mark);
        }
        if status.state == JobState::Cancelling {
            self.cancelling_since.get_or_insert(now);
        }
    }

    /// When the job's progress says that it ends. `born_at`: when the job was started.
    pub(super) fn estimated_end(&self, born_at: u64) -> Option<u64> {
        if self.cancelling_since.is_some() {
            return None;
        }
        self.estimate(born_at, 0.0).map(|(at, estimate)| at.saturating_add(estimate.remaining_ms))
    }

    /// What is known of the end of a job, apart from the jobs of its kind. `None`: nothing.
    pub(super) fn outlook(&self, born_at: u64, now: u64) -> Option<Outlook<'static>> {
        let without_history = |since: u64| Outlook {
            age_ms: now.saturating_sub(since),
            history: None,
            estimate: None,
        };
        if let Some(since) = self.cancelling_since {
            return Some(without_history(since));
        }
        let (at, estimate) = self.estimate(born_at, ROUNDED_OFF)?;
        let end = at.saturating_add(estimate.remaining_ms);
        let latest = end.saturating_add(estimate.spread_ms);
        if latest > now {
            let estimate = Some(Estimate { remaining_ms: end.saturating_sub(now), ..estimate });
            return Some(Outlook { estimate, ..without_history(born_at) });
        }
        // The progress was wrong. The longer ago the job should have ended, the less is known.
        Some(without_history(latest))
    }

    /// Estimates the end from the job's progress, and returns the time of the last reading with it.
    /// `further` is added to the percentage of each reading.
    fn estimate(&self, born_at: u64, further: f64) -> Option<(u64, Estimate)> {
        let (first, last) = (self.first?, self.last.filter(|last| last.percent > 0.0)?);
        let of = |mark: Mark| Mark { percent: mark.percent + further, ..mark };
        let born = Mark { percent: 0.0, at: born_at };
        let start = if first.at < last.at { of(first) } else { born };
        let middle = self.before.filter(|mark| mark.at > start.at && mark.at < last.at);
        Some((last.at, schedule::estimate(start, middle.map(of), of(last))?))
    }
}

/// What is known of the end of a job that was started at `born_at`.
pub(super) fn outlook<'a>(
    prospect: Option<&Prospect>,
    history: &'a History,
    born_at: u64,
    now: u64,
) -> Outlook<'a> {
    prospect.and_then(|it| it.outlook(born_at, now)).unwrap_or(Outlook {
        age_ms: now.saturating_sub(born_at),
        history: Some(history),
        estimate: None,
    })
}
