//! One resource's runtime: what `LanguageRuntime` and `LanguageFailover` have in common.

use std::rc::Rc;

use js_sys::{Array, Function, JSON, Math, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

use crate::poller::{Action, Poller, Until};
use crate::service::{
    Analysis, AnalysisKind, AzureLanguageRuntime, InputDocument, Prediction, Results, ResultsPage,
    Service as _, Utterance,
};
use crate::{Error, ErrorCode, Job, Request, Response, Result};

use super::alarm::Alarm;
use super::credentials::Credentials;
use super::error::Failure;
use super::exchange::exchange;
use super::fields::{Fields, kind, list_of, text_argument};
use super::output::to_js;
use super::poll_options::PollOptions;
use super::request::Call;
use super::service::{Client, new_controller};
use super::signal::AbortWatch;
use super::timer::now;

/// No request's documents fill more pages: each holds at least one.
const MAX_PAGES: usize = 100;

/// How often a page is asked for that does not come.
const PAGE_ATTEMPTS: u32 = 4;

/// A resource's contract, with its caller's credential.
pub(super) struct RuntimeClient {
    pub(super) contract: Rc<AzureLanguageRuntime>,
    pub(super) client: Rc<Client>,
}

impl RuntimeClient {
    /// Reads `{ endpoint, apiVersion?, credential?, trustedOrigins? }`.
    pub(super) fn read(what: &'static str, options: &JsValue) -> Result<Self> {
        let fields = Fields::of(what, options);
        let endpoint = fields.base_url("endpoint");
        let version = fields.text("apiVersion");
        let trusted = fields.texts("trustedOrigins");
        fields.end()?;
        let contract = AzureLanguageRuntime::new(&endpoint, version.as_deref())?;
        let contract = Rc::new(contract.trusting(&trusted)?);
        let credentials = Credentials::read(&fields, contract.scope(), true)?;
        let client = Rc::new(Client { service: contract.clone(), credentials });
        Ok(Self { contract, client })
    }

    /// Submits an analysis. What is rejected was told of as a submission.
    pub(super) async fn submit(
        &self,
        analysis: &Analysis,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Job, Failure> {
        let call = as_call(self.contract.analyze_request(analysis)?);
        let inner = Inner::of(controller)?;
        self.client.submit(&call, options, &inner.controller).await
    }

    /// Follows a job to its end, and collects its results: all pages.
    pub(super) async fn results(
        &self,
        job: &Job,
        page: &ResultsPage,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Results, Failure> {
        self.follow(job, options, controller).await?;
        let about_job =
            |failure: Failure| Failure { error: failure.error.with_job(job), ..failure };
        self.collect(job, page, options, controller).await.map_err(about_job)
    }

    /// Asks what an utterance means.
    pub(super) async fn predict(
        &self,
        utterance: &Utterance,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Prediction, Failure> {
        let call = as_call(self.contract.predict_request(utterance)?);
        let response = self.send(&call, options, controller).await?;
        Ok(self.contract.read_prediction(&response)?)
    }

    async fn follow(
        &self,
        job: &Job,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<(), Failure> {
        let signal = controller.signal();
        let mut poller = Poller::new(self.client.service.clone(), job.clone(), options.pace);
        poller.watch(Until::Done, Some(now().saturating_add(options.pace.timeout_ms)), now());
        let mut cause = None;
        loop {
            match poller.next_action() {
                Some(Action::Send { request, flight }) => {
                    let outcome = self.send(&Call::from(request), options, controller).await;
                    match outcome {
                        Ok(response) => {
                            cause = None;
                            poller.answered(flight, &response, now(), Math::random());
                        }
                        Err(failure) => {
                            cause = failure.cause;
                            poller.failed(flight, failure.error, now(), Math::random());
                        }
                    }
                    poller.wake(now());
                }
                Some(Action::Report(status)) => tell(options.on_progress.as_ref(), &to_js(&status)),
                Some(Action::Settle { outcome, .. }) => {
                    return outcome.map(drop).map_err(|error| Failure { error, cause });
                }
                // The request has its own time-out.
                Some(Action::Abandon) => {}
                None => {
                    let Some(at) = poller.wake_at() else { return Err(aborted().into()) };
                    sleep(at.saturating_sub(now()), &signal).await?;
                    poller.wake(now());
                }
            }
        }
    }

    async fn collect(
        &self,
        job: &Job,
        page: &ResultsPage,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Results, Failure> {
        let mut request = self.contract.results_request(job, page)?;
        let mut all: Option<Results> = None;
        for _ in 0..MAX_PAGES {
            let page = self.page(&request, options, controller).await?;
            let next = self.contract.next_request(&page)?;
            let results = match all {
                None => page,
                Some(mut results) => {
                    results.append(page);
                    results
                }
            };
            match next {
                Some(next) if next.url != request.url => request = next,
                Some(_) => break,
                None => return Ok(results),
            }
            all = Some(results);
        }
        Err(Error::new(
            ErrorCode::UnreadableResponse,
            "The results go round in circles: their nextLink leads to no end.",
        )
        .into())
    }

    async fn page(
        &self,
        request: &Request,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Results, Failure> {
        let call = Call::from(request.clone());
        let mut attempt = 1;
        loop {
            let failure = match self.send(&call, options, controller).await {
                Ok(response) => match self.contract.read_results(&response) {
                    Ok(results) => return Ok(results),
                    Err(error) => error.into(),
                },
                Err(failure) => failure,
            };
            if attempt == PAGE_ATTEMPTS || !failure.error.is_transient() {
                return Err(failure);
            }
            let wait = options.pace.after_failure(attempt, &failure.error, Math::random());
            sleep(wait, &controller.signal()).await?;
            attempt += 1;
        }
    }

    async fn send(
        &self,
        call: &Call,
        options: &PollOptions,
        controller: &AbortController,
    ) -> Result<Response, Failure> {
        let inner = Inner::of(controller)?;
        exchange(&self.client, call, &options.wire, &inner.controller, None).await
    }
}

/// The controller of one request of a task: the task's end is its end, and not the other way round.
struct Inner {
    controller: AbortController,
    _watch: AbortWatch,
}

impl Inner {
    fn of(outer: &AbortController) -> Result<Self> {
        let signal = outer.signal();
        if signal.aborted() {
            return Err(aborted());
        }
        let controller = new_controller()?;
        let inner = controller.clone();
        let watch = AbortWatch::new(signal.unchecked_into(), move |_| inner.abort());
        Ok(Self { controller, _watch: watch })
    }
}

/// What a task ends with whose promise was settled by an abort already.
fn aborted() -> Error {
    Error::new(ErrorCode::Timeout, "The caller has ended this.")
}

async fn sleep(ms: u64, signal: &AbortSignal) -> Result<()> {
    Alarm::after(ms, signal).race(std::future::pending::<()>()).await;
    if signal.aborted() { Err(aborted()) } else { Ok(()) }
}

/// A listener that throws is the page's own bug: it is reported as any other uncaught error is.
pub(super) fn tell(listener: Option<&Function>, news: &JsValue) {
    if let Some(listener) = listener
        && let Err(thrown) = listener.call1(&JsValue::UNDEFINED, news)
    {
        drop(Promise::reject(&thrown));
    }
}

/// A request whose body is text, with that text as JavaScript has it.
pub(super) fn as_call(mut request: Request) -> Call {
    let body = request.body.take().unwrap_or_default();
    Call { body: String::from_utf8_lossy(&body).as_ref().into(), request }
}

/// Reads documents and what to do with them.
pub(super) fn read_analysis(
    documents: &JsValue,
    options: &JsValue,
) -> Result<(Analysis, ResultsPage)> {
    let fields = Fields::of("options", options);
    let project = fields.required_text("project");
    let deployment = fields.required_text("deployment");
    let kind = fields.required_text("kind");
    let language = fields.text("language");
    let page = ResultsPage {
        show_stats: fields.boolean("showStats").unwrap_or_default(),
        ..Default::default()
    };
    let analysis = (
        fields.text("displayName"),
        fields.text("stringIndexType"),
        fields.boolean("loggingOptOut"),
    );
    fields.end()?;
    let (display_name, string_index_type, logging_opt_out) = analysis;
    Ok((
        Analysis {
            kind: AnalysisKind::parse(&kind)?,
            project,
            deployment,
            documents: read_documents(documents, language.as_ref())?,
            display_name,
            string_index_type,
            logging_opt_out,
        },
        page,
    ))
}

/// Texts, whose ids are their places from 0, or `{ id?, text, language? }`.
fn read_documents(value: &JsValue, language: Option<&String>) -> Result<Vec<InputDocument>> {
    let list = if value.is_object() { list_of(value).ok() } else { None };
    let Some(list) = list else {
        return Err(Error::invalid_argument(format!(
            "The documents must be a list, and are {}.",
            kind(value)
        )));
    };
    let read = |(at, item): (usize, JsValue)| {
        let place = || format!("{at}");
        if let Some(text) = item.as_string() {
            return Ok(InputDocument { id: place(), text, language: language.cloned() });
        }
        let fields = Fields::of("document", &item);
        let document = InputDocument {
            id: fields.text("id").unwrap_or_else(place),
            text: fields.required_text("text"),
            language: fields.text("language").or_else(|| language.cloned()),
        };
        fields.end().map(|()| document)
    };
    list.iter().enumerate().map(read).collect()
}

/// Reads an utterance and what to ask.
pub(super) fn read_utterance(text: &JsValue, options: &JsValue) -> Result<Utterance> {
    let fields = Fields::of("options", options);
    let utterance = Utterance {
        project: fields.required_text("project"),
        deployment: fields.required_text("deployment"),
        text: text_argument("The text", text)?,
        language: fields.text("language"),
        string_index_type: fields.text("stringIndexType"),
        verbose: fields.boolean("verbose"),
        logging: fields.boolean("isLoggingEnabled"),
        direct_target: fields.text("directTarget"),
    };
    fields.end().map(|()| utterance)
}

/// Results as JavaScript has them. Each document is what the service sent, read by the host's own
/// `JSON.parse`; what makes it fit for use was checked before.
pub(super) fn results_to_js(results: &Results) -> js_sys::Object {
    use super::fields::set;
    let (documents, errors, tasks) = (Array::new(), Array::new(), Array::new());
    for task in &results.tasks {
        let own = Array::new();
        for document in &task.documents {
            let document = JSON::parse(&document.json).unwrap_or_default();
            own.push(&document);
            documents.push(&document);
        }
        let failed = to_js(task.errors.as_slice());
        for error in Array::from(&failed) {
            errors.push(&error);
        }
        let about: js_sys::Object = to_js(task).unchecked_into();
        set(&about, "documents", &own);
        set(&about, "errors", &failed);
        tasks.push(&about);
    }
    let object = js_sys::Object::new();
    set(&object, "status", &to_js(&results.status));
    set(&object, "documents", &documents);
    set(&object, "errors", &errors);
    set(&object, "tasks", &tasks);
    if let Some(link) = &results.next_link {
        set(&object, "nextLink", &link.as_str().into());
    }
    object
}

/// A prediction as the service sent it.
pub(super) fn prediction_to_js(prediction: &Prediction) -> js_sys::Object {
    JSON::parse(&prediction.json).unwrap_or_default().unchecked_into()
}
