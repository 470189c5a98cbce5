//! Submissions and cancellations, which wait for their turn.

use crate::{Error, ErrorCode, Job, Result};

use super::lane::Work;
use super::{AddOptions, Board, BoardAction, JobKey, SubmissionId};

/// A submission under way.
pub(super) struct Flying {
    pub(super) id: SubmissionId,
    pub(super) client: usize,
    pub(super) lane: usize,
    pub(super) deadline: u64,
    /// When nobody will report any more: its tab is gone.
    pub(super) lost_at: u64,
}

/// Longer than a credential and an answer may take together.
pub(super) const LOST_AFTER_MS: u64 = 360_000;

impl Board {
    /// Queues a submission of a client. The driver keeps the request.
    pub fn submit(&mut self, client: usize, url: &str, deadline: u64, now: u64) -> SubmissionId {
        self.last_submission = self.last_submission.wrapping_add(1);
        let id = self.last_submission;
        let lane = self.lane_of(client, url);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.queue.push_back(Work::Submit { id, client, deadline });
        }
        self.send_due(now);
        id
    }

    /// Withdraws a submission that was not sent yet.
    pub fn withdraw(&mut self, id: SubmissionId) {
        for lane in &mut self.lanes {
            lane.queue.retain(|work| !matches!(work, Work::Submit { id: one, .. } if *one == id));
        }
    }

    /// Takes the outcome of a submission.
    pub fn submitted(
        &mut self,
        id: SubmissionId,
        outcome: Result<Job>,
        options: &AddOptions,
        now: u64,
    ) {
        let Some(at) = self.flying.iter().position(|flying| flying.id == id) else { return };
        let Flying { client, lane: at, deadline, .. } = self.flying.swap_remove(at);
        if let Some(lane) = self.lanes.get_mut(at) {
            lane.in_flight = lane.in_flight.saturating_sub(1);
            lane.running = lane.running.saturating_sub(1);
        }
        let outcome = match outcome {
            // Refused at the door: nothing was started, so it may be sent again.
            Err(error) if error.code() == ErrorCode::Throttled && deadline > now => {
                let pace = self.clients.get(client).map(|it| it.pace()).unwrap_or_default();
                self.hold(at, &error, &pace, now);
                if let Some(lane) = self.lanes.get_mut(at) {
                    lane.queue.push_front(Work::Submit { id, client, deadline });
                }
                self.send_due(now);
                return;
            }
            Err(error) => Err(error),
            Ok(job) => self.place(client, job, options, now, true),
        };
        self.actions.push_back(BoardAction::Submitted { id, outcome });
        self.send_due(now);
    }

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
            client.cancel_request(&entry.course.job)?;
        }
        Ok(())
    }

    /// Takes the answer to the wish to cancel: accepted, or why not.
    pub fn cancel_answered(&mut self, key: JobKey, outcome: Result<()>, now: u64) {
        let Some(at) = self.cancelling.iter().position(|(one, _)| *one == key) else { return };
        let (_, lane) = self.cancelling.swap_remove(at);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.in_flight = lane.in_flight.saturating_sub(1);
        }
        if let Some(entry) = self.entries.get(&key) {
            let pace = entry.pace.clone();
            if entry.is_followed()
                && let Err(error) = &outcome
                && error.code() == ErrorCode::Throttled
            {
                self.hold(lane, error, &pace, now);
                if let Some(lane) = self.lanes.get_mut(lane) {
                    lane.queue.push_front(Work::Cancel(key));
                }
                return;
            }
            self.plan_soon(key, now);
        }
        self.actions.push_back(BoardAction::CancelAnswered { key, outcome });
        self.send_due(now);
    }
}

fn not_here() -> Error {
    Error::invalid_argument("This job is not on the board: add it first.")
}
