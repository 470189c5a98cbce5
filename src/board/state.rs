//! A board as plain data, without secrets: for storage, and for the other tabs.
//!
//! All times are durations before or after the date in `saved_at_ms`. A board that merges a state adds the time since
//! then. If the clock was set back, it adds none, which is the safe choice. If the clock was set forward, it adds the
//! difference, because nothing else shows how much time has passed.

pub(super) mod ended_job;
pub(super) mod state_reader;
pub(super) mod version;

use crate::error::StoredError;
use crate::job::stored::{ID, MOST_ERRORS, MS, URL};
use crate::plain::Rule;
use crate::service::LONGEST_RETRY_AFTER_MS;
use crate::{Error, Job, JobStatus, Result, plain};

use super::BoardId;
use super::lanes::budget::DEPARTURE_MS;
use super::lanes::submission::LOST_AFTER_MS;
use super::schedule::CEILING_MS;

/// The version of the format, by which later versions of this module recognize it.
pub const VERSION: f64 = 1.0;

plain! {
    /// A board as plain data without secrets. Members that are not declared here may change in any version.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct BoardState as "JobBoardState" {
        /// When the state was taken, in milliseconds since 1970.
        pub saved_at_ms: u64 as "savedAt",
        /// The jobs. Their further members may change in any version.
        pub jobs: Vec<JobRecord> = Rule::NONE.in_full(),
        /// The use of the limits, for each API at each origin.
        pub budgets: Vec<BudgetState> = Rule::NONE.hidden(),
        /// The durations of earlier jobs.
        pub histories: Vec<HistoryState> = Rule::NONE.hidden(),
        /// Jobs that were removed recently. Records of other tabs may still contain them.
        pub removed: Vec<Removal> = Rule::NONE.hidden(),
    } also {
        /// The version of this format.
        version: f64 = Rule::NONE.typescript("1") => |_| VERSION,
    }
}

impl BoardState {
    /// Returns when the oldest of its jobs was started or first heard of, in milliseconds since
    /// 1970. Without a job, returns when the state was saved.
    pub fn born_at(&self) -> u64 {
        let age = self.jobs.iter().map(|record| record.age_ms).max().unwrap_or_default();
        self.saved_at_ms.saturating_sub(age)
    }

    /// Returns whether it contains only removals that are too old to matter.
    pub fn is_forgotten(&self, date: u64) -> bool {
        let since = date.saturating_sub(self.saved_at_ms);
        self.jobs.is_empty() && !self.removed.is_empty() && since > REMEMBERED_MS
    }
}

/// The time for which a removal is remembered, in milliseconds. It is longer than a tab stays frozen, or a message is
/// under way.
pub(super) const REMEMBERED_MS: u64 = 3_600_000;

/// A count of changes. The limit is far below that of `u32`, so further counting cannot overflow. It is even, so a
/// reservation with a clamped version has ended.
pub(super) const CHANGES: Rule = Rule::most(1 << 30);
/// The number of a board. The limit is the range of whole numbers in JavaScript.
const BOARD: Rule = Rule::most(1 << 53);
/// The time until a planned poll. No board plans further ahead.
const PLAN: Rule = Rule::most(CEILING_MS);
/// An error, and the service's errors in it.
const ERROR: Rule = Rule::objects(1 + MOST_ERRORS as u32);
/// The times of requests, with the highest number that is read.
const TIMES: Rule = Rule { longest: 10_000, ..MS };

plain! {
    readable
    /// A job that was removed from the board.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Removal {
        /// The URL of the job.
        pub url: String = URL.required(),
        /// The version of the job when it was removed. A job that was added again has a higher version.
        pub version: u32 = CHANGES,
        /// True if it was removed from the history too.
        pub is_forgotten: bool,
    }
}

