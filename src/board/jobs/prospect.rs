//! The estimate of a job's end from its readings.

use crate::{JobState, JobStatus};

use crate::board::History;
use crate::board::schedule::{self, Estimate, Mark, Outlook};

/// The average that services cut off when they round a percentage down.
const ROUNDED_OFF: f64 = 0.5;

/// The number of readings that are kept: the first one, and the last ones with different
/// percentages.
const MARKS: usize = 6;

/// The progress of a job that reports it, and the time since which it is being cancelled.
#[derive(Debug, Default)]
pub(crate) struct Prospect {
    marks: Vec<Mark>,
    /// The estimate from the last reading, and the time of that reading.
    estimate: Option<(u64, Estimate)>,
    /// When the cancellation was first seen. From then on, the job's expected duration no longer
    /// matters.
    cancelling_since: Option<u64>,
}

impl Prospect {
    /// Returns whether a reading contains information about the end of its job.
    pub(crate) fn is_in(status: &JobStatus) -> bool {
        status.percent_complete.is_some() || status.state == JobState::Cancelling
    }

    /// Takes a reading of a job that was started at `born_at`.
    pub(crate) fn read(&mut self, status: &JobStatus, born_at: u64, now: u64) {
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

    /// Estimates the end from the job's progress since its start. If the readings do not fit, the job may have waited
    /// before it began, so the first reading is taken as its start.
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

    /// Returns the number of kept readings.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.marks.len()
    }

    /// Returns the end that the job's progress predicts.
    pub(crate) fn estimated_end(&self) -> Option<u64> {
        if self.cancelling_since.is_some() {
            return None;
        }
        self.estimate.map(|(at, estimate)| at.saturating_add(estimate.remaining_ms))
    }

    /// Returns the facts about a job's end without the history of its kind, or `None` if there are
    /// none.
    pub(crate) fn outlook(&self, born_at: u64, now: u64) -> Option<Outlook<'static>> {
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
        // The prediction was wrong. The more time has passed since then, the less is known.
        Some(without_history(latest))
    }
}

/// Returns the facts about the end of a job that was started at `born_at`.
pub(crate) fn outlook<'a>(
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
