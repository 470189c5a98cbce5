//! A job on the board.

mod record;

use std::rc::Rc;

use crate::poller::{Progress, ended};
use crate::service::PaceOptions;
use crate::{Error, ErrorCode, Job, JobStatus, Request, Response, Result};

use super::end::End;
use super::plan::Plan;
use super::prospect::{Prospect, outlook};
use super::terms::Terms;
use crate::board::histories::HistoryId;
use crate::board::lanes::LaneId;
use crate::board::lanes::lane::Lane;
use crate::board::schedule::{Demand, Outlook};
use crate::board::{BoardId, History, JobKey};

/// The time between the decision to send a request and its sending. A shared board is stored in between,
/// which takes some milliseconds.
const WRITING_MS: u64 = 20;

/// A pending request of another tab's board.
#[derive(Debug)]
struct Busy {
    /// The time until which the board waits for it.
    until: u64,
    by: BoardId,
}

/// A job with its state.
///
/// - The version grows with every change that other tabs must know.
/// - A job is *followed* until it has an end. It *waits* while it is followed and this board has no
///   request under way for it.
pub(crate) struct Entry {
    key: JobKey,
    progress: Progress,
    terms: Rc<Terms>,
    lane: LaneId,
    history: HistoryId,
    /// When the job was submitted or added.
    born_at: u64,
    deadline: u64,
    plan: Plan,
    sent_at: Option<u64>,
    /// True if it was submitted on this board, so that its age is known.
    is_started: bool,
    /// When it was last seen running.
    seen_at: u64,
    /// When any tab last knew that it was running.
    running_at: u64,
    flight: Option<u32>,
    /// Another tab's pending request. Boxed, because few jobs have one.
    busy: Option<Box<Busy>>,
    /// The expected end. Boxed, because most jobs report no progress.
    prospect: Option<Box<Prospect>>,
    /// The end, once there is one. Boxed, because most jobs have none.
    end: Option<Box<End>>,
    version: u32,
}

impl Entry {
    /// Creates a job that may be polled immediately.
    pub(crate) fn new(
        key: JobKey,
        job: Job,
        terms: Rc<Terms>,
        lane: LaneId,
        history: HistoryId,
        now: u64,
    ) -> Self {
        Self {
            key,
            progress: Progress::new(job),
            lane,
            history,
            born_at: now,
            deadline: now.saturating_add(terms.pace.timeout_ms),
            terms,
            plan: Plan::new(now),
            sent_at: None,
            is_started: false,
            seen_at: now,
            running_at: now,
            flight: None,
            busy: None,
            prospect: None,
            end: None,
            version: 1,
        }
    }

    /// Sets its first version, whether it was submitted on this board, and the caller's waits between two polls.
    pub(crate) fn set_up(&mut self, version: u32, is_started: bool, options: &PaceOptions) {
        self.version = version;
        self.is_started = is_started;
        self.plan.limit(options, &self.terms.pace);
    }

    pub(crate) fn key(&self) -> JobKey {
        self.key
    }

    pub(crate) fn job(&self) -> &Job {
        &self.progress.job
    }

    pub(crate) fn terms(&self) -> &Rc<Terms> {
        &self.terms
    }

    pub(crate) fn lane(&self) -> LaneId {
        self.lane
    }

    pub(crate) fn history(&self) -> HistoryId {
        self.history
    }

    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Returns its deadline, while it is followed.
    pub(crate) fn deadline(&self) -> Option<u64> {
        self.is_followed().then_some(self.deadline)
    }

    /// Returns whether it is followed.
    pub(crate) fn is_followed(&self) -> bool {
        self.end.is_none()
    }

    /// Returns whether a poll can be planned for it.
    pub(crate) fn is_waiting(&self) -> bool {
        self.is_followed() && self.flight.is_none()
    }

    /// Returns whether the service has reported its end.
    pub(crate) fn is_done(&self) -> bool {
        self.progress.is_done()
    }

