//! A board as plain data, without secrets: for storage, and for the other tabs.
//!
//! All times are durations before or after the date in `saved_at_ms`. A board that merges a state
//! adds the time since then. If the clock was set back, it adds none, which is careful. A clock that
//! was set forward is believed, because nothing else tells how much time has passed.

use crate::{Error, Job, JobStatus, Result};

use super::BoardId;

/// The version of the format. A later version of this module knows by it what it reads.
pub const VERSION: f64 = 1.0;

/// A board, or what changed on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardState {
    /// The date, in milliseconds since 1970.
    pub saved_at_ms: u64,
    /// The jobs.
    pub jobs: Vec<JobRecord>,
    /// The use of the limits of each API.
    pub budgets: Vec<BudgetState>,
    /// How long jobs took.
    pub histories: Vec<HistoryState>,
    /// Jobs that were removed not long ago. Other tabs may still have them.
    pub removed: Vec<Removal>,
}

impl BoardState {
    /// Returns the date when the oldest of its jobs was started or first heard of. Without a job,
    /// returns when it was saved.
    pub fn born_at(&self) -> u64 {
        let age = self.jobs.iter().map(|record| record.age_ms).max().unwrap_or_default();
        self.saved_at_ms.saturating_sub(age)
    }

    /// Returns whether it has nothing but removals, all of them too old to matter.
    pub fn is_forgotten(&self, date: u64) -> bool {
        let since = date.saturating_sub(self.saved_at_ms);
        self.jobs.is_empty() && !self.removed.is_empty() && since > REMEMBERED_MS
    }
}

/// How long a removal is remembered: longer than a tab is frozen or a message under way.
pub(super) const REMEMBERED_MS: u64 = 3_600_000;

/// A job that was removed from the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The job's URL.
    pub url: String,
    /// The job's last version. If the job is put on the board again, its versions are higher.
    pub version: u32,
}

/// A job with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRecord {
    /// The job.
    pub job: Job,
    /// Its last reading.
    pub status: Option<JobStatus>,
    /// How long ago it was started, or first heard of.
    pub age_ms: u64,
    /// How long ago its last poll was sent.
    pub sent_ago_ms: Option<u64>,
    /// How long until its next poll.
    pub next_in_ms: u64,
    /// How long until its deadline.
    pub deadline_in_ms: u64,
    /// The board that had a request under way.
    pub in_flight: Option<BoardId>,
    /// How many readings there were.
    pub readings: u32,
    /// Grows with every change.
    pub version: u32,
    /// How it ended: well, or with an error.
    pub outcome: Option<Result<()>>,
    /// Why the last poll failed, while another one is to come.
    pub last_failure: Option<Error>,
}

/// The use of the limits of an API at one origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BudgetState {
    /// Such as `https://contoso.cognitiveservices.azure.com`.
    pub origin: String,
    /// Such as `azure-language`.
    pub api: String,
    /// How long ago each read of the last window was sent.
    pub reads_ago_ms: Vec<u64>,
    /// How long ago each submission of the last window was sent.
    pub submissions_ago_ms: Vec<u64>,
    /// How long nothing may be sent.
    pub held_for_ms: u64,
    /// Submissions that are or were under way, if the service limits how many jobs run.
    pub reservations: Vec<ReservationState>,
}

/// The reservation of a submission for its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservationState {
    /// The submission's name in all tabs.
    pub name: String,
    /// Odd while the submission is under way. Grows with every change.
    pub version: u32,
    /// How long until nobody will report its outcome any more.
    pub lost_in_ms: u64,
}

/// How long the jobs of one service and operation took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryState {
    /// Service and operation, such as `avepoint export`.
    pub kind: String,
    /// See [`History`](super::History).
    pub counts: Vec<f64>,
}
