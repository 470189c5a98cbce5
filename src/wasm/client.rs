//! What both classes of services share: a service and its caller's credential.

use std::rc::Rc;

use js_sys::{JSON, Promise};
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use crate::service::Service;
use crate::{Error, Job, JobState, JobStatus, Request, Result, lost_submission};

use super::answer::read_response;
use super::credentials::Credentials;
use super::error::{Failure, Thrown};
use super::exchange::exchange;
use super::fields::{Fields, kind};
use super::job_poller::JobPoller;
use super::output::to_js;
use super::poll_options::PollOptions;
use super::promise::abortable;
use super::request::{Call, as_core};

/// A service with a credential.
pub(super) struct Client {
    pub(super) service: Rc<dyn Service>,
    pub(super) credentials: Credentials,
}

impl Client {
    /// A request with the credential that needs no asking for, as a plain object.
    pub(super) fn finish(&self, request: Request, body: JsValue) -> Thrown<JsValue> {
        let mut call = Call { request, body };
        self.credentials.authorize(&mut call.request)?;
        Ok(call.to_js())
    }

    /// A failure without the secrets that a service may have echoed.
    pub(super) fn failure(&self, failure: impl Into<Failure>) -> Failure {
        let mut failure = failure.into();
        self.credentials.redact(&mut failure.error);
        failure
    }

    fn clean<T>(&self, result: Result<T>) -> Thrown<T> {
        result.map_err(|error| self.failure(error))
    }

    pub(super) fn status_request(&self, job: &JsValue) -> Thrown<JsValue> {
        let job = self.read_job(job)?;
        self.finish(self.service.status_request(&job)?, JsValue::UNDEFINED)
    }

    pub(super) fn result_request(&self, job: &JsValue, status: &JsValue) -> Thrown<JsValue> {
        let job = self.read_job(job)?;
        let status = read_job_status(status)?;
        self.finish(self.service.result_request(&job, &status)?, JsValue::UNDEFINED)
    }

    pub(super) fn read_submission(&self, request: &JsValue, response: &JsValue) -> Thrown<JsValue> {
        let request = as_core(request)?;
        let response = read_response(response)?;
        self.clean(self.service.read_submission(&request, &response)).map(|job| to_js(&job))
    }

    pub(super) fn read_status(&self, response: &JsValue) -> Thrown<JsValue> {
        let response = read_response(response)?;
        self.clean(self.service.read_status(&response)).map(|status| to_js(&status))
    }

    /// Adds the token of a provider to a request, for pages that make their own calls.
    pub(super) fn authorize(self: &Rc<Self>, request: &JsValue) -> Thrown<Promise> {
        let mut call = Call::from_js(request)?;
        self.service.check_origin(&call.request.url)?;
        let (client, controller) = (self.clone(), AbortController::new().map_err(no_controller)?);
        let signal = controller.signal();
        Ok(abortable(&[], &controller, async move {
            client.credentials.authorize_to_send(&mut call.request, false, &signal).await?;
            Ok(call.to_js())
        }))
    }

    pub(super) fn start(self: &Rc<Self>, request: &JsValue, options: &JsValue) -> Thrown<Promise> {
        let call = Call::from_js(request)?;
        self.service.check_origin(&call.request.url)?;
        let options = PollOptions::read(options, self.service.pace())?;
        let controller = AbortController::new().map_err(no_controller)?;
        let (client, inner) = (self.clone(), controller.clone());
        let signals = options.signal.clone().into_iter().collect::<Vec<_>>();
        Ok(abortable(&signals, &controller, async move {
            let job = client
                .submit(&call, &options, &inner)
                .await
                .map_err(|failure| client.failure(failure))?;
            Ok(JobPoller::new(client, job, options).into())
        }))
    }

    async fn submit(
        &self,
        call: &Call,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Job, Failure> {
        let response = exchange(self, call, &options.wire, controller, None)
            .await
            .map_err(|failure| Failure { error: lost_submission(failure.error), ..failure })?;
        Ok(self.service.read_submission(&call.request, &response)?)
    }

    pub(super) fn follow(self: &Rc<Self>, job: &JsValue, options: &JsValue) -> Thrown<JobPoller> {
        let options = PollOptions::read(options, self.service.pace())?;
        Ok(JobPoller::new(self.clone(), self.read_job(job)?, options))
    }

    /// A job however it is named: the plain object, its JSON, or a job URL.
    fn read_job(&self, value: &JsValue) -> Result<Job> {
        let Some(text) = value.as_string() else {
            return self.service.adopt(read_job_object(value)?);
        };
        if !text.trim_start().starts_with('{') {
            return self.service.job_from_url(&text);
        }
        let parsed = JSON::parse(&text)
            .map_err(|_| Error::invalid_argument("The stored job is not JSON: is it cut off?"))?;
        self.service.adopt(read_job_object(&parsed)?)
    }
}

fn no_controller(_: JsValue) -> Error {
    Error::invalid_argument("This platform has no AbortController, which requests need.")
}

fn read_job_object(value: &JsValue) -> Result<Job> {
    if !value.is_object() {
        return Err(Error::invalid_argument(format!(
            "The job must be a Job, its JSON or a job URL, and is {}.",
            kind(value)
        )));
    }
    let fields = Fields::of("job", value)?;
    Ok(Job {
        service: fields.required_text("service")?,
        operation: fields.required_text("operation")?,
        project: fields.text("project")?,
        id: fields.required_text("id")?,
        url: fields.required_text("url")?,
    })
}

/// What a result request needs of a status: whether there is a result, and where.
fn read_job_status(value: &JsValue) -> Result<JobStatus> {
    let fields = Fields::of("status", value)?;
    let name = fields.required_text("state")?;
    let state = JobState::ALL.into_iter().find(|state| state.as_str() == name);
    let state = state.ok_or_else(|| {
        Error::invalid_argument(format!("status.state \"{name}\" is none of a JobStatus."))
    })?;
    let mut status = JobStatus::new(state, fields.text("serviceState")?.unwrap_or_default());
    status.result_url = fields.text("resultUrl")?;
    Ok(status)
}