    fn changed(&mut self) {
        self.version = self.version.saturating_add(1);
    }

    // Its next poll

    /// Returns when its next poll is planned.
    pub(crate) fn next_at(&self) -> u64 {
        self.plan.next_at()
    }

    /// Returns its rank, if it is due.
    pub(crate) fn rank(&self) -> Option<u64> {
        self.plan.rank().filter(|_| self.is_waiting())
    }

    /// Returns the time that it waits for, if it is not due.
    pub(crate) fn planned_at(&self) -> Option<u64> {
        (self.is_waiting() && self.plan.rank().is_none()).then(|| self.next_at())
    }

    /// Plans its next poll, if it waits. The poll is not earlier than this time, the service's
    /// floor, and the end of another tab's request.
    pub(crate) fn plan_at(&mut self, at: u64, lane: &Lane) {
        if self.is_waiting() {
            self.plan.set(at.max(self.earliest(lane)));
        }
    }

    /// Makes it due.
    pub(crate) fn line_up(&mut self, rank: u64) {
        self.plan.line_up(rank);
    }

    /// Clears the price of its next poll: somebody waits for the status, so the poll is worth any
    /// price.
    pub(crate) fn hurry(&mut self) {
        self.plan.hurry();
    }

    /// Returns the earliest time of its next poll.
    fn earliest(&self, lane: &Lane) -> u64 {
        let floor_ms = self.plan.floor_ms(lane).saturating_add(WRITING_MS);
        let busy_until = self.busy.as_ref().map_or(0, |busy| busy.until);
        self.sent_at.map_or(0, |at| at.saturating_add(floor_ms)).max(busy_until)
    }

    /// Returns the wait before its next poll at the base price, in milliseconds. Adds its demand to its lane.
    pub(crate) fn weigh(&mut self, history: &History, lane: &mut Lane, now: u64) -> u64 {
        let outlook = self.outlook(history, now);
        self.plan.weigh(&outlook, lane, now)
    }

    /// Returns when its next poll is worth the current price of its lane. It is already worth the
    /// base price.
    pub(crate) fn worth_it_at(&self, history: &History, lane: &Lane) -> u64 {
        self.plan.worth_it_at(|then| self.outlook(history, then), lane)
    }

    /// Removes its demand from its lane. Returns that demand.
    pub(crate) fn take_demand(&mut self) -> Demand {
        self.plan.take_demand()
    }

