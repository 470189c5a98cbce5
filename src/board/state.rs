//! A board as plain data, without secrets: for storage, and for the other tabs.
//!
//! All times are durations, before or after the moment that `saved_at_ms` names. Whoever takes a
//! board up adds the time since; a clock that was set back adds none, which is careful. One that was set forward
//! is believed: nothing else tells how long nobody was there.

use crate::{Error, Job, JobStatus, Result};

use super::BoardId;

/// What a state begins with, so that a later version of this module knows what it reads.
pub const VERSION: f64 = 1.0;

/// A board, or what changed on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardState {
    /// The date, in milliseconds since 1970.
    pub saved_at_ms: u64,
    /// The jobs.
    pub jobs: Vec<JobRecord>,
    /// The use of the limits.
    pub budgets: Vec<BudgetState>,
    /// How long jobs took.
    pub histories: Vec<HistoryState>,
    /// Jobs that were taken off not long ago: another account may still have them.
    pub removed: Vec<Removal>,
}

impl BoardState {
    /// When the oldest of its jobs was started, or first heard of: a date. Without a job, when it
    /// was saved.
    pub fn born_at(&self) -> u64 {
        let age = self.jobs.iter().map(|record| record.age_ms).max().unwrap_or_default();
        self.saved_at_ms.saturating_sub(age)
    }

    /// Whether it only tells of jobs that were taken off so long ago that nobody has them any more.
    pub fn is_forgotten(&self, date: u64) -> bool {
        let since = date.saturating_sub(self.saved_at_ms);
        self.jobs.is_empty() && !self.removed.is_empty() && since > REMEMBERED_MS
    }
}

/// So long it is remembered that a job was taken off: longer than a tab is frozen, or a message
/// under way.
pub(super) const REMEMBERED_MS: u64 = 3_600_000;

/// A job that was taken off the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The job's.
    pub url: String,
    /// As it was: one that was put on the board again since is another.
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
    /// How long ago it was last asked about.
    pub sent_ago_ms: Option<u64>,
    /// In how long it will be asked about again.
    pub next_in_ms: u64,
    /// In how long its end is no longer awaited.
    pub deadline_in_ms: u64,
    /// The board that had a request under way.
    pub in_flight: Option<BoardId>,
    /// How many readings there were.
    pub readings: u32,
    /// Grows with every change.
    pub version: u32,
    /// How it ended: well, or with an error.
    pub outcome: Option<Result<()>>,
    /// Why the last poll failed, while it is about to be repeated.
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
    /// For how long nothing may be sent.
    pub held_for_ms: u64,
    /// Submissions under way, and those that were, where the service limits how many jobs run.
    pub reservations: Vec<ReservationState>,
}

/// A submission for whose job there is a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservationState {
    /// The submission's name in all tabs.
    pub name: String,
    /// Odd while it is under way; grows with every change.
    pub version: u32,
    /// In how long nobody will report any more.
    pub lost_in_ms: u64,
}

/// How long jobs of one service and operation took, in buckets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryState {
    /// Service and operation, such as `avepoint export`.
    pub kind: String,
    /// See [`History`](super::History).
    pub counts: Vec<f64>,
}
