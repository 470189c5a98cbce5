//! Takes the answers to polls.

use crate::{Moment, Response, Result};

use crate::board::{Board, BoardAction, JobKey};

impl Board {
    /// Takes the answer to a poll, or the reason why there is none. Ignores the outcome of an
    /// aborted request.
    pub fn handle_response(
        &mut self,
        key: JobKey,
        flight: u32,
        outcome: Result<Response>,
        at: Moment,
    ) {
        let Some(mut followed) = self.followed(|jobs| jobs.land(key, flight)) else { return };
        followed.land();
        match outcome.and_then(|response| followed.job.read_answer(&response)) {
            Ok(status) => followed.read(status, at),
            Err(error) => followed.fail(&error, at),
        }
        self.send_due(at.now);
    }

    /// Takes an answer about a job that the service or a gateway has pushed. Only the polling board uses it, because
    /// every tab gets the same answer.
    ///
    /// # Errors
    /// As for [`Service::read_status`](crate::service::Service::read_status), if the answer is not
    /// the status of this job.
    pub fn handle_pushed(&mut self, key: JobKey, response: &Response, at: Moment) -> Result<()> {
        if !self.gate.is_polling() {
            return Ok(());
        }
        if let Some(mut followed) = self.followed(|jobs| jobs.get_mut(key))
            && followed.job.is_followed()
        {
            let status = followed.job.read_answer(response)?;
            // The answer to a request under way may be older.
            followed.abandon();
            followed.read(status, at);
            self.send_due(at.now);
        }
        Ok(())
    }

    /// Records that a poll is sent now, after preparations such as getting a credential.
    pub fn handle_departed(&mut self, key: JobKey, flight: u32, at: Moment) {
        if let Some(mut followed) = self.followed(|jobs| jobs.in_flight(key, flight)) {
            let charged_at = followed.job.leaves(at.now);
            followed.lanes.get_mut(followed.job.lane()).poll_leaves(charged_at, at.now);
            self.left_late(charged_at, at.now);
        }
    }

    /// Records that a poll is sent a second time with a fresh credential, because the first was
    /// refused. The budget is charged again.
    pub fn handle_departed_again(&mut self, key: JobKey, flight: u32, at: Moment) {
        if let Some(mut followed) = self.followed(|jobs| jobs.in_flight(key, flight)) {
            followed.job.leaves(at.now);
            followed.lanes.get_mut(followed.job.lane()).send_poll_again(at.now);
            followed.outbox.push(BoardAction::Publish);
        }
    }

    /// Records that a poll was not sent. It is due as before.
    pub fn handle_unsent(&mut self, key: JobKey, flight: u32, at: Moment) {
        if let Some(mut followed) = self.followed(|jobs| jobs.land(key, flight)) {
            followed.land();
            followed.plan_at(at.now);
        }
    }

    /// Reports to the other tabs that a request was sent later than they know.
    pub(crate) fn left_late(&mut self, charged_at: u64, now: u64) {
        /// A delay that the variation of a request's travel time covers.
        const MOMENT_MS: u64 = 100;
        if now.saturating_sub(charged_at) > MOMENT_MS {
            self.outbox.push(BoardAction::Publish);
        }
    }
}
