//! `LanguageFailover`: one client over two resources.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use crate::failover::{Failover, FailoverOptions, Run};
use crate::service::{Analysis, ResultsPage, Service as _, Utterance};
use crate::{Error, Result};

use super::error::{Failure, Thrown, number};
use super::fields::{Fields, kind, set};
use super::poll_options::PollOptions;
use super::promise::abortable;
use super::runtime_client::{
    RuntimeClient, prediction_to_js, read_analysis, read_utterance, results_to_js, tell,
};
use super::service::new_controller;
use super::timer::now;

/// The names of the resources, in the order of preference.
const NAMES: [&str; 2] = ["primary", "secondary"];

/// One client over two resources of Azure AI Language: asks the secondary when the primary is
/// unreachable, throttled or failing, returns when it recovers, and says which one answered.
#[wasm_bindgen]
pub struct LanguageFailover {
    shared: Rc<Shared>,
}

struct Shared {
    resources: [RuntimeClient; 2],
    failover: RefCell<Failover>,
    fetch: Option<Function>,
    listeners: RefCell<Vec<(u32, Function)>>,
    last_listener: RefCell<u32>,
}

/// What to ask, of whichever resource.
enum Question {
    Analysis(Analysis, ResultsPage),
    Utterance(Utterance),
}

/// A failure, and whether it was the submission that failed.
struct Failed {
    failure: Failure,
    submitted: bool,
}

#[wasm_bindgen]
impl LanguageFailover {
    /// A client for `{ primary, secondary, fetch?, firstPauseMs?, longestPauseMs?,
    /// repeatLostSubmissions? }`; each resource is what `LanguageRuntime` takes.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "LanguageFailoverOptions")] options: &JsValue,
    ) -> Thrown<LanguageFailover> {
        let fields = Fields::of("options", options);
        let mut wishes = FailoverOptions::default();
        let ms = |name| fields.whole(name).map(|ms| ms as u64);
        wishes.first_pause_ms = ms("firstPauseMs").unwrap_or(wishes.first_pause_ms);
        wishes.longest_pause_ms = ms("longestPauseMs").unwrap_or(wishes.longest_pause_ms);
        if let Some(repeat) = fields.boolean("repeatLostSubmissions") {
            wishes.repeat_lost_submissions = repeat;
        }
        let fetch = fields.function("fetch");
        fields.end()?;
        let primary = RuntimeClient::read("options.primary", &fields.get("primary"))?;
        let secondary = RuntimeClient::read("options.secondary", &fields.get("secondary"))?;
        if primary.contract.endpoint() == secondary.contract.endpoint() {
            return Err(Error::invalid_argument(
                "options.primary and options.secondary are the same resource.",
            )
            .into());
        }
        let shared = Shared {
            resources: [primary, secondary],
            failover: RefCell::new(Failover::new(NAMES.len(), wishes)?),
            fetch,
            listeners: RefCell::default(),
            last_listener: RefCell::default(),
        };
        Ok(Self { shared: Rc::new(shared) })
    }

    /// Analyses documents with a deployment that both resources have. A job is followed at the
    /// resource that took it; should that one go away meanwhile, the other one is asked anew.
    #[wasm_bindgen(unchecked_return_type = "Promise<AnalysisResults & AnsweredBy & { job: Job }>")]
    pub fn analyze(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AnalysisDocuments")] documents: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "AnalysisOptions & PollOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let (analysis, page) = read_analysis(documents, options)?;
        let [primary, _] = &self.shared.resources;
        primary.contract.analyze_request(&analysis)?;
        self.ask(Question::Analysis(analysis, page), options)
    }

    /// Asks what an utterance means, of a deployment that both resources have.
    #[wasm_bindgen(unchecked_return_type = "Promise<Prediction & AnsweredBy>")]
    pub fn predict(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "PredictionOptions & RequestOptions")]
        options: &JsValue,
    ) -> Thrown<Promise> {
        let utterance = read_utterance(text, options)?;
        let [primary, _] = &self.shared.resources;
        primary.contract.predict_request(&utterance)?;
        self.ask(Question::Utterance(utterance), options)
    }

    /// How each resource fares, and which one would be asked now.
    #[wasm_bindgen(getter, unchecked_return_type = "FailoverState")]
    pub fn state(&self) -> JsValue {
        self.shared.state().into()
    }

    /// Calls back with the state whenever a resource goes out of use or comes back. Returns the
    /// function that ends this.
    #[wasm_bindgen(js_name = onChange, unchecked_return_type = "() => void")]
    pub fn on_change(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(state: FailoverState) => void")] listener: &JsValue,
    ) -> Thrown<JsValue> {
        let Some(function) = listener.dyn_ref::<Function>() else {
            return Err(Error::invalid_argument(format!(
                "onChange takes a function, and got {}.",
                kind(listener)
            ))
            .into());
        };
        let mut last = self.shared.last_listener.borrow_mut();
        *last = last.wrapping_add(1);
        let number = *last;
        self.shared.listeners.borrow_mut().push((number, function.clone()));
        let shared = self.shared.clone();
        let unlisten = move || shared.listeners.borrow_mut().retain(|(it, _)| *it != number);
        Ok(Closure::<dyn Fn()>::new(unlisten).into_js_value())
    }
}

