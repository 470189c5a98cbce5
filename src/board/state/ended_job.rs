//! A job that has ended, as the history keeps it.

use std::cell::Cell;

use crate::error::StoredError;
use crate::job::stored::MOST_ERRORS;
use crate::plain::{Foreign, Mode, Rule, read};
use crate::{Job, JobStatus, Result, plain};

use super::state_reader::{settle, version_of};
use super::version::{Stage, record_order};
use crate::board::BoardJob;
use crate::board::state::{CHANGES, JobRecord};

/// The version of the format. It is higher than that of a board's state, so that versions of this
/// module without a history ignore these records.
const VERSION: f64 = 2.0;

/// Prefix of the keys of these records in the store. No URL starts like this.
const PREFIX: &str = "ended/";

/// A date in milliseconds since 1970. The limit is the range of whole numbers in JavaScript.
const DATE: Rule = Rule::most(1 << 53);

/// The highest number of objects in a record: the record, its job, its status, and two lists of a
/// service's errors.
const OBJECTS: u32 = 4 + 2 * MOST_ERRORS as u32;

plain! {
    readable
    /// A job that has ended, without secrets.
    #[derive(Clone, Debug, PartialEq)]
    pub struct EndedJob {
        /// The job.
        pub job: Job = Rule::NONE.required(),
        /// Success, or the error.
        pub outcome via StoredError: Option<Result<()>> = Rule::objects(1 + MOST_ERRORS as u32),
        /// Its last reading.
        pub status: Option<JobStatus>,
        /// When it was submitted or added.
        pub started_at: u64 = DATE,
        /// When its end was seen.
        pub ended_at: u64 = DATE,
        /// The number of readings.
        pub readings: u32 = CHANGES,
        /// The size of its result, if it was downloaded.
        pub result_bytes: Option<u64>,
        /// The version of the job's record on the board.
        pub changes: u32 = CHANGES,
    } also {
        /// The version of this format.
        version: f64 = Rule::NONE.typescript("2") => |_| VERSION,
    }
}

impl EndedJob {
    /// Returns the record of a job that has ended. `date` is the time at which `record` was made.
    pub(crate) fn of(record: &JobRecord, date: u64) -> Option<Self> {
        let outcome = record.outcome.clone()?;
        Some(Self {
            job: record.job.clone(),
            outcome: Some(outcome),
            status: record.status.clone(),
            started_at: date.saturating_sub(record.age_ms),
            ended_at: date.saturating_sub(record.ended_ago_ms.unwrap_or_default()),
            readings: record.readings,
            result_bytes: record.result_bytes,
            changes: record.version,
        })
    }

    /// Returns its key in the store. A job has one record, written by any tab.
    pub fn key(&self) -> String {
        Self::key_of(&self.job.url)
    }

    /// Returns the key of the job at a URL.
    pub fn key_of(url: &str) -> String {
        [PREFIX, url].concat()
    }

    /// Returns whether the service reported its end.
    pub(crate) fn is_done(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.is_done)
    }

    /// Returns the order of the record among records of the same job.
    pub(crate) fn order(&self) -> (u32, Stage, u32) {
        record_order(self.changes, Stage::of(true, self.is_done()))
    }

    /// Returns the job as it is shown on this date.
    pub fn view(&self, date: u64) -> BoardJob<'_> {
        BoardJob {
            job: &self.job,
            status: self.status.as_ref(),
            last_failure: None,
            age_ms: date.saturating_sub(self.started_at),
            next_poll_in_ms: None,
            remaining_ms: None,
            likely_end: None,
            is_polling: false,
            is_focused: false,
            readings: self.readings,
            result_bytes: self.result_bytes,
            outcome: self.outcome.as_ref(),
            ended_ago_ms: Some(date.saturating_sub(self.ended_at)),
            date: Some(date),
        }
    }
}

/// The stored value under the key of an ended job.
#[derive(Clone, Debug, PartialEq)]
pub enum StoredEnd {
    /// A job that has ended.
    Ended(Box<EndedJob>),
    /// A record that a later version of this module wrote. It must not be changed.
    Later,
    /// Something that no version wrote. It can be deleted.
    Junk,
}

impl StoredEnd {
    /// Reads the stored value of a key.
    pub fn read(value: &impl Foreign) -> Self {
        match version_of(value) {
            Some(VERSION) => {}
            Some(version) if version > VERSION => return Self::Later,
            _ => return Self::Junk,
        }
        let read = read::<EndedJob, _>("record", value, Mode::Stored, &Cell::new(OBJECTS));
        let Ok(mut ended) = read else { return Self::Junk };
        settle(&mut ended.status, &mut ended.outcome);
        match ended.outcome {
            Some(_) => Self::Ended(Box::new(ended)),
            None => Self::Junk,
        }
    }
}
