//! Submissions and cancellations, as they have their turn.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::board::{AddOptions, JobKey, SubmissionId};
use crate::{Error, ErrorCode, Job, Request, Result, lost_submission};

use super::super::error::Failure;
use super::super::exchange::exchange;
use super::super::promise::Settler;
use super::super::request::Call;
use super::super::service::{Client, new_controller};
use super::super::signal::AbortWatch;
use super::session::BoardSession;

/// A submission that waits for its turn, or is under way.
pub(super) struct Submission {
    pub(super) call: Call,
    pub(super) client: usize,
    pub(super) options: AddOptions,
    pub(super) settler: Settler,
    pub(super) controller: AbortController,
    pub(super) _abort: Option<AbortWatch>,
}

impl BoardSession {
    pub(super) fn submit(self: &Rc<Self>, deadline: u64, submission: Submission) -> SubmissionId {
        let now = self.now();
        let url = submission.call.request.url.clone();
        let at = submission.client;
        let id = match self.shared().filter(|sharing| !sharing.polls()) {
            Some(sharing) => sharing.ask_for_turn(self, at, &url, deadline),
            None => self.board.borrow_mut().submit(at, &url, deadline, now),
        };
        self.submissions.borrow_mut().insert(id, submission);
        self.pump();
        id
    }

    pub(super) fn withdraw(self: &Rc<Self>, id: SubmissionId, reason: JsValue) {
        let submission = self.submissions.borrow_mut().remove(&id);
        if let Some(submission) = submission {
            submission.controller.abort();
            submission.settler.settle(Err(reason));
            self.with(|board, _| board.withdraw(id));
        }
    }

    pub(super) fn send_submission(self: &Rc<Self>, id: SubmissionId) {
        if let Some(sharing) = self.shared()
            && sharing.grant_turn(id)
        {
            return;
        }
        let Some((client, call, controller)) = self.departing(id) else {
            // Withdrawn in the meantime.
            let refused = Err(Error::invalid_argument("The submission was withdrawn."));
            self.board.borrow_mut().submitted(id, refused, &AddOptions::default(), self.now());
            return;
        };
        let session = self.clone();
        spawn_local(async move {
            let outcome = session.exchange_submission(&client, &call, &controller).await;
            let options = session.submissions.borrow().get(&id).map(|it| it.options);
            let options = options.unwrap_or_default();
            session.with(|board, now| board.submitted(id, outcome, &options, now));
        });
    }

    /// A submission whose turn has come, for sending.
    pub(super) fn departing(
        &self,
        id: SubmissionId,
    ) -> Option<(Rc<Client>, Call, AbortController)> {
        let submissions = self.submissions.borrow();
        let submission = submissions.get(&id)?;
        let client = self.clients.get(submission.client)?.clone();
        let call = &submission.call;
        let call = Call { request: call.request.clone(), body: call.body.clone() };
        Some((client, call, submission.controller.clone()))
    }

    pub(super) async fn exchange_submission(
        &self,
        client: &Client,
        call: &Call,
        controller: &AbortController,
    ) -> Result<Job> {
        let answer = exchange(client, call, &self.wire, controller, None).await;
        let job = match answer {
            Ok(response) => client.service.read_submission(&call.request, &response),
            Err(failure) => Err(lost_submission(failure.error)),
        };
        job.map_err(|error| client.failure(error).error)
    }

    pub(super) fn settle_submission(self: &Rc<Self>, id: SubmissionId, outcome: Result<JobKey>) {
        if let Some(sharing) = self.shared() {
            sharing.turn_is_over(id);
        }
        let submission = self.submissions.borrow_mut().remove(&id);
        let Some(submission) = submission else { return };
        let settled = match outcome {
            Ok(key) => Ok(self.job_to_js(key)),
            Err(error) => Err(Failure::from(error).into()),
        };
        submission.settler.settle(settled);
    }

    /// A submission that waited for another tab's board waits for this one's.
    pub(super) fn requeue(self: &Rc<Self>, id: SubmissionId, client: usize, url: &str, in_ms: u64) {
        let submission = self.submissions.borrow_mut().remove(&id);
        let Some(submission) = submission else { return };
        let now = self.now();
        let deadline = now.saturating_add(in_ms);
        let id = self.board.borrow_mut().submit(client, url, deadline, now);
        self.submissions.borrow_mut().insert(id, submission);
    }

    /// The turn was another board's to give; the job comes to this one, and to all.
    pub(super) fn finish_submission(self: &Rc<Self>, id: SubmissionId, outcome: Result<Job>) {
        let options = self.submissions.borrow().get(&id).map(|it| it.options).unwrap_or_default();
        let outcome =
            outcome.and_then(|job| self.with(|board, now| board.add_started(job, &options, now)));
        if let (Ok(key), Some(sharing)) = (&outcome, self.shared()) {
            let state = self.board.borrow().state_of(&[*key], self.now(), Self::date());
            sharing.told_here(&state);
        }
        self.settle_submission(id, outcome);
    }

    /// The board that had the turn gave up on it.
    pub(super) fn overdue_turn(self: &Rc<Self>, id: SubmissionId) {
        self.settle_submission(id, Err(Error::new(
            ErrorCode::Timeout,
            "The submission's turn did not come by its deadline: the service's limits were used up. \
             Nothing was sent.",
        )));
    }

    pub(super) fn cancel(self: &Rc<Self>, key: JobKey, settler: Settler) -> Result<()> {
        self.board.borrow().check_cancel(key)?;
        self.cancels.borrow_mut().push((key, settler));
        match self.shared().filter(|sharing| !sharing.polls()) {
            Some(sharing) => sharing.ask_to_cancel(self, key),
            None => self.with(|board, now| board.cancel(key, now))?,
        }
        Ok(())
    }

    pub(super) fn send_cancel(self: &Rc<Self>, key: JobKey, client: usize, request: Request) {
        let Some(client) = self.clients.get(client).cloned() else { return };
        let Ok(controller) = new_controller() else { return };
        let session = self.clone();
        spawn_local(async move {
            let call = Call::from(request);
            let answer = exchange(&client, &call, &session.wire, &controller, None).await;
            let outcome = match answer {
                Ok(response) => client.service.read_cancel(&response),
                Err(failure) => Err(failure.error),
            };
            let outcome = outcome.map_err(|error| client.failure(error).error);
            session.with(|board, now| board.cancel_answered(key, outcome, now));
        });
    }

    /// Jobs that somebody here wants to have cancelled, and nobody has answered.
    pub(super) fn unanswered_cancels(&self) -> Vec<JobKey> {
        self.cancels.borrow().iter().map(|(key, _)| *key).collect()
    }

    pub(super) fn settle_cancel(&self, key: JobKey, outcome: Result<()>) {
        let mine: Vec<_> = {
            let mut cancels = self.cancels.borrow_mut();
            let (mine, others) = cancels.drain(..).partition(|(one, _)| *one == key);
            *cancels = others;
            mine
        };
        for (_, settler) in mine {
            settler.settle(match &outcome {
                Ok(()) => Ok(self.job_to_js(key)),
                Err(error) => Err(Failure::from(error.clone()).into()),
            });
        }
    }
}
