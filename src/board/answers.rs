//! Takes the answers to polls.

use crate::{Error, Response};

use super::{Board, BoardAction, JobKey};

impl Board {
    /// Takes the answer to a poll. Ignores the answer to a request that was abandoned.
    pub fn answered(
        &mut self,
        key: JobKey,
        flight: u32,
        response: &Response,
        now: u64,
        jitter: f64,
    ) {
        let Some(mut followed) = self.followed(|jobs| jobs.land(key, flight)) else { return };
        followed.land();
        match followed.job.read_answer(response) {
            Ok(status) => followed.read(status, now, jitter),
            Err(error) => followed.fail(&error, now, jitter),
        }
        self.send_due(now);
    }

    /// Takes the error of a poll that got no answer.
    pub fn failed(&mut self, key: JobKey, flight: u32, error: Error, now: u64, jitter: f64) {
        if let Some(mut followed) = self.followed(|jobs| jobs.land(key, flight)) {
            followed.land();
            followed.fail(&error, now, jitter);
            self.send_due(now);
        }
    }

    /// A poll leaves, after what had to be done first, such as getting a credential.
    pub fn departed(&mut self, key: JobKey, flight: u32, now: u64) {
        if let Some(mut followed) = self.followed(|jobs| jobs.in_flight(key, flight)) {
            let charged_at = followed.job.leaves(now);
            followed.lanes.get_mut(followed.job.lane()).poll_leaves(charged_at, now);
            self.left_late(charged_at, now);
        }
    }

    /// A poll is sent a second time, because its credential was refused and there is a fresh one.
    /// It counts once more.
    pub fn departed_again(&mut self, key: JobKey, flight: u32, now: u64) {
        if let Some(mut followed) = self.followed(|jobs| jobs.in_flight(key, flight)) {
            followed.job.leaves(now);
            followed.lanes.get_mut(followed.job.lane()).send_poll_again(now);
            followed.outbox.push(BoardAction::Publish);
        }
    }

    /// A poll was not sent after all. It is due as before.
    pub fn unsent(&mut self, key: JobKey, flight: u32, now: u64) {
        if let Some(mut followed) = self.followed(|jobs| jobs.land(key, flight)) {
            followed.land();
            followed.plan_at(now);
        }
    }

    /// Tells the other tabs of a request that left later than they know.
    pub(super) fn left_late(&mut self, charged_at: u64, now: u64) {
        /// A delay that lies within the accuracy of a journey.
        const MOMENT_MS: u64 = 100;
        if now.saturating_sub(charged_at) > MOMENT_MS {
            self.outbox.push(BoardAction::Publish);
        }
    }
}