    /// Returns its expected end by the history of similar jobs.
    fn outlook<'a>(&self, history: &'a History, now: u64) -> Outlook<'a> {
        outlook(self.prospect.as_deref(), history, self.born_at, now)
    }

    // Its requests

    /// Returns the request that reads its status.
    pub(crate) fn status_request(&self) -> Result<Request> {
        self.terms.client.service.status_request(self.job())
    }

    /// Returns the request that cancels it.
    pub(crate) fn cancel_request(&self) -> Result<Request> {
        self.terms.client.service.cancel_request(self.job())
    }

    /// Reads the answer to a status request.
    pub(crate) fn read_answer(&self, response: &Response) -> Result<JobStatus> {
        let status = self.terms.client.service.read_status(response, Some(self.job()));
        status.map_err(|error| self.progress.name_the_end(error, response))
    }

    /// Records that a request is sent.
    pub(crate) fn depart(&mut self, flight: u32, now: u64) {
        self.flight = Some(flight);
        self.sent_at = Some(now);
        self.changed();
    }

    /// Records that its request is sent only now. Returns the time that was recorded before.
    pub(crate) fn leaves(&mut self, now: u64) -> u64 {
        self.sent_at.replace(now).unwrap_or(now)
    }

    /// Returns the number of its pending request.
    pub(crate) fn flight(&self) -> Option<u32> {
        self.flight
    }

    /// Ends its pending request, and returns the request's number.
    pub(crate) fn land(&mut self) -> Option<u32> {
        self.flight.take()
    }

    /// Aborts its pending request, and returns the request's number.
    pub(crate) fn abandon(&mut self) -> Option<u32> {
        let flight = self.land()?;
        self.changed();
        Some(flight)
    }

    // Readings and answers

    /// Takes a status. Returns whether the job has ended.
    pub(crate) fn read(&mut self, mut status: JobStatus, now: u64) -> bool {
        self.progress.keep_progress(&mut status);
        self.changed();
        if Prospect::is_in(&status) {
            self.prospect.get_or_insert_default().read(&status, self.born_at, now);
        }
        let is_done = status.is_done;
        if is_done {
            let outcome = ended(self.job(), &status);
            self.set_end(outcome, now);
        } else {
            self.seen_at = now;
            self.running_at = now;
        }
        self.progress.read(status);
        is_done
    }

    /// Returns its age when it was last seen running, and its age now, for the history. Returns `None` if they are
    /// unknown: a job that was added has no known age, and a job that ended before its first poll has no known end.
    pub(crate) fn seen_ages(&self, now: u64) -> Option<(u64, u64)> {
        let age = |at: u64| at.saturating_sub(self.born_at);
        (self.is_started || self.progress.readings > 0).then(|| (age(self.seen_at), age(now)))
    }

    /// Takes a failed poll. Returns the wait before the next one, in milliseconds.
    ///
    /// # Errors
    /// When the failure is final.
    pub(crate) fn fail(&mut self, error: &Error, jitter: f64) -> Result<u64> {
        self.changed();
        self.progress.fail(error.clone())?;
        Ok(self.terms.pace.after_failure(self.progress.failures.total(), error, jitter))
    }

    /// Ends the following of the job.
    pub(crate) fn give_up(&mut self, error: Error, now: u64) {
        self.changed();
        self.set_end(Err(error), now);
    }

    fn set_end(&mut self, outcome: Result<()>, at: u64) {
        self.end = Some(Box::new(End { outcome, at, result_bytes: None, is_unseen: false }));
    }

    /// Records whether its end must still be reported to somebody.
    pub(crate) fn set_unseen(&mut self, is_unseen: bool) {
        if let Some(end) = &mut self.end {
            end.is_unseen = is_unseen;
        }
    }

    /// Records that its end was reported to somebody.
    pub(crate) fn mark_seen(&mut self) {
        self.set_unseen(false);
        self.changed();
    }

    /// Returns whether its end must still be reported to somebody.
    pub(crate) fn is_unseen(&self) -> bool {
        self.end.as_ref().is_some_and(|end| end.is_unseen)
    }

    /// Returns whether it ended because somebody cancelled it.
    pub(crate) fn was_cancelled(&self) -> bool {
        let code = self.end.as_ref().and_then(|end| end.outcome.as_ref().err()).map(Error::code);
        code == Some(ErrorCode::JobCancelled)
    }

    /// Returns when it was last known to be running.
    pub(crate) fn running_at(&self) -> u64 {
        self.running_at
    }

    /// Records the size of its result, once it has ended. Returns whether the size is new.
    pub(crate) fn note_result(&mut self, bytes: u64) -> bool {
        let Some(end) = &mut self.end else { return false };
        let is_new = end.result_bytes.replace(bytes) != Some(bytes);
        if is_new {
            self.changed();
        }
        is_new
    }

    /// Returns the error of its deadline.
    pub(crate) fn timed_out(&self) -> Error {
        self.progress.timed_out()
    }

    /// Sets the reason why it is not polled, which is shown.
    pub(crate) fn set_last_failure(&mut self, error: Option<Error>) {
        self.progress.last_failure = error.map(Box::new);
    }

    pub(crate) fn last_failure(&self) -> Option<&Error> {
        self.progress.last_failure.as_deref()
    }
}

#[cfg(test)]
mod tests;
