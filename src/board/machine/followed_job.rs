//! Handles the events of one job.

use crate::{Error, ErrorCode, JobStatus, Moment};

use crate::board::gate::Gate;
use crate::board::histories::Histories;
use crate::board::jobs::JobMut;
use crate::board::lanes::Lanes;
use crate::board::news::Unseen;
use crate::board::outbox::Outbox;
use crate::board::state::JobRecord;
use crate::board::state::version::generation;
use crate::board::{BoardAction, ChangeKind};

/// A job, with the parts of its board that change together with it.
pub(crate) struct FollowedJob<'a> {
    pub(crate) job: JobMut<'a>,
    pub(crate) lanes: &'a mut Lanes,
    pub(crate) histories: &'a mut Histories,
    pub(crate) outbox: &'a mut Outbox,
    pub(crate) unseen: &'a mut Unseen,
    pub(crate) gate: &'a Gate,
}

impl FollowedJob<'_> {
    /// Sends a poll.
    pub(crate) fn send(&mut self, now: u64) {
        let request = match self.job.status_request() {
            Ok(request) => request,
            Err(error) => return self.give_up(error, now),
        };
        let flight = self.job.depart(now);
        self.lanes.get_mut(self.job.lane()).send_poll(now);
        let (key, client) = (self.job.key(), self.job.terms().client.number);
        self.outbox.push(BoardAction::Send { key, flight, client, request });
    }

    /// Ends its pending request.
    pub(crate) fn land(&mut self) {
        self.lanes.get_mut(self.job.lane()).land();
    }

    /// Aborts the request under way, if there is one.
    pub(crate) fn abandon(&mut self) {
        if let Some(flight) = self.job.abandon() {
            self.land();
            self.job.replan(self.lanes.get(self.job.lane()));
            self.outbox.push(BoardAction::Abort { flight });
        }
    }

    /// Plans the next poll.
    pub(crate) fn plan_at(&mut self, at: u64) {
        self.job.plan_at(at, self.lanes.get(self.job.lane()));
    }

    /// Plans a poll that somebody waits for.
    pub(crate) fn plan_soon(&mut self, at: u64) {
        self.job.plan_soon(at, self.lanes.get(self.job.lane()));
    }

    /// Takes a reading.
    pub(crate) fn read(&mut self, status: JobStatus, at: Moment) {
        let now = at.now;
        let asked_ms = status.retry_after_ms.unwrap_or_default();
        let is_success = status.state.is_success();
        let ages = self.job.seen_ages(now);
        let is_over = self.job.read(status, now);
        let history = self.histories.get_mut(self.job.history());
        match ages {
            Some((from, to)) if !is_over => history.went_on(from, to),
            Some((from, to)) if is_success => history.ended(from, to),
            _ => {}
        }
        if is_over {
            self.note_unseen();
            return self.leave();
        }
        let lane = self.lanes.get_mut(self.job.lane());
        let wait_ms = self.gate.wait_ms(self.job.weigh(history, lane, now));
        let asked_ms = asked_ms.min(self.job.terms().pace.max_retry_after_ms);
        self.plan_at(now.saturating_add(jittered(wait_ms, at.jitter).max(asked_ms)));
        self.announce(ChangeKind::Status);
    }

    /// Takes a failed poll.
    pub(crate) fn fail(&mut self, error: &Error, at: Moment) {
        let wait_ms = match self.job.fail(error, at.jitter) {
            Ok(wait_ms) => wait_ms,
            Err(error) => return self.give_up(error, at.now),
        };
        if error.code() == ErrorCode::Throttled {
            let pace = self.job.terms().pace;
            self.lanes.throttle(self.job.lane(), error, &pace, at.now);
        }
        self.plan_at(at.now.saturating_add(wait_ms));
        self.announce(ChangeKind::Failure);
    }

    /// Records why no tab can poll the job.
    pub(crate) fn cannot_be_polled(&mut self, reason: &'static str) {
        let error = Error::new(ErrorCode::InvalidArgument, reason).with_job(self.job.job());
        self.job.set_last_failure(Some(error));
        self.announce(ChangeKind::Failure);
    }

    /// Ends following the job.
    pub(crate) fn give_up(&mut self, error: Error, now: u64) {
        self.job.give_up(error, now);
        self.note_unseen();
        self.leave();
    }

    /// Records that nobody has seen the end of the job, unless somebody has been looking since it was last running. A
    /// caller that cancels a job knows of its end.
    fn note_unseen(&mut self) {
        let is_watched = self.gate.is_watched_since(self.job.running_at());
        if self.gate.is_polling() && !is_watched && !self.job.was_cancelled() {
            self.job.set_unseen(true);
            self.unseen.set(self.job.key(), true);
        }
    }

    /// Removes the job from its lane, because it is no longer followed.
    fn leave(&mut self) {
        let lane = self.lanes.get_mut(self.job.lane());
        lane.leave(self.job.take_demand());
        lane.queue.drop_cancellation(self.job.key());
        self.announce(ChangeKind::Ended);
    }

    /// Merges the time of another tab's last poll, from a record that is `since_ms` old.
    pub(crate) fn merge_poll(&mut self, record: &JobRecord, since_ms: u64, now: u64) {
        if self.job.merge_poll(record, since_ms, now) {
            self.job.replan(self.lanes.get(self.job.lane()));
        }
    }

    /// Takes from a record, even if it is not newer, that the job's end was reported to somebody.
    pub(crate) fn merge_seen(&mut self, record: &JobRecord) {
        let is_same = generation(record.version) == generation(self.job.version());
        if is_same && record.outcome.is_some() && !record.is_unseen {
            self.job.set_unseen(false);
            self.unseen.set(self.job.key(), false);
        }
    }

    /// Merges the newer record of another tab, which is `since_ms` old.
    pub(crate) fn merge(&mut self, record: JobRecord, since_ms: u64, now: u64) {
        if record.outcome.is_some() {
            self.abandon();
        }
        let was_followed = self.job.is_followed();
        let lane = self.lanes.get_mut(self.job.lane());
        self.job.merge(record, since_ms, lane, now);
        self.unseen.set(self.job.key(), self.job.is_unseen());
        match (was_followed, self.job.is_followed()) {
            (true, false) => return self.leave(),
            (false, true) => lane.join(now),
            (true, true) => {}
            (false, false) => return,
        }
        self.announce(ChangeKind::Status);
    }

    fn announce(&mut self, kind: ChangeKind) {
        self.outbox.announce(self.job.key(), kind, None);
    }
}

/// Makes a wait up to a twentieth shorter or longer, so that the polls of jobs that were started
/// together spread out.
fn jittered(ms: u64, jitter: f64) -> u64 {
    let share = if jitter.is_finite() { jitter.clamp(0.0, 1.0) } else { 0.5 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "some minutes at most, and not negative"
    )]
    let ms = (ms as f64 * (0.95 + 0.1 * share)) as u64;
    ms
}
