//! Submissions, which wait for their turn.

use crate::url::without_secrets;
use crate::{Error, ErrorCode, Job, Result};

use super::admission::Turn;
use super::lane::Work;
use super::reservations::LOST_AFTER_MS;
use super::{AddOptions, Board, BoardAction, BoardMessage, JobKey, SubmissionId};

/// A submission under way.
pub(super) struct Flying {
    pub(super) id: SubmissionId,
    pub(super) lane: usize,
    pub(super) deadline: u64,
    /// When it was taken out of the budget.
    pub(super) charged_at: u64,
    /// When nobody will report any more: its tab is gone.
    pub(super) lost_at: u64,
    pub(super) owner: Owner,
}

/// Who sends a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// This board, for one of its clients.
    Client(usize),
    OtherTab,
}

impl Board {
    /// Queues a submission of a client. The driver keeps the request.
    pub fn submit(&mut self, client: usize, url: &str, deadline: u64, now: u64) -> SubmissionId {
        self.last_submission = self.last_submission.wrapping_add(1);
        let id = self.last_submission;
        let lane = self.lane_of(client, url);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.queue.push_back(Work::Submit { id, client, deadline, taken_at: 0 });
        }
        self.urls.push((id, without_secrets(url).into_owned()));
        self.ask_for_turn(id, now);
        self.send_due(now);
        id
    }

    /// Returns until when a submission of a client waits for its turn.
    ///
    /// # Errors
    /// `invalidArgument` when the options are out of range.
    pub fn submission_deadline(
        &self,
        client: usize,
        options: &AddOptions,
        now: u64,
    ) -> Result<u64> {
        let pace = self.clients.get(client).map(|it| it.pace()).unwrap_or_default();
        Ok(now.saturating_add(pace.with(&options.pace)?.timeout_ms))
    }

    /// Withdraws a submission that was not sent yet.
    pub fn withdraw(&mut self, id: SubmissionId) {
        if self.unqueue(id).is_some() {
            self.urls.retain(|(one, _)| *one != id);
            self.say_over(id);
        }
    }

    /// Whose turn it was leaves now, after what had to be done first. Whether it is still to leave.
    pub fn submission_departs(&mut self, id: SubmissionId, now: u64) -> bool {
        let Some(flying) = self.flying.iter_mut().find(|flying| flying.id == id) else {
            return false;
        };
        flying.lost_at = now.saturating_add(LOST_AFTER_MS);
        let (lane, charged_at, owner) = (flying.lane, flying.charged_at, flying.owner);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.submissions.leaves(charged_at, now);
        }
        self.left_late(charged_at, now);
        if owner == Owner::OtherTab
            && let Some(name) = self.name_of(id)
        {
            let version = self.version_of(&name);
            self.say(BoardMessage::Grant { name, version });
        }
        true
    }

    /// A submission did not leave after all: it waits as before.
    pub fn submission_unsent(&mut self, id: SubmissionId) {
        let Some(flying) = self.ground(id) else { return };
        let Owner::Client(client) = flying.owner else {
            // Its tab knows best, and asks again.
            self.forget_turn(id);
            self.say(BoardMessage::Leading);
            return;
        };
        let work = Work::Submit { id, client, deadline: flying.deadline, taken_at: 0 };
        if let Some(lane) = self.lanes.get_mut(flying.lane) {
            lane.queue.push_front(work);
        }
        self.actions.push_back(BoardAction::Publish);
    }

    /// Takes the outcome of a submission.
    pub fn submitted(
        &mut self,
        id: SubmissionId,
        outcome: Result<Job>,
        options: &AddOptions,
        now: u64,
    ) {
        let Some(flying) = self.ground(id) else {
            // Given up on, as this tab was frozen: but there is a job.
            if let Ok(job) = outcome
                && self.add_started(job, options, now).is_ok()
            {
                self.actions.push_back(BoardAction::Publish);
            }
            return;
        };
        let (at, deadline) = (flying.lane, flying.deadline);
        let Owner::Client(client) = flying.owner else {
            self.forget_turn(id);
            self.send_due(now);
            return;
        };
        let outcome = match outcome {
            // Refused at the door: nothing was started, so it may be sent again.
            Err(error) if error.code() == ErrorCode::Throttled && deadline > now => {
                let pace = self.clients.get(client).map(|it| it.pace()).unwrap_or_default();
                self.hold(at, &error, &pace, now);
                if let Some(lane) = self.lanes.get_mut(at) {
                    lane.queue.push_front(Work::Submit { id, client, deadline, taken_at: 0 });
                }
                self.actions.push_back(BoardAction::Publish);
                self.say_over(id);
                self.ask_for_turn(id, now);
                self.send_due(now);
                return;
            }
            Err(error) => Err(error),
            Ok(job) => self.place(client, job, options, now, true),
        };
        self.urls.retain(|(one, _)| *one != id);
        // The job takes the place of its submission: others hear of both at once.
        self.actions.push_back(BoardAction::Publish);
        self.say_over(id);
        match outcome {
            Ok(key) => self.after_storing(key, BoardAction::Submitted { id, outcome }),
            Err(_) => self.actions.push_back(BoardAction::Submitted { id, outcome }),
        }
        self.send_due(now);
    }

    /// Takes a submission out of the queue.
    pub(super) fn unqueue(&mut self, id: SubmissionId) -> Option<(usize, Work)> {
        for (number, lane) in self.lanes.iter_mut().enumerate() {
            if let Some(at) = lane.queue.iter().position(|work| work.submission() == Some(id)) {
                return lane.queue.remove(at).map(|work| (number, work));
            }
        }
        None
    }

    /// Sends a submission, or lets another tab send its own, out of the budget.
    pub(super) fn launch(
        &mut self,
        id: SubmissionId,
        owner: Owner,
        at: usize,
        deadline: u64,
        now: u64,
    ) {
        let lost_at = now.saturating_add(LOST_AFTER_MS);
        let name = self.name_of(id).unwrap_or_default();
        if let Some(lane) = self.lanes.get_mut(at) {
            lane.in_flight = lane.in_flight.saturating_add(1);
            lane.reserve(&name, now);
        }
        self.flying.push(Flying { id, lane: at, deadline, charged_at: now, lost_at, owner });
        self.actions.push_back(match owner {
            Owner::Client(client) => BoardAction::Submit { id, client },
            Owner::OtherTab => BoardAction::Grant { id },
        });
    }

    /// A submission is no longer under way.
    pub(super) fn ground(&mut self, id: SubmissionId) -> Option<Flying> {
        let at = self.flying.iter().position(|flying| flying.id == id)?;
        let flying = self.flying.swap_remove(at);
        let name = self.name_of(id).unwrap_or_default();
        if let Some(lane) = self.lanes.get_mut(flying.lane) {
            lane.in_flight = lane.in_flight.saturating_sub(1);
            // Only its own tab ends a reservation: two boards that each think that they poll would
            // count apart.
            if flying.owner != Owner::OtherTab {
                lane.reservations.end(&name);
            }
        }
        Some(flying)
    }

    /// Refuses what has waited for too long, and gives up on what nobody reports of.
    pub(super) fn end_overdue_submissions(&mut self, now: u64) {
        let is_overdue = |work: &Work| work.deadline().is_some_and(|deadline| deadline <= now);
        let mut overdue = Vec::new();
        for lane in &mut self.lanes {
            overdue.extend(lane.queue.iter().filter(|work| is_overdue(work)).copied());
            lane.queue.retain(|work| !is_overdue(work));
        }
        for work in overdue {
            if let Work::Submit { id, .. } = work {
                let outcome = Err(Error::new(
                    ErrorCode::Timeout,
                    "The submission's turn did not come by its deadline: the service's limits were \
                     used up. Nothing was sent.",
                ));
                self.urls.retain(|(one, _)| *one != id);
                self.say_over(id);
                self.actions.push_back(BoardAction::Submitted { id, outcome });
            }
        }
        let is_flying = |id| self.flying.iter().any(|flying| flying.id == id);
        let is_gone = |turn: &&Turn| turn.deadline <= now && !is_flying(turn.id);
        let gone: Vec<_> = self.turns.iter().filter(is_gone).map(|turn| turn.id).collect();
        gone.into_iter().for_each(|id| self.forget_turn(id));
        while let Some(lost) = self.flying.iter().find(|flying| flying.lost_at <= now) {
            let error =
                Error::new(ErrorCode::Timeout, "Nobody told what became of the submission.");
            self.submitted(lost.id, Err(error), &AddOptions::default(), now);
        }
    }

    /// The URL of a job, by which the other tabs know it.
    pub(super) fn url_of(&self, key: JobKey) -> Option<String> {
        self.entries.get(&key).map(|entry| entry.progress.job.url.clone())
    }
}
