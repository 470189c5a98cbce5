//! Asking resources of Azure AI Language what their models say: one of them, or one after the other.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use crate::failover::{Failover, FailoverOptions, Run};
use crate::poller::Until;
use crate::service::{AzureLanguageRuntime, Pace, Results};
use crate::{Download, Error, ErrorCode, Job, JobStatus, Result};

use super::alarm::Alarm;
use super::client_options::{read_client, read_client_options};
use super::error::{Failure, number};
use super::exchange::exchange;
use super::fields::{Fields, set};
use super::job_poller::status_to_js;
use super::job_result::fetch;
use super::listeners::Listeners;
use super::output::to_js;
use super::poll_options::PollOptions;
use super::promise::abortable;
use super::question::{Ask, Question, prediction_to_js, results_to_js};
use super::request::Call;
use super::service::{Client, new_controller};
use super::session::Session;
use super::signal::AbortWatch;
use super::timer::now;

/// No request's documents fill more pages: each holds at least one.
const MAX_PAGES: usize = 100;

/// A resource's contract, with its caller's credential.
pub(super) struct RuntimeClient {
    pub(super) contract: Rc<AzureLanguageRuntime>,
    pub(super) client: Rc<Client>,
}

/// Resources in the order of preference.
pub(super) struct Resources {
    /// With what an answer calls each.
    pub(super) all: Vec<(&'static str, Rc<RuntimeClient>)>,
    pub(super) failover: RefCell<Failover>,
    pub(super) listeners: Rc<Listeners>,
}

impl RuntimeClient {
    /// Reads `{ endpoint, apiVersion?, credential?, upstream?, credentials?, headers?, baseUrl?,
    /// trustedOrigins? }`.
    pub(super) fn read(what: &'static str, options: &JsValue) -> Result<Self> {
        let fields = Fields::options(what, options);
        let given = read_client_options(&fields, "endpoint")?;
        let version = fields.text("apiVersion");
        fields.end()?;
        let contract = Rc::new(AzureLanguageRuntime::with_options(&given, version.as_deref())?);
        let client = read_client(&fields, contract.clone(), true)?;
        Ok(Self { contract, client })
    }

