//! The estimate of a job's end from its readings.

use crate::{JobState, JobStatus};

use super::History;
use super::schedule::{self, Estimate, Mark, Outlook};

/// Services round a percentage down. On average, the progress is as much further.
const ROUNDED_OFF: f64 = 0.5;

/// The number of readings that are kept: the first, and the last ones that differ.
const MARKS: usize = 6;

/// The progress of a job that reports some, and since when it is being cancelled.
#[derive(Debug, Default)]
pub(super) struct Prospect {
    marks: Vec<Mark>,
    /// The estimate by the last reading, and when that was read.
    estimate: Option<(u64, Estimate)>,
    /// Once a job is being cancelled, how long it would have taken counts no more.
    cancelling_since: Option<u64>,
}

impl Prospect {
    /// Returns whether a reading says anything of its job's end.
    pub(super) fn is_in(status: &JobStatus) -> bool {
        status.percent_complete.is_some() || status.state == JobState::Cancelling
    }

    /// Takes a reading of a job that was started at `born_at`.
    pub(super) fn read(&mut self, status: &JobStatus, born_at: u64, now: u64) {
        if let Some(percent) = status.percent_complete {
            match self.marks.last_mut().filter(|last| last.percent == percent) {
                Some(last) => last.until = now,
                None => {
                    if self.marks.len() == MARKS {
                        self.marks.remove(1);
                    }
                    self.marks.push(Mark { percent, at: now, until: now });
                }
            }
            self.estimate = self.estimated(born_at);
        }
        if status.state == JobState::Cancelling {
            self.cancelling_since.get_or_insert(now);
        }
    }

    /// Estimates the end from the job's progress since its start. If that does not fit, the job may have
    /// waited before it began, so its first reading is taken as its beginning.
    fn estimated(&self, born_at: u64) -> Option<(u64, Estimate)> {
        let (first, last) = (*self.marks.first()?, *self.marks.last()?);
        let born = Mark { percent: 0.0, at: born_at, until: born_at };
        let of = |mark: Mark| Mark { percent: mark.percent + ROUNDED_OFF, ..mark };
        if let Some(estimate) = schedule::estimate(born, &self.marks)
            .or_else(|| schedule::estimate(of(first), self.marks.get(1..)?))
        {
            return Some((last.until, estimate));
        }
        let start = if first.at < last.at { of(first) } else { born };
        Some((last.at, schedule::estimate_by_line(start, of(last))?))
    }

    /// Returns how many readings are kept.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.marks.len()
    }

    /// When the job's progress says that it ends.
    pub(super) fn estimated_end(&self) -> Option<u64> {
        if self.cancelling_since.is_some() {
            return None;
        }
        self.estimate.map(|(at, estimate)| at.saturating_add(estimate.remaining_ms))
    }

    /// The knowledge of the end of a job, apart from the jobs of its kind. `None`: nothing.
    pub(super) fn outlook(&self, born_at: u64, now: u64) -> Option<Outlook<'static>> {
        let without_history = |since: u64| Outlook {
            age_ms: now.saturating_sub(since),
            history: None,
            estimate: None,
        };
        if let Some(since) = self.cancelling_since {
            return Some(without_history(since));
        }
        let (at, estimate) = self.estimate?;
        let end = at.saturating_add(estimate.remaining_ms);
        let latest = end.saturating_add(estimate.spread_ms);
        if latest > now {
            let estimate = Some(Estimate { remaining_ms: end.saturating_sub(now), ..estimate });
            return Some(Outlook { estimate, ..without_history(born_at) });
        }
        // The progress was wrong. The longer ago the job should have ended, the less is known.
        Some(without_history(latest))
    }
}

/// The knowledge of the end of a job that was started at `born_at`.
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
