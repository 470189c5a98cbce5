//! Submissions and cancellations, as they have their turn.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::board::{AddOptions, JobKey, SubmissionId};
use crate::{Error, Job, Request, Result, lost_submission};

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
        let url = submission.call.request.url.clone();
        let (at, now) = (submission.client, self.now());
        let id = self.board.borrow_mut().submit(at, &url, deadline, now);
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
        let Some((client, call, controller)) = self.departing(id) else {
            // Withdrawn in the meantime.
            let refused = Err(Error::invalid_argument("The submission was withdrawn."));
            self.with(|board, now| board.submitted(id, refused, &AddOptions::default(), now));
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
    fn departing(&self, id: SubmissionId) -> Option<(Rc<Client>, Call, AbortController)> {
        let submissions = self.submissions.borrow();
        let submission = submissions.get(&id)?;
        let client = self.clients.get(submission.client)?.clone();
        let call = &submission.call;
        let call = Call::with_body(call.request.clone(), call.body.clone());
        Some((client, call, submission.controller.clone()))
    }

    async fn exchange_submission(
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
        let submission = self.submissions.borrow_mut().remove(&id);
        let Some(submission) = submission else { return };
        let settled = match outcome {
            Ok(key) => Ok(self.job_to_js(key)),
            Err(error) => Err(Failure::from(error).into()),
        };
        submission.settler.settle(settled);
    }

    pub(super) fn cancel(self: &Rc<Self>, key: JobKey, settler: Settler) -> Result<()> {
        self.board.borrow().check_cancel(key)?;
        self.cancels.borrow_mut().push((key, settler));
        self.with(|board, now| board.cancel(key, now))
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