impl LanguageFailover {
    fn ask(&self, question: Question, options: &JsValue) -> Thrown<Promise> {
        let [primary, _] = &self.shared.resources;
        // With another resource at hand, one that does not answer is not waited for as long.
        let mut pace = primary.contract.pace();
        pace.max_interval_ms = 5_000;
        pace.timeout_ms = 600_000;
        pace.request_timeout_ms = 15_000;
        let mut options = PollOptions::read(options, pace)?;
        if options.wire.fetch.is_none() {
            options.wire.fetch.clone_from(&self.shared.fetch);
        }
        let controller = new_controller()?;
        let (shared, inner) = (self.shared.clone(), controller.clone());
        let signals = options.signal.clone().into_iter().collect::<Vec<_>>();
        let task = async move {
            let answer = shared.run(&question, &options, &inner).await;
            answer.map(JsValue::from).map_err(JsValue::from)
        };
        Ok(abortable(&signals, &controller, Box::pin(task)))
    }
}

impl Shared {
    /// Asks one resource after the other, as the state machine says.
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
            let next = self.tell_of(|failover| failover.next(&mut run, now()));
            let at = next.map_err(|error| {
                let cause = cause.take().and_then(|(_, cause)| cause);
                Failure { error, cause }
            })?;
            let (Some(resource), Some(name)) = (self.resources.get(at), NAMES.get(at)) else {
                return Err(Error::invalid_argument("There is no such resource.").into());
            };
            let outcome = self.attempt(resource, question, &mut run, options, controller).await;
            let Failed { failure, submitted } = match outcome {
                Ok(answer) => {
                    self.tell_of(|failover| failover.answered(&mut run, now()));
                    set(&answer, "answeredBy", &(*name).into());
                    set(&answer, "endpoint", &resource.contract.endpoint().into());
                    return Ok(answer);
                }
                Err(failed) => failed,
            };
            let Failure { error, cause: thrown } = resource.client.failure(failure);
            if controller.signal().aborted() {
                self.failover.borrow_mut().abandoned(&mut run);
                return Err(error.into());
            }
            let told = self.tell_of(|failover| failover.failed(&mut run, error, submitted, now()));
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
        question: &Question,
        run: &mut Run,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Object, Failed> {
        let (analysis, page) = match question {
            Question::Analysis(analysis, page) => (analysis, page),
            Question::Utterance(utterance) => {
                let prediction = resource.predict(utterance, options, controller).await;
                return prediction
                    .map(|prediction| prediction_to_js(&prediction))
                    .map_err(|failure| Failed { failure, submitted: false });
            }
        };
        let job = resource.submit(analysis, options, controller).await;
        let job = job.map_err(|failure| Failed { failure, submitted: true })?;
        // It took the job, so it is there. Others need not wait for the job's end.
        self.tell_of(|failover| failover.answered(run, now()));
        let results = resource.results(&job, page, options, controller).await;
        let results = results.map_err(|failure| Failed { failure, submitted: false })?;
        let object = results_to_js(&results);
        set(&object, "job", &super::output::to_js(&job));
        Ok(object)
    }

    /// Does something to the state machine, and then tells the listeners if a resource's health
    /// changed.
    fn tell_of<T>(&self, change: impl FnOnce(&mut Failover) -> T) -> T {
        let (outcome, changed) = {
            let mut failover = self.failover.borrow_mut();
            let before = failover.changes();
            let outcome = change(&mut failover);
            (outcome, failover.changes() != before)
        };
        if changed {
            let listeners = self.listeners.borrow().clone();
            for (_, listener) in listeners {
                tell(Some(&listener), &self.state());
            }
        }
        outcome
    }

    fn state(&self) -> Object {
        let (healths, current) = {
            let failover = self.failover.borrow();
            (failover.resources().to_vec(), failover.current(now()))
        };
        let state = Object::new();
        for ((name, health), resource) in NAMES.iter().zip(healths).zip(&self.resources) {
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
        if let Some(name) = current.and_then(|at| NAMES.get(at)) {
            set(&state, "current", &(*name).into());
        }
        state
    }
}
