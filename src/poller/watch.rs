//! A watch: a caller's wait for a reading of a job.

use crate::JobStatus;

/// Identifies a watch of one poller.
pub type WatchId = u32;

/// The event that a watch waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The outcome of one request that is sent now: a reading or a failure.
    Answer,
    /// The next reading after the first n readings, or the end of readings.
    Reading(u32),
    /// The end of the job.
    Done,
}

pub(super) struct Watch {
    pub(super) id: WatchId,
    pub(super) until: Until,
    pub(super) deadline: Option<u64>,
}

impl Watch {
    /// Returns whether the last reading ends the watch. `fresh` is true if the reading has just
    /// arrived.
    pub(super) fn takes(&self, status: &JobStatus, readings: u32, fresh: bool) -> bool {
        match self.until {
            Until::Answer => fresh || status.is_done,
            Until::Reading(after) => readings > after || status.is_done,
            Until::Done => status.is_done,
        }
    }

    pub(super) fn is_overdue(&self, now: u64) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= now)
    }
}
