//! `JobBoard` and its jobs.

use std::rc::Rc;

use js_sys::{Array, JSON, Promise};
use wasm_bindgen::prelude::*;

use crate::board::{JobKey, closed};
use crate::tabs::not_on_board;
use crate::{Error, Job, Result};

use super::changes::BoardChanges;
use super::opening;
use super::options::{BoardOptions, read_add};
use super::records::read_state;
use super::session::BoardSession;
use super::submission::Submission;
use crate::wasm::clients::given_client::client_of;
use crate::wasm::http::answer::read_response;
use crate::wasm::http::request::Call;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::Settler;
use crate::wasm::platform::signal::{AbortWatch, Signal, aborted_reason, signal_in};
use crate::wasm::services::service::read_job_object;
use crate::wasm::values::error::{Failure, Thrown};
use crate::wasm::values::fields::{Fields, is_absent, job_in};
use crate::wasm::values::output::frozen;

/// Follows any number of jobs within the limits of their services. A board with a name is shared with the site's other
/// tabs, and outlives the page. All times are in milliseconds. Its methods throw `invalidArgument` synchronously when
/// an argument is wrong.
///
/// @example
/// ```js
/// const board = new JobBoard({ clients: [language, avepoint], name: "exports" });
/// board.onChange(({ job }) => show(job));
/// await board.submit(language, language.exportRequest("MyProject"));
/// ```
#[wasm_bindgen]
pub struct JobBoard {
    pub(super) session: Rc<BoardSession>,
}

impl JobBoard {
    /// Returns the key of a job on the board. `value` is the job's URL, or an object with the URL.
    pub(super) fn key(&self, value: &JsValue) -> Result<Option<JobKey>> {
        if let Some(text) = value.as_string().filter(|text| !text.trim_start().starts_with('{')) {
            return Ok(self.session.tab.borrow().board().key_at(&text));
        }
        let job = self.read_job(value)?;
        Ok(self.session.tab.borrow().board().key_of(&job))
    }

    fn known_key(&self, value: &JsValue) -> Result<JobKey> {
        self.key(value)?.ok_or_else(not_on_board)
    }

    /// Reads a `Job`, its JSON, a job that the board returned, or a job URL.
    pub(super) fn read_job(&self, value: &JsValue) -> Result<Job> {
        let Some(text) = value.as_string() else { return read_job_object(&job_in(value)) };
        if !text.trim_start().starts_with('{') {
            return self.session.tab.borrow().board().job_from_url(&text);
        }
        let parsed = JSON::parse(&text)
            .map_err(|_| Error::invalid_argument("The stored job is not JSON: is it cut off?"))?;
        read_job_object(&parsed)
    }
}

