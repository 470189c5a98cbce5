//! Wishes to cancel jobs at their service.

use crate::{Error, ErrorCode, Result};

use super::lane::Work;
use super::{Board, BoardAction, BoardMessage, JobKey};

impl Board {
    /// Asks the service to cancel a job, in its turn, and follows the job to its end.
    ///
    /// # Errors
    /// `invalidArgument` when the service has no way to cancel such a job, or it is not on the board.
    pub fn cancel(&mut self, key: JobKey, now: u64) -> Result<()> {
        self.check_cancel(key)?;
        let lane = self.entries.get(&key).map(|entry| entry.lane).unwrap_or_default();
        let is_under_way = self.cancelling.iter().any(|(one, _)| *one == key);
        if !is_under_way
            && let Some(lane) = self.lanes.get_mut(lane)
            && !lane.queue.contains(&Work::Cancel(key))
        {
            // It makes room for others, and somebody waits for it.
            lane.queue.push_front(Work::Cancel(key));
            self.ask_to_cancel(key);
        }
        self.send_due(now);
        Ok(())
    }

    /// Whether a job can be cancelled at its service.
    ///
    /// # Errors
    /// As [`Board::cancel`].
    pub fn check_cancel(&self, key: JobKey) -> Result<()> {
        let Some(entry) = self.entries.get(&key) else { return Err(not_here()) };
        if let Some(client) = self.clients.get(entry.client) {
            client.cancel_request(&entry.progress.job)?;
        }
        Ok(())
    }

    /// Takes the answer to the wish to cancel: accepted, or why not.
    pub fn cancel_answered(&mut self, key: JobKey, outcome: Result<()>, now: u64) {
        let Some(lane) = self.cancel_landed(key) else { return };
        if let Some(entry) = self.entries.get(&key) {
            let pace = entry.pace.clone();
            if entry.is_followed()
                && let Err(error) = &outcome
                && error.code() == ErrorCode::Throttled
            {
                self.hold(lane, error, &pace, now);
                self.queue_cancel(key, lane);
                return;
            }
            self.plan_soon(key, now);
        }
        if let Some(url) = self.url_of(key) {
            self.say(BoardMessage::Cancelled { url, outcome: outcome.clone() });
        }
        self.actions.push_back(BoardAction::CancelAnswered { key, outcome });
        self.send_due(now);
    }

    /// A wish did not leave after all: it waits as before.
    pub fn cancel_unsent(&mut self, key: JobKey) {
        if let Some(lane) = self.cancel_landed(key) {
            self.queue_cancel(key, lane);
        }
    }

    fn queue_cancel(&mut self, key: JobKey, lane: usize) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.queue.push_front(Work::Cancel(key));
        }
        self.ask_to_cancel(key);
    }

    /// A wish is no longer under way: from which lane.
    fn cancel_landed(&mut self, key: JobKey) -> Option<usize> {
        let at = self.cancelling.iter().position(|(one, _)| *one == key)?;
        let (_, lane) = self.cancelling.swap_remove(at);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.in_flight = lane.in_flight.saturating_sub(1);
        }
        Some(lane)
    }

    /// Nobody need cancel a job any more.
    pub(super) fn drop_cancel(&mut self, key: JobKey) {
        for lane in &mut self.lanes {
            lane.queue.retain(|work| *work != Work::Cancel(key));
        }
    }
}

pub(super) fn not_here() -> Error {
    Error::invalid_argument("This job is not on the board: add it first.")
}
