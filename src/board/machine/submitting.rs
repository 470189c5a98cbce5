//! This tab's submissions, which wait for their turn.

use crate::url::without_secrets;
use crate::{Error, ErrorCode, Job, Moment, Result};

use crate::board::lanes::submission::{Sender, Submission};
use crate::board::{AddOptions, Board, BoardAction, BoardMessage, JobKey, SubmissionId};

impl Board {
    /// Queues a submission of a client. The driver keeps the request.
    pub fn submit(&mut self, client: usize, url: &str, deadline: u64, now: u64) -> SubmissionId {
        let Some(client) = self.clients.get(client) else {
            let id = self.admissions.next_id();
            let error = Error::invalid_argument("The board has no client with this number.");
            self.settle(id, Err(error));
            return id;
        };
        let lane = self.lane_of(&client, url);
        let submission = self.admissions.of_this_tab(client, without_secrets(url).into(), deadline);
        let id = submission.id;
        self.ask_for_turn(lane, &submission, now);
        self.lanes.get_mut(lane).queue.push(submission);
        self.send_due(now);
        id
    }

    /// Returns the time until which a submission of a client waits for its turn.
    ///
    /// # Errors
    /// `invalidArgument` when the options are out of range.
    pub fn submission_deadline(
        &self,
        client: usize,
        options: &AddOptions,
        now: u64,
    ) -> Result<u64> {
        let pace = self.clients.get(client).map(|it| it.service.pace()).unwrap_or_default();
        Ok(now.saturating_add(pace.with(&options.pace)?.timeout_ms))
    }

    /// Withdraws a submission that has not been sent.
    pub fn withdraw(&mut self, id: SubmissionId) {
        if let Some((_, submission)) = self.lanes.take_submission(&|it| it.id == id) {
            self.report_over(&submission.name);
        }
    }

    /// Records that a granted submission is sent now, after preparations such as getting a
    /// credential. Returns whether it should still be sent.
    pub fn handle_submission_departed(&mut self, id: SubmissionId, at: Moment) -> bool {
        let now = at.now;
        let Some((flight, charged_at)) = self.admissions.depart(id, now) else { return false };
        self.lanes.get_mut(flight.lane).submission_leaves(charged_at, now);
        let granted = &flight.submission;
        let granted = granted.is_of_other_tab().then(|| granted.name.clone());
        self.left_late(charged_at, now);
        if let Some(name) = granted {
            let version = self.admissions.version(&name);
            self.outbox.post(BoardMessage::Grant { name, version });
        }
        true
    }

    /// Records that a submission was not sent. It waits as before.
    pub fn handle_submission_unsent(&mut self, id: SubmissionId) {
        let Some((lane, submission)) = self.admissions.land(id) else { return };
        let lane = self.lanes.get_mut(lane);
        lane.land();
        if submission.is_of_other_tab() {
            // Its tab asks for a turn again.
            self.outbox.post(BoardMessage::Leading);
        } else {
            lane.queue.push_front(submission);
            self.outbox.push(BoardAction::Publish);
        }
    }

    /// Takes the outcome of a submission.
    pub fn handle_submitted(
        &mut self,
        id: SubmissionId,
        outcome: Result<Job>,
        options: &AddOptions,
        at: Moment,
    ) {
        let now = at.now;
        let Some((lane, submission)) = self.admissions.land(id) else {
            // The submission was given up while this tab was frozen, but it has started a job.
            if let Ok(job) = outcome
                && self.add_started(job, options, now).is_ok()
            {
                self.outbox.push(BoardAction::Publish);
            }
            return;
        };
        self.lanes.get_mut(lane).land();
        if let Sender::ThisTab { client, .. } = submission.sender.clone() {
            let outcome = match outcome {
                // The service refused it because of its limits. No job was started, so it is sent
                // again.
                Err(error) if error.code() == ErrorCode::Throttled && submission.deadline > now => {
                    self.lanes.throttle(lane, &error, &client.service.pace(), now);
                    self.outbox.push(BoardAction::Publish);
                    self.report_over(&submission.name);
                    self.ask_for_turn(lane, &submission, now);
                    self.lanes.get_mut(lane).queue.push_front(submission);
                    return self.send_due(now);
                }
                Err(error) => Err(error),
                Ok(job) => {
                    let done = client.service.status_at_submission(&job);
                    let url = job.url.clone();
                    let placed = self.place(client, job, options, true, now);
                    if placed.is_ok() {
                        self.admissions.started(&submission.name, &url);
                    }
                    if let (Ok(key), Some(status)) = (&placed, done)
                        && let Some(mut followed) = self.followed(|jobs| jobs.get_mut(*key))
                    {
                        followed.read(status, at);
                    }
                    placed
                }
            };
            // The job replaces its submission. Other tabs must learn of both at the same time.
            self.outbox.push(BoardAction::Publish);
            self.report_over(&submission.name);
            self.settle(id, outcome);
        }
        self.send_due(now);
    }

    /// Reports the outcome of a submission. If there is a job, reports it after the job is stored.
    fn settle(&mut self, id: SubmissionId, outcome: Result<JobKey>) {
        match outcome {
            Ok(key) => self.outbox.push_stored(key, BoardAction::Submitted { id, outcome }),
            Err(_) => self.outbox.push(BoardAction::Submitted { id, outcome }),
        }
    }

    /// Refuses submissions that have waited for too long, and gives up those whose outcome can no
    /// longer come.
    pub(crate) fn end_overdue_submissions(&mut self, at: Moment) {
        let now = at.now;
        let is_overdue = |it: &Submission| it.deadline <= now;
        while let Some((_, submission)) = self.lanes.take_submission(&is_overdue) {
            if !submission.is_of_other_tab() {
                self.report_over(&submission.name);
                let error = Error::new(
                    ErrorCode::Timeout,
                    "The submission's turn did not come by its deadline: the service's limits were \
                     used up. Nothing was sent.",
                );
                self.settle(submission.id, Err(error));
            }
        }
        self.admissions.drop_overdue_offers(now);
        while let Some(id) = self.admissions.first_lost(now) {
            let error = Error::new(ErrorCode::Timeout, "The outcome of the submission is unknown.");
            self.handle_submitted(id, Err(error), &AddOptions::default(), at);
        }
    }
}
