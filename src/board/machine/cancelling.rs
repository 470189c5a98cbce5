//! Cancels jobs at their service.

use crate::{Error, ErrorCode, Moment, Result};

use crate::board::lanes::LaneId;
use crate::board::lanes::cancellation::Cancellation;
use crate::board::{Board, BoardAction, BoardMessage, JobKey};

impl Board {
    /// Asks the service to cancel a job, as soon as the limits allow it, and follows the job to its
    /// end.
    ///
    /// # Errors
    /// `invalidArgument` when the service has no way to cancel such a job, or the job is not on the
    /// board.
    pub fn cancel(&mut self, key: JobKey, now: u64) -> Result<()> {
        let entry = self.jobs.get(key).ok_or_else(not_here)?;
        let (lane, client) = (entry.lane(), entry.terms().client.number);
        let request = entry.cancel_request()?;
        let url = entry.job().url.clone();
        let is_queued = self.lanes.get(lane).queue.has_cancellation(key);
        if !is_queued && !self.cancellations.is_in_flight(key) {
            self.queue_cancellation(lane, Cancellation { key, url, client, request });
        }
        self.send_due(now);
        Ok(())
    }

    /// Checks whether a job can be cancelled at its service.
    ///
    /// # Errors
    /// As for [`Board::cancel`].
    pub fn check_cancel(&self, key: JobKey) -> Result<()> {
        self.jobs.get(key).ok_or_else(not_here)?.cancel_request().map(drop)
    }

    /// Takes the service's answer to a cancellation.
    pub fn handle_cancelled(&mut self, key: JobKey, outcome: Result<()>, at: Moment) {
        let now = at.now;
        let Some((lane, cancellation)) = self.cancellations.land(key) else { return };
        self.lanes.get_mut(lane).land();
        if let Some(mut followed) = self.followed(|jobs| jobs.get_mut(key)) {
            if let Err(error) = &outcome
                && error.code() == ErrorCode::Throttled
                && followed.job.is_followed()
            {
                let pace = followed.job.terms().pace;
                followed.lanes.throttle(lane, error, &pace, now);
                return self.queue_cancellation(lane, cancellation);
            }
            followed.plan_soon(now);
            let url = cancellation.url;
            self.outbox.post(BoardMessage::Cancelled { url, outcome: outcome.clone() });
        }
        self.outbox.push(BoardAction::CancelAnswered { key, outcome });
        self.send_due(now);
    }

    /// Records that a cancellation was not sent. It waits as before.
    pub fn handle_cancel_unsent(&mut self, key: JobKey) {
        if let Some((lane, cancellation)) = self.cancellations.land(key) {
            self.lanes.get_mut(lane).land();
            self.queue_cancellation(lane, cancellation);
        }
    }

    /// Queues a cancellation, and asks the polling board to send it.
    fn queue_cancellation(&mut self, lane: LaneId, cancellation: Cancellation) {
        if !self.gate.is_polling() {
            let url = cancellation.url.clone();
            self.outbox.post(BoardMessage::Cancel { url });
        }
        self.lanes.get_mut(lane).queue.push_cancellation(cancellation);
    }

    /// Takes another tab's request to cancel a job.
    pub(crate) fn handle_cancel(&mut self, url: String, now: u64) {
        let key = self.key(&url).ok_or_else(not_here);
        if let Err(error) = key.and_then(|key| self.cancel(key, now)) {
            self.outbox.post(BoardMessage::Cancelled { url, outcome: Err(error) });
        }
    }

    /// Takes the polling board's report of the service's answer to a cancellation.
    pub(crate) fn settle_cancellation(&mut self, url: &str, outcome: Result<()>) {
        if let Some(entry) = self.jobs.at_url(url) {
            let key = entry.key();
            self.lanes.get_mut(entry.lane()).queue.drop_cancellation(key);
            self.outbox.push(BoardAction::CancelAnswered { key, outcome });
        }
    }
}

fn not_here() -> Error {
    Error::invalid_argument("This job is not on the board: add it first.")
}
