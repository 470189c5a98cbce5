//! Polls, submissions and cancellations under way.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::board::{AddOptions, JobKey, SubmissionId};
use crate::{Job, Request, Response, Result, lost_submission};

use super::session::BoardSession;
use super::submission::Submission;
use crate::wasm::clients::client::Client;
use crate::wasm::clients::exchange::{exchange, exchange_untimed, read_job};
use crate::wasm::http::request::Call;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::driver::Drive;
use crate::wasm::platform::promise::Settler;
use crate::wasm::values::error::Failure;

impl BoardSession {
    pub(super) fn poll(self: &Rc<Self>, flight: u32, client: usize, request: Request) {
        let Some(client) = self.clients.get(client).cloned() else { return };
        let (session, controller) = (self.clone(), Controller::default());
        self.flights.borrow_mut().insert(flight, controller.clone());
        spawn_local(async move {
            let call = Call::status(request);
            let departs = || session.departs(flight);
            let outcome =
                exchange_untimed(&client, &call, &session.transport, &controller, departs).await;
            session.flights.borrow_mut().remove(&flight);
            session.poll_answered(flight, outcome.map_err(|failure| client.failure(failure).error));
        });
    }

    fn poll_answered(self: &Rc<Self>, flight: u32, answer: Result<Response>) {
        self.with(|tab, at| tab.handle_response(flight, answer, at));
    }

    /// Reports that a poll is ready to be sent. Returns the promise that it must wait for, if it is
    /// held back.
    fn departs(self: &Rc<Self>, flight: u32) -> Option<Promise> {
        if self.with(|tab, at| tab.handle_departing(flight, at)) {
            return None;
        }
        let (promise, settler) = Settler::new();
        self.held.borrow_mut().insert(flight, settler);
        if self.flights.borrow().get(&flight).is_none() {
            // The poll was aborted, so it need not wait.
            self.let_poll_leave(flight);
        }
        Some(promise)
    }

    pub(super) fn let_poll_leave(&self, flight: u32) {
        let held = self.held.borrow_mut().remove(&flight);
        if let Some(settler) = held {
            settler.settle(Ok(JsValue::UNDEFINED));
        }
    }

    pub(super) fn abort_poll(&self, flight: u32) {
        let controller = self.flights.borrow_mut().remove(&flight);
        if let Some(controller) = controller {
            controller.abort();
        }
        // A request that is aborted is not sent.
        self.let_poll_leave(flight);
    }

    pub(super) fn submit(
        self: &Rc<Self>,
        options: AddOptions,
        submission: Submission,
    ) -> Result<SubmissionId> {
        let (at, client) = (self.moment(), submission.client);
        let url = &submission.call.request.url;
        let id = self.tab.borrow_mut().submit(client, url, options, at)?;
        self.submissions.borrow_mut().insert(id, submission);
        self.drive();
        Ok(id)
    }

    pub(super) fn withdraw(self: &Rc<Self>, id: SubmissionId, reason: JsValue) {
        let submission = self.submissions.borrow_mut().remove(&id);
        if let Some(submission) = submission {
            submission.controller.abort();
            submission.settler.settle(Err(reason));
            self.with(|tab, at| tab.withdraw(id, at));
        }
    }

    pub(super) fn send_submission(self: &Rc<Self>, id: SubmissionId) {
        let Some((client, call, controller)) = self.departing(id) else { return };
        let session = self.clone();
        spawn_local(async move {
            let outcome = session.exchange_submission(&client, &call, &controller).await;
            session.with(|tab, at| tab.handle_submitted(id, outcome, at));
        });
    }

    /// Returns the parts for sending a submission whose turn has come.
    fn departing(&self, id: SubmissionId) -> Option<(Rc<Client>, Call, Controller)> {
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
        controller: &Controller,
    ) -> Result<Job> {
        let answer = exchange(client, call, &self.transport, controller).await;
        let job = match answer {
            Ok(response) => read_job(client, call, &response),
            Err(failure) => Err(lost_submission(failure.error)),
        };
        job.map_err(|error| client.failure(error).error)
    }

    pub(super) fn settle_submission(self: &Rc<Self>, id: SubmissionId, outcome: Result<JobKey>) {
        let submission = self.submissions.borrow_mut().remove(&id);
        let Some(submission) = submission else { return };
        submission.settler.settle(match outcome {
            Ok(key) => Ok(self.job_to_js(key)),
            Err(error) => {
                // Nothing waits for the answer to a request that is still under way.
                submission.controller.abort();
                Err(Failure::from(error).into())
            }
        });
    }

    pub(super) fn cancel(self: &Rc<Self>, key: JobKey, settler: Settler) -> Result<()> {
        let at = self.moment();
        self.tab.borrow_mut().cancel(key, at)?;
        self.cancels.borrow_mut().push((key, settler));
        self.drive();
        Ok(())
    }

    pub(super) fn send_cancel(self: &Rc<Self>, key: JobKey, client: usize, request: Request) {
        let Some(client) = self.clients.get(client).cloned() else { return };
        let (session, controller) = (self.clone(), Controller::default());
        spawn_local(async move {
            let job = session.tab.borrow().board().job(key, session.now()).map(|it| it.job.clone());
            let call = Call::from(request);
            let answer = exchange(&client, &call, &session.transport, &controller).await;
            let outcome = match answer {
                Ok(response) => match job {
                    Some(job) => client.service.read_cancel_of(&job, &response),
                    None => client.service.read_cancel(&response),
                },
                Err(failure) => Err(failure.error),
            };
            let outcome = outcome.map_err(|error| client.failure(error).error);
            session.with(|tab, at| tab.handle_cancelled(key, outcome, at));
        });
    }

    pub(super) fn settle_cancel(&self, key: JobKey, outcome: &Result<()>) {
        let mine: Vec<_> = {
            let mut cancels = self.cancels.borrow_mut();
            let (mine, others) = cancels.drain(..).partition(|(one, _)| *one == key);
            *cancels = others;
            mine
        };
        for (_, settler) in mine {
            settler.settle(match outcome {
                Ok(()) => Ok(self.job_to_js(key)),
                Err(error) => Err(Failure::from(error.clone()).into()),
            });
        }
    }
}
