//! A job as plain data: for other tabs, for storage and for pages.

use super::{Busy, Entry};
use crate::JobStatus;
use crate::board::jobs::end::End;
use crate::board::lanes::budget::DEPARTURE_MS;
use crate::board::lanes::lane::Lane;
use crate::board::state::JobRecord;
use crate::board::state::version::{Stage, record_order};
use crate::board::{BoardId, BoardJob, History, LikelyEnd};

/// The largest difference between the times that two tabs record for the same request, in
/// milliseconds.
const ACCURACY_MS: u64 = 100;

/// The longest time by which a request is sent later than its record says. It is also given up
/// later by this time.
const MOMENT_MS: u64 = 1_000;

impl Entry {
    /// Returns whether another tab's record is newer.
    pub(crate) fn is_older_than(&self, record: &JobRecord) -> bool {
        record_order(self.version, self.stage()) < record_order(record.version, record.stage())
    }

    /// Returns the stage of the job.
    pub(crate) fn stage(&self) -> Stage {
        Stage::of(self.end.is_some(), self.is_done())
    }

    /// Merges the time of the last poll from another tab's record, which is `since_ms` old. That
    /// tab may still have the poll under way. Returns whether the time is new.
    pub(crate) fn merge_poll(&mut self, record: &JobRecord, since_ms: u64, now: u64) -> bool {
        let sent_at = sent_at(record, since_ms, now);
        let is_new = sent_at > self.sent_at.map(|at| at.saturating_add(ACCURACY_MS));
        if is_new {
            self.set_polled(sent_at, record.in_flight);
        }
        is_new
    }

    fn set_polled(&mut self, sent_at: Option<u64>, by: Option<BoardId>) {
        self.sent_at = self.sent_at.max(sent_at);
        if let (Some(by), Some(sent_at)) = (by, sent_at) {
            let until = sent_at
                .saturating_add(self.terms.pace.request_timeout_ms)
                .saturating_add(MOMENT_MS);
            self.busy = Some(Box::new(Busy { until, by }));
        }
    }

    /// Merges the newer record of another tab, which is `since_ms` old.
    pub(crate) fn merge(&mut self, record: JobRecord, since_ms: u64, lane: &Lane, now: u64) {
        let sent_at = sent_at(&record, since_ms, now);
        self.born_at = now.saturating_sub(record.age_ms.saturating_add(since_ms));
        if let Some(status) = record.status {
            self.read(status, now);
        } else if self.is_done() {
            // The job was added again, and its status has not been read since.
            self.progress.status = None;
        }
        self.progress.readings = record.readings;
        self.progress.last_failure = record.last_failure.map(Box::new);
        let ended_ago_ms = record.ended_ago_ms.or(record.sent_ago_ms).unwrap_or_default();
        let at = now.saturating_sub(ended_ago_ms.saturating_add(since_ms));
        let JobRecord { result_bytes, is_unseen, .. } = record;
        let end = |outcome| Box::new(End { outcome, at, result_bytes, is_unseen });
        self.end = record.outcome.map(end);
        self.version = record.version;
        self.deadline = now.saturating_add(record.deadline_in_ms.saturating_sub(since_ms));
        self.busy = None;
        self.set_polled(sent_at, record.in_flight);
        self.running_at = self.sent_at.unwrap_or(self.born_at);
        self.plan_at(now.saturating_add(record.next_in_ms.saturating_sub(since_ms)), lane);
    }

    /// Returns the board of another tab that has a request under way.
    pub(crate) fn busy_by(&self, now: u64) -> Option<BoardId> {
        self.busy.as_ref().filter(|busy| busy.until > now).map(|busy| busy.by)
    }

    /// Ends the pending request of another tab's board, because that board was closed.
    pub(crate) fn orphan(&mut self, now: u64) {
        self.busy = None;
        let left_at = |at: u64| at.saturating_add(DEPARTURE_MS).min(now);
        self.sent_at = self.sent_at.map(left_at);
        self.hurry();
    }

    /// Returns the record of the job that this board stores and sends to other tabs.
    pub(crate) fn record(&self, board: BoardId, now: u64) -> JobRecord {
        JobRecord {
            job: self.job().clone(),
            status: self.progress.status.as_ref().map(JobStatus::storable),
            age_ms: now.saturating_sub(self.born_at),
            sent_ago_ms: self.sent_at.map(|at| now.saturating_sub(at)),
            next_in_ms: self.next_at().saturating_sub(now),
            deadline_in_ms: self.deadline.saturating_sub(now),
            in_flight: self.flight.map(|_| board).or_else(|| self.busy_by(now)),
            readings: self.progress.readings,
            version: self.version,
            outcome: self.end.as_ref().map(|end| end.outcome.clone()),
            ended_ago_ms: self.end.as_ref().map(|end| now.saturating_sub(end.at)),
            result_bytes: self.end.as_ref().and_then(|end| end.result_bytes),
            is_unseen: self.is_unseen(),
            last_failure: self.last_failure().cloned(),
        }
    }

    /// Returns the job as it is shown.
    pub(crate) fn view(
        &self,
        history: &History,
        is_paused: bool,
        is_focused: bool,
        now: u64,
    ) -> BoardJob<'_> {
        let end = self.prospect.as_ref().and_then(|it| it.estimated_end());
        let is_planned = self.is_waiting() && !is_paused;
        BoardJob {
            job: self.job(),
            status: self.progress.status.as_ref(),
            outcome: self.end.as_ref().map(|end| &end.outcome),
            ended_ago_ms: self.end.as_ref().map(|end| now.saturating_sub(end.at)),
            result_bytes: self.end.as_ref().and_then(|end| end.result_bytes),
            last_failure: self.last_failure(),
            age_ms: now.saturating_sub(self.born_at),
            next_poll_in_ms: is_planned.then(|| self.next_at().saturating_sub(now)),
            remaining_ms: end.filter(|_| self.is_followed()).map(|end| end.saturating_sub(now)),
            likely_end: self.likely_end(history, now),
            is_polling: self.flight.is_some(),
            is_focused,
            readings: self.progress.readings,
            date: None,
        }
    }

    /// Returns when it is likely to end. A job that was started elsewhere has no known age, so only its progress is
    /// used.
    fn likely_end(&self, history: &History, now: u64) -> Option<LikelyEnd> {
        let mut outlook = self.outlook(history, now);
        outlook.history = outlook.history.filter(|_| self.is_started);
        LikelyEnd::of(&outlook).filter(|_| self.is_followed())
    }
}

impl JobRecord {
    /// Returns the stage of the job.
    pub(crate) fn stage(&self) -> Stage {
        let is_done = self.status.as_ref().is_some_and(|status| status.is_done);
        Stage::of(self.outcome.is_some(), is_done)
    }
}

/// Returns when a job was last polled, according to a record that is `since_ms` old.
fn sent_at(record: &JobRecord, since_ms: u64, now: u64) -> Option<u64> {
    record.sent_ago_ms.map(|ago| now.saturating_sub(ago.saturating_add(since_ms)))
}
