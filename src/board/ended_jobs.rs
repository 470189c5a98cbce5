//! The history of a board: the jobs that have ended.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::{JobState, Moment, plain};

use super::jobs::entry::Entry;
use super::state::version::record_order;
use super::{Board, EndedJob, JobKey};

plain! {
    readable
    /// The limits of a board's history.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct HistoryLimits as "BoardHistoryOptions" {
        /// The time that a job stays in the history after its end, in milliseconds. Default: 30 days.
        pub max_age_ms: Option<u64>,
        /// The highest number of jobs in the history. The oldest are dropped first. Default: 1,000. With 0, nothing is
        /// kept.
        pub max_jobs: Option<usize>,
    }
}

impl HistoryLimits {
    const MAX_AGE_MS: u64 = 30 * 24 * 3_600_000;
    const MAX_JOBS: usize = 1_000;

    /// Returns the highest number of jobs that are kept.
    pub(crate) fn max_jobs(self) -> usize {
        self.max_jobs.unwrap_or(Self::MAX_JOBS)
    }

    /// Returns the earliest end of a job that is kept.
    fn since(self, date: u64) -> u64 {
        date.saturating_sub(self.max_age_ms.unwrap_or(Self::MAX_AGE_MS))
    }
}

plain! {
    readable
    /// A filter for the history. A job must match every member that is given.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct HistoryFilter as "BoardHistoryFilter" {
        /// The service, as in `Job.service`.
        pub service: Option<String>,
        /// The operation, such as `export`.
        pub operation: Option<String>,
        /// The project.
        pub project: Option<String>,
        /// The states of the last status, such as `["failed", "cancelled"]`.
        pub states: Option<Vec<JobState>>,
        /// The earliest end, in milliseconds since 1970.
        pub since: Option<u64>,
        /// The time before which the job must have ended, in milliseconds since 1970.
        pub until: Option<u64>,
        /// The highest number of jobs to return. The newest come first.
        pub limit: Option<usize>,
    }
}

impl HistoryFilter {
    /// Returns the jobs that match, in their order.
    pub(crate) fn of(&self, jobs: Vec<EndedJob>) -> Vec<EndedJob> {
        let limit = self.limit.unwrap_or(usize::MAX);
        jobs.into_iter().filter(|job| self.fits(job)).take(limit).collect()
    }

    fn fits(&self, EndedJob { job, status, ended_at, .. }: &EndedJob) -> bool {
        let is = |wanted: &Option<String>, found: Option<&String>| {
            wanted.as_ref().is_none_or(|wanted| found == Some(wanted))
        };
        let is_state = |states: &Vec<JobState>| {
            status.as_ref().is_some_and(|status| states.contains(&status.state))
        };
        is(&self.service, Some(&job.service))
            && is(&self.operation, Some(&job.operation))
            && is(&self.project, job.project.as_ref())
            && self.states.as_ref().is_none_or(is_state)
            && self.since.is_none_or(|since| *ended_at >= since)
            && self.until.is_none_or(|until| *ended_at < until)
    }
}

/// The history, and the keys of records that are too old for it.
pub(crate) struct Past {
    /// The jobs that have ended, newest first.
    pub(crate) jobs: Vec<EndedJob>,
    /// The keys of stored records that must be deleted.
    pub(crate) spent: Vec<String>,
}

impl Board {
    /// Returns the history record of a job that has ended.
    pub(crate) fn ended(&self, key: JobKey, at: Moment) -> Option<EndedJob> {
        self.ended_entry(self.jobs.get(key)?, at)
    }

    fn ended_entry(&self, entry: &Entry, at: Moment) -> Option<EndedJob> {
        if entry.is_followed() {
            return None;
        }
        EndedJob::of(&entry.record(self.admissions.board(), at.now), at.date)
    }

    /// Records the size of a result that was downloaded.
    pub(crate) fn note_result(&mut self, key: JobKey, bytes: u64) {
        if let Some(mut job) = self.jobs.get_mut(key) {
            job.note_result(bytes);
        }
    }

    /// Builds the history from the stored records and the board. If a job has two records, the newer one is used. A job
    /// that is followed again has not ended.
    pub(crate) fn past(&self, stored: Vec<EndedJob>, limits: HistoryLimits, at: Moment) -> Past {
        let keys: Vec<_> = stored.iter().map(|it| (it.key(), it.ended_at)).collect();
        let (mut newest, mut outdated) = (BinaryHeap::new(), Vec::new());
        for ended in stored {
            if let Some(entry) = self.jobs.at_url(&ended.job.url) {
                if record_order(entry.version(), entry.stage()) >= ended.order() {
                    continue;
                }
                outdated.push(entry.key());
            }
            newest.push(Newest(ended));
        }
        let current = self.jobs.iter().filter(|entry| !outdated.contains(&entry.key()));
        newest.extend(current.filter_map(|entry| self.ended_entry(entry, at)).map(Newest));
        let mut since = limits.since(at.date);
        let mut jobs = Vec::new();
        while let Some(Newest(ended)) = newest.pop() {
            if ended.ended_at < since {
                break;
            }
            if jobs.len() >= limits.max_jobs() {
                // Records with the same time as the last one that fits are dropped together.
                since = ended.ended_at.saturating_add(1);
                break;
            }
            jobs.push(ended);
        }
        let is_spent = |(key, ended_at): (String, u64)| (ended_at < since).then_some(key);
        Past { jobs, spent: keys.into_iter().filter_map(is_spent).collect() }
    }
}

/// Orders jobs by their end, so that a heap returns the newest first.
#[derive(PartialEq)]
struct Newest(EndedJob);

impl Newest {
    fn order(&self) -> (u64, &str) {
        (self.0.ended_at, &self.0.job.url)
    }
}

impl Eq for Newest {}

impl Ord for Newest {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Newest {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