    /// The request that puts a question.
    pub(super) fn call(&self, question: &Question) -> Result<Call> {
        let request = match question.ask {
            Ask::Job(family, _) => self.contract.job_request(family, Vec::new())?,
            Ask::Utterance => self.contract.prediction_request(Vec::new()),
            Ask::Conversations => {
                self.contract.require_conversational()?;
                self.contract.prediction_request(Vec::new())
            }
        };
        Ok(Call::with_body(request, question.body.clone()))
    }
}

impl Resources {
    pub(super) fn new(
        all: Vec<(&'static str, Rc<RuntimeClient>)>,
        options: FailoverOptions,
    ) -> Result<Rc<Self>> {
        let failover = RefCell::new(Failover::new(all.len(), options)?);
        Ok(Rc::new(Self { all, failover, listeners: Rc::default() }))
    }

    /// Asks one resource after the other, as the state machine says.
    pub(super) fn ask(
        self: &Rc<Self>,
        question: Question,
        options: &JsValue,
        pace: Pace,
        fetch: Option<&Function>,
    ) -> Result<Promise> {
        let mut options = PollOptions::read(options, pace)?;
        if options.wire.fetch.is_none() {
            options.wire.fetch = fetch.cloned();
        }
        let controller = new_controller()?;
        let (resources, inner) = (self.clone(), controller.clone());
        let signals = options.signal.take().into_iter().collect::<Vec<_>>();
        let task = async move {
            let answer = resources.run(&question, &options, &inner).await;
            answer.map(JsValue::from).map_err(JsValue::from)
        };
        Ok(abortable(&signals, &controller, Box::pin(task)))
    }

    async fn run(
        &self,
        question: &Question,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Object, Failure> {
        let mut run = Run::default();
        // Of the most preferred resource that was asked: the error is that one's as well.
        let mut cause: Option<(usize, Option<JsValue>)> = None;
        loop {
            let next = self.change(&mut |failover| failover.next(&mut run, now()).map(Some));
            let at = match next {
                Ok(at) => at.unwrap_or_default(),
                Err(error) => {
                    let cause = cause.take().and_then(|(_, cause)| cause);
                    return Err(Failure { error, cause });
                }
            };
            let Some((name, resource)) = self.all.get(at) else {
                return Err(aborted().into());
            };
            let submitting = Cell::new(false);
            let asked = (question, &submitting);
            let outcome = self.attempt(resource, asked, &mut run, options, controller).await;
            let failure = match outcome {
                Ok(answer) => {
                    self.answered(&mut run);
                    if self.all.len() > 1 {
                        set(&answer, "answeredBy", &(*name).into());
                        set(&answer, "endpoint", &resource.contract.endpoint().into());
                    }
                    return Ok(answer);
                }
                Err(failure) => failure,
            };
            let failure = resource.client.failure(failure);
            if controller.signal().aborted() {
                self.failover.borrow_mut().abandoned(&mut run);
                return Err(failure);
            }
            let Failure { error, cause: thrown } = failure;
            let told = self.change(&mut |failover| {
                failover.failed(&mut run, error.clone(), submitting.get(), now()).map(|()| None)
            });
            if let Err(error) = told {
                return Err(Failure { error, cause: thrown });
            }
            if cause.as_ref().is_none_or(|(earlier, _)| at < *earlier) {
                cause = Some((at, thrown));
            }
        }
    }

    async fn attempt(
        &self,
        resource: &RuntimeClient,
        (question, submitting): (&Question, &Cell<bool>),
        run: &mut Run,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Object, Failure> {
        let RuntimeClient { contract, client } = resource;
        let call = resource.call(question)?;
        // Of its own, since a time-out aborts it, and not the other resource's turn.
        let first = new_controller()?;
        let inner = first.clone();
        let _watch = AbortWatch::new(controller.signal().unchecked_into(), move |_| inner.abort());
        let Ask::Job(_, page) = &question.ask else {
            let response = exchange(client, &call, &options.wire, &first, None).await?;
            let prediction = contract.read_prediction(&response)?;
            return Ok(prediction_to_js(&prediction));
        };
        submitting.set(true);
        let job = client.submit(&call, options, &first).await?;
        submitting.set(false);
        // It took the job, so it is there. Others need not wait for the job's end.
        self.answered(run);
        let deadline = now().saturating_add(options.pace.timeout_ms);
        let status = follow(client, &job, options, controller).await?;
        let mut url = contract.results_request(&job, page)?.url;
        let mut all: Option<Results> = None;
        for _ in 0..MAX_PAGES {
            let part = Job { url, ..job.clone() };
            let download = Download::new(client.service.clone(), &part, &status, options.pace);
            let mut download = download?;
            let signal = controller.signal();
            let page = fetch(client, &options.wire, &mut download, &signal, &|| (), None);
            let alarm = Alarm::after(deadline.saturating_sub(now()), &signal);
            let page = alarm.race(page).await.unwrap_or_else(|| {
                let message = "The results had not arrived as a whole by the deadline (timeoutMs).";
                Err(Error::new(ErrorCode::Timeout, message).with_job(&job).into())
            });
            let (response, _) = page?;
            let page = contract.read_results(&response)?;
            let next = contract.next_request(&page)?;
            if let Some(all) = &mut all {
                all.append(page);
            } else {
                all = Some(page);
            }
            match (next, &all) {
                (Some(next), _) if next.url != part.url => url = next.url,
                (None, Some(all)) => {
                    let answer = results_to_js(all);
                    set(&answer, "job", &to_js(&job));
                    return Ok(answer);
                }
                _ => break,
            }
        }
        let message = "The results go round in circles: their nextLink leads to no end.";
        Err(Error::new(ErrorCode::UnreadableResponse, message).with_job(&job).into())
    }

    fn answered(&self, run: &mut Run) {
        let _ = self.change(&mut |failover| {
            failover.answered(run, now());
            Ok(None)
        });
    }

    /// Does something to the state machine, and then tells the listeners if a resource's health
    /// changed.
    fn change(
        &self,
        change: &mut dyn FnMut(&mut Failover) -> Result<Option<usize>>,
    ) -> Result<Option<usize>> {
        let (outcome, changed) = {
            let mut failover = self.failover.borrow_mut();
            let before = failover.changes();
            let outcome = change(&mut failover);
            (outcome, failover.changes() != before)
        };
        if changed {
            self.listeners.tell(|| self.state().into());
        }
        outcome
    }

    /// How each resource fares, and which one would be asked now.
    pub(super) fn state(&self) -> Object {
        let state = Object::new();
        for (at, (name, resource)) in self.all.iter().enumerate() {
            let health = self.failover.borrow().resources().get(at).cloned().unwrap_or_default();
            let object = Object::new();
            set(&object, "endpoint", &resource.contract.endpoint().into());
            set(&object, "isUp", &health.is_up().into());
            set(&object, "failures", &health.failures().into());
            if let Some(error) = health.error() {
                set(&object, "error", &Failure::from(error.clone()).into());
            }
            if let Some(at) = health.retry_at_ms() {
                set(&object, "retryInMs", &number(at.saturating_sub(now())).into());
            }
            set(&state, name, &object);
        }
        let current = self.failover.borrow().current(now());
        if let Some((name, _)) = current.and_then(|at| self.all.get(at)) {
            set(&state, "current", &(*name).into());
        }
        state
    }
}

/// Follows a job to its end. Gives the last reading.
async fn follow(
    client: &Rc<Client>,
    job: &Job,
    options: &PollOptions,
    controller: &AbortController,
) -> Result<JobStatus, Failure> {
    let options = PollOptions {
        wire: options.wire.clone(),
        pace: options.pace,
        signal: Some(controller.signal().unchecked_into()),
        on_progress: options.on_progress.clone(),
    };
    let deadline = Some(now().saturating_add(options.pace.timeout_ms));
    let session = Session::new(client.clone(), job.clone(), options);
    let done = JsFuture::from(session.wait(Until::Done, deadline, None, status_to_js)).await;
    let status = session.poller.borrow().status().cloned();
    match (done, status) {
        (Ok(_), Some(status)) => Ok(status),
        // An abort ends the wait without a failure.
        _ => Err(session.ended_with.take().unwrap_or_else(|| aborted().into())),
    }
}

/// What a task ends with whose promise was settled by an abort already.
fn aborted() -> Error {
    Error::new(ErrorCode::Timeout, "The caller has ended this.")
}
