//! Somebody who waits for a job.

use crate::JobStatus;

/// Names a watch of one poller.
pub type WatchId = u32;

/// What a watch waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The outcome of one request, sent now: a reading or the request's failure.
    Answer,
    /// A reading later than this many, or the end of readings.
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
    /// Whether the last reading is what the watch waits for. `fresh`: it has just arrived.
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