plain! {
    readable
    /// A job with all facts about it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct JobRecord {
        /// The job.
        pub job: Job = Rule::NONE.required(),
        /// The outcome: success, or an error. Absent while the job is followed.
        pub outcome via StoredError: Option<Result<()>> = ERROR.hidden(),
        /// Time since its end was seen, in milliseconds.
        pub ended_ago_ms: Option<u64> = MS.hidden(),
        /// The size of its result, if it was downloaded.
        pub result_bytes: Option<u64> = Rule::NONE.hidden(),
        /// True if nobody was looking when it ended, and its end was not reported to anybody since.
        pub is_unseen: bool = Rule::NONE.hidden(),
        /// The reason why the last poll failed, while it is about to be repeated.
        pub last_failure via StoredError: Option<Error> = ERROR.hidden(),
        /// Its last reading.
        pub status: Option<JobStatus> = Rule::NONE.hidden(),
        /// Time since it was started, or first heard of, in milliseconds.
        pub age_ms: u64 = MS.hidden(),
        /// Time since its status was last requested, in milliseconds.
        pub sent_ago_ms: Option<u64> = MS.hidden(),
        /// Time until its status is requested again, in milliseconds.
        pub next_in_ms: u64 = PLAN.hidden(),
        /// Time until the board stops following it, in milliseconds.
        pub deadline_in_ms: u64 = MS.hidden(),
        /// The board that had a request under way.
        pub in_flight: Option<BoardId> = BOARD.hidden(),
        /// The number of readings.
        pub readings: u32 = CHANGES.hidden(),
        /// The version of the record, which grows with every change.
        pub version: u32 = CHANGES.hidden(),
    }
}

plain! {
    readable
    /// The use of the limits of an API at one origin.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct BudgetState {
        /// The origin, such as `https://contoso.cognitiveservices.azure.com`.
        pub origin: String = URL.required(),
        /// The API, such as `azure-language`.
        pub api: String = ID,
        /// Time since each read of the last window was sent, in milliseconds.
        pub reads_ago_ms: Vec<u64> = TIMES,
        /// Time since each submission of the last window was sent, in milliseconds.
        pub submissions_ago_ms: Vec<u64> = TIMES,
        /// Time for which nothing may be sent, in milliseconds.
        pub held_for_ms: u64 = Rule::most(LONGEST_RETRY_AFTER_MS),
        /// Reservations of submissions that are or were under way, if the service limits how many
        /// jobs run.
        pub reservations: Vec<ReservationState> = Rule::longest(1_000),
    }
}

impl BudgetState {
    /// Adjusts the record, which is `since_ms` old, so that each request was sent at the latest possible time. A record
    /// is written before its request is sent, and the tab may have been closed in between.
    pub(super) fn leave_late(&mut self, since_ms: u64) {
        for age in self.reads_ago_ms.iter_mut().chain(&mut self.submissions_ago_ms) {
            let late_ms = if *age < DEPARTURE_MS { DEPARTURE_MS } else { 0 };
            *age = age.saturating_add(since_ms).saturating_sub(late_ms);
        }
        self.held_for_ms = self.held_for_ms.saturating_sub(since_ms);
        for reservation in &mut self.reservations {
            reservation.lost_in_ms = reservation.lost_in_ms.saturating_sub(since_ms);
        }
    }
}

plain! {
    readable
    /// A submission whose job has a reserved place.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ReservationState {
        /// The submission's name in all tabs.
        pub name: String = ID,
        /// The version. Odd while the submission is under way.
        pub version: u32 = CHANGES,
        /// The URL of the job that it started. From then on, the job itself has the place.
        pub job: Option<String> = URL,
        /// Time after which the outcome can no longer come, in milliseconds.
        pub lost_in_ms: u64 = Rule::most(LOST_AFTER_MS),
    }
}

plain! {
    readable
    /// The durations of jobs of one service and operation, in buckets.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct HistoryState {
        /// The service and the operation, such as `avepoint export`.
        pub kind: String = ID,
        /// The counts of a [`History`](super::History).
        pub counts: Vec<f64> = Rule::longest(100),
    }
}