#[wasm_bindgen]
impl JobBoard {
    /// Creates a board for `{ clients, fetch?, name?, limits?, requestTimeoutMs?, state?, history? }`.
    ///
    /// Throws `invalidArgument` when an option is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "JobBoardOptions")] options: &JsValue,
    ) -> Thrown<JobBoard> {
        Ok(Self { session: opening::open(BoardOptions::read(options)?) })
    }

    /// Creates a board that continues from the `state` of another one, or from its JSON.
    ///
    /// Throws `invalidArgument` when the state does not come from a board, or is cut off.
    #[wasm_bindgen]
    pub fn restore(
        #[wasm_bindgen(unchecked_param_type = "JobBoardState | string")] state: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "JobBoardOptions")] options: &JsValue,
    ) -> Thrown<JobBoard> {
        let parsed = match state.as_string() {
            Some(text) => JSON::parse(&text).map_err(|_| {
                Error::invalid_argument("The stored state is not JSON: is it cut off?")
            })?,
            None => state.clone(),
        };
        let state = read_state(&parsed)?;
        let board = Self { session: opening::open(BoardOptions::read(options)?) };
        board.session.with(|tab, at| tab.restore(state, at));
        Ok(board)
    }

    /// Adds a job to the board: a `Job`, its JSON, or a job URL. It is polled when its turn comes.
    /// A job that is already on the board does not change.
    ///
    /// Throws `invalidArgument` when it is not a job of any client, `foreignOrigin` when its URL is on
    /// another origin, and `closed` when the board was closed.
    #[wasm_bindgen(unchecked_return_type = "BoardJob")]
    pub fn add(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BoardJobOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        let (job, options) = (self.read_job(job)?, read_add(options)?);
        let key = self.session.with(|tab, at| tab.add(job, &options, at))?;
        Ok(self.session.job_to_js(key))
    }

    /// Sends a submission when the service's limits allow it, and adds its job to the board. Resolves
    /// with the job. `signal` withdraws the submission while it waits.
    ///
    /// Throws `invalidArgument` when the board was not made with this client, and `foreignOrigin` when
    /// the request goes to another origin. Rejects as `Service.start` does, with `timeout` when its turn
    /// did not come by the deadline, and with `closed` when the board was closed first.
    ///
    /// @example
    /// ```js
    /// const { job } = await board.submit(language, language.exportRequest("MyProject"), { signal });
    /// const status = await board.outcome(job);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<BoardJob>")]
    pub fn submit(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Service")] client: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BoardSubmitOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let client = client_of(client)
            .and_then(|client| self.session.clients.iter().position(|one| one.is(&client)));
        let Some(at) = client else {
            return Err(Error::invalid_argument(
                "submit takes one of the clients that the board was made with.",
            )
            .into());
        };
        let call = Call::from_js(request)?;
        if let Some(client) = self.session.clients.get(at) {
            client.service.check_origin(&call.request.url)?;
        }
        let fields = Fields::of("options", options);
        let (add, signal) = (read_add(options)?, signal_in(&fields));
        fields.end()?;
        if let Some(reason) = aborted_reason(signal.as_slice()) {
            return Ok(Promise::reject(&reason));
        }
        if self.session.is_closed() {
            let error = Failure::from(closed("The submission was not sent."));
            return Ok(Promise::reject(&error.into()));
        }
        let (promise, settler) = Settler::new();
        // The number is known only after the submission is queued.
        let number = Rc::new(std::cell::Cell::new(0));
        let abort = signal.map(|signal| {
            let (session, number) = (Rc::downgrade(&self.session), number.clone());
            AbortWatch::new(signal, move |reason| {
                if let Some(session) = session.upgrade() {
                    session.withdraw(number.get(), reason);
                }
            })
        });
        let controller = Controller::default();
        let submission = Submission { call, client: at, settler, controller, _abort: abort };
        number.set(self.session.submit(add, submission)?);
        Ok(promise)
    }

    /// Removes a job from the board. The job continues at the service. Returns whether it was on
    /// the board.
    pub fn remove(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<bool> {
        let Some(key) = self.key(job)? else { return Ok(false) };
        Ok(self.session.with(|tab, at| tab.remove(key, at)))
    }

    /// Asks the service to cancel a job. Resolves when the service has accepted this. The board follows
    /// the job until it has ended.
    ///
    /// Throws `invalidArgument` when the service cannot cancel such a job, or the job is not on the board. Rejects with
    /// the error that the service answered, such as `unauthorized`, `notFound` or `httpError`; with `network` or
    /// `timeout` when no answer came; with `invalidArgument` when the job is removed first; and with `closed` when the
    /// board is closed first.
    #[wasm_bindgen(unchecked_return_type = "Promise<BoardJob>")]
    pub fn cancel(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<Promise> {
        let key = self.known_key(job)?;
        if self.session.is_closed() {
            let error = Failure::from(self.session.tab.borrow().board().closed_job(key));
            return Ok(Promise::reject(&error.into()));
        }
        let (promise, settler) = Settler::new();
        self.session.cancel(key, settler)?;
        Ok(promise)
    }

    /// Gives a job priority over the others, within its service's limits. Without an argument, no job
    /// has priority.
    ///
    /// Throws `invalidArgument` when the job is not on the board.
    pub fn focus(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<()> {
        let key = if is_absent(job) { None } else { Some(self.known_key(job)?) };
        self.session.with(|tab, at| tab.focus(key, at));
        Ok(())
    }

    /// Returns the jobs, in the order in which they were added.
    #[wasm_bindgen(unchecked_return_type = "BoardJob[]")]
    pub fn jobs(&self) -> Array {
        let keys = self.session.tab.borrow().board().keys();
        keys.into_iter().map(|key| self.session.job_to_js(key)).collect()
    }

    /// Returns the jobs as they were when one of them last changed, including ages and waits. The list is frozen, and
    /// is the same object until the next change, as stores such as React's require.
    #[wasm_bindgen(getter, unchecked_return_type = "readonly Readonly<BoardJob>[]")]
    pub fn snapshot(&self) -> JsValue {
        let last = self.session.shown.borrow().clone();
        last.unwrap_or_else(|| {
            let shown = frozen(&self.jobs());
            self.session.shown.replace(Some(shown.clone()));
            shown
        })
    }

    /// Returns the current state of a job; `undefined` when it is not on the board.
    #[wasm_bindgen(unchecked_return_type = "BoardJob | undefined")]
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<JsValue> {
        Ok(self.key(job)?.map_or(JsValue::UNDEFINED, |key| self.session.job_to_js(key)))
    }

    /// Waits for the end of a job. Resolves with its last status when it `succeeded` or
    /// `partiallyCompleted`.
    ///
    /// Throws `invalidArgument` when the job is not on the board. Rejects with `jobFailed`, `jobCancelled`, `expired`,
    /// `timeout`, or the error that ended the polling, as `JobPoller.pollUntilDone` does; with `invalidArgument` when
    /// the job is removed first; and with `closed` when the board is closed first. An abort rejects with the signal's
    /// reason, and the job stays on the board.
    #[wasm_bindgen(unchecked_return_type = "Promise<JobStatus>")]
    pub fn outcome(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")]
        options: &JsValue,
    ) -> Thrown<Promise> {
        let key = self.known_key(job)?;
        let fields = Fields::options("options", options);
        let signal: Option<Signal> = signal_in(&fields);
        fields.end()?;
        if let Some(reason) = aborted_reason(signal.as_slice()) {
            return Ok(Promise::reject(&reason));
        }
        let session = Rc::downgrade(&self.session);
        Ok(self.session.outcome(key, |number| {
            Some(AbortWatch::new(signal?, move |reason| {
                if let Some(session) = session.upgrade() {
                    session.forsake(number, reason);
                }
            }))
        }))
    }

    /// Calls the listener with every change. Returns the function that removes the listener.
    #[wasm_bindgen(js_name = onChange, unchecked_return_type = "() => void")]
    pub fn on_change(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(change: BoardChange) => void")] listener: &JsValue,
    ) -> Thrown<JsValue> {
        self.session.listeners.subscribe("onChange", listener)
    }

    /// Iterates over the changes: `for await (const change of board)`. It ends when the board is
    /// closed.
    #[wasm_bindgen(
        js_name = "[Symbol.asyncIterator]",
        unchecked_return_type = "AsyncIterableIterator<BoardChange>"
    )]
    pub fn changes(&self) -> BoardChanges {
        BoardChanges::new(self.session.clone())
    }

    /// Takes a pushed answer to a status request, for example from server-sent events of the page's gateway. It has the
    /// effect of an answer to a poll, and its `Retry-After` delays the next poll. Call this in every tab: the polling
    /// tab uses the answer.
    ///
    /// Throws `invalidArgument` when the job is not on the board, `closed` when the board was closed, and what
    /// `Service.readStatus` throws.
    ///
    /// @example
    /// ```js
    /// events.onmessage = ({ data }) => {
    ///   const { url, status, headers, body } = JSON.parse(data);
    ///   board.handlePush(url, { status, headers, body });
    /// };
    /// ```
    #[wasm_bindgen(js_name = handlePush)]
    pub fn handle_push(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
    ) -> Thrown<()> {
        let key = self.known_key(job)?;
        let mut response = read_response(response)?;
        let client = self.session.tab.borrow().board().client_of(key);
        if let Some(client) = client.and_then(|client| self.session.clients.get(client)) {
            client.clean(&mut response);
        }
        Ok(self.session.with(|tab, at| tab.handle_pushed(key, &response, at))?)
    }
}
