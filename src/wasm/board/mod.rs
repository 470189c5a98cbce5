//! `JobBoard`: many jobs, shared limits, all tabs.

mod changes;
mod link;
mod messages;
mod numbered;
mod options;
mod page_events;
mod records;
mod requests;
mod session;
mod views;
mod waiting;

use std::rc::Rc;

use js_sys::{Array, Function, JSON, Promise};
use wasm_bindgen::prelude::*;

use crate::board::{JobKey, closed};
use crate::tabs::{PageEvent, Tab, not_on_board};
use crate::{Error, Job, Result};

use super::error::{Failure, Thrown};
use super::fields::{Fields, get, is_absent, kind};
use super::output::to_js;
use super::promise::Settler;
use super::request::Call;
use super::service::{client_of, read_job_object};
use super::signal::{AbortWatch, Signal, aborted_reason, new_controller, signal_in};
use super::snapshot::frozen;
use changes::BoardChanges;
use options::{BoardOptions, read_add};
use records::read_state;
use requests::Submission;
use session::BoardSession;

/// Follows any number of jobs on one timer, within the limits of their services, and shares them
/// with the site's other tabs when it has a name.
///
/// @example
/// ```js
/// const board = new JobBoard({ clients: [language, avepoint], name: "exports" });
/// board.onChange(({ job }) => show(job));
/// await board.submit(language, language.exportRequest("MyProject"));
/// ```
#[wasm_bindgen]
pub struct JobBoard {
    session: Rc<BoardSession>,
}

impl JobBoard {
    /// The key of a job on the board, however it is named: an object with its URL, or the URL.
    fn key(&self, value: &JsValue) -> Result<Option<JobKey>> {
        if let Some(text) = value.as_string().filter(|text| !text.trim_start().starts_with('{')) {
            return Ok(self.session.tab.borrow().board().key_at(&text));
        }
        let job = self.read_job(value)?;
        Ok(self.session.tab.borrow().board().key_of(&job))
    }

    fn known_key(&self, value: &JsValue) -> Result<JobKey> {
        self.key(value)?.ok_or_else(not_on_board)
    }

    /// A `Job`, its JSON, what the board itself gives, or a job URL.
    fn read_job(&self, value: &JsValue) -> Result<Job> {
        let inner = get(value, "job");
        if !inner.is_undefined() {
            return read_job_object(&inner);
        }
        let Some(text) = value.as_string() else { return read_job_object(value) };
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
    /// A board for `{ clients, fetch?, name?, limits?, requestTimeoutMs?, state? }`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "JobBoardOptions")] options: &JsValue,
    ) -> Thrown<JobBoard> {
        Ok(Self { session: BoardSession::new(BoardOptions::read(options)?) })
    }

    /// A board that goes on where another one's `state` was taken.
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
        let board = Self { session: BoardSession::new(BoardOptions::read(options)?) };
        board.session.with(|tab, at| tab.restore(state, at));
        Ok(board)
    }

    /// Puts a job on the board: a `Job`, its JSON, or a job URL. It is polled when its turn comes.
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

    /// Sends a submission when the service's limits allow it, and puts its job on the board.
    /// Resolves with the job. `signal` withdraws it while it waits.
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
        let client = client_of(client).and_then(|client| {
            self.session.clients.iter().position(|one| Rc::ptr_eq(one, &client))
        });
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
        // The number is only known once it is queued.
        let number = Rc::new(std::cell::Cell::new(0));
        let abort = signal.map(|signal| {
            let (session, number) = (Rc::downgrade(&self.session), number.clone());
            AbortWatch::new(signal, move |reason| {
                if let Some(session) = session.upgrade() {
                    session.withdraw(number.get(), reason);
                }
            })
        });
        let controller = new_controller()?;
        let submission = Submission { call, client: at, settler, controller, _abort: abort };
        number.set(self.session.submit(add, submission)?);
        Ok(promise)
    }

    /// Takes a job off the board. It goes on at the service. Whether it was there.
    pub fn remove(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<bool> {
        let Some(key) = self.key(job)? else { return Ok(false) };
        Ok(self.session.with(|tab, at| tab.remove(key, at)))
    }

    /// Asks the service to cancel a job. Resolves when the service has taken the wish; the job is
    /// followed until it is cancelled, or has ended otherwise.
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

    /// Lets a job go first, within its service's limits; without one, none.
    pub fn focus(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<()> {
        let key = if is_absent(job) { None } else { Some(self.known_key(job)?) };
        self.session.with(|tab, at| tab.focus(key, at));
        Ok(())
    }

    /// The jobs, in the order in which they came.
    #[wasm_bindgen(unchecked_return_type = "BoardJob[]")]
    pub fn jobs(&self) -> Array {
        let keys = self.session.tab.borrow().board().keys();
        keys.into_iter().map(|key| self.session.job_to_js(key)).collect()
    }

    /// The jobs as they stood when one of them last changed, ages and waits included: the same
    /// frozen list until the next change, for stores such as React's.
    #[wasm_bindgen(getter, unchecked_return_type = "readonly Readonly<BoardJob>[]")]
    pub fn snapshot(&self) -> JsValue {
        let last = self.session.shown.borrow().clone();
        last.unwrap_or_else(|| {
            let shown = frozen(self.jobs().into()).unwrap_or_default();
            self.session.shown.replace(Some(shown.clone()));
            shown
        })
    }

    /// A job as it stands.
    #[wasm_bindgen(unchecked_return_type = "BoardJob | undefined")]
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<JsValue> {
        Ok(self.key(job)?.map_or(JsValue::UNDEFINED, |key| self.session.job_to_js(key)))
    }

    /// The end of a job: resolves with its last status when it `succeeded` or
    /// `partiallyCompleted`; rejects as `JobPoller.pollUntilDone` does.
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

    /// Calls back with every change. Returns the function that ends this.
    #[wasm_bindgen(js_name = onChange, unchecked_return_type = "() => void")]
    pub fn on_change(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(change: BoardChange) => void")] listener: &JsValue,
    ) -> Thrown<JsValue> {
        let Some(function) = listener.dyn_ref::<Function>() else {
            return Err(Error::invalid_argument(format!(
                "onChange takes a function; got {}.",
                kind(listener)
            ))
            .into());
        };
        let number = self.session.listen(function.clone());
        let session = self.session.clone();
        Ok(Closure::<dyn Fn()>::new(move || session.unlisten(number)).into_js_value())
    }

    /// The changes as they come: `for await (const change of board)`.
    #[wasm_bindgen(
        js_name = "[Symbol.asyncIterator]",
        unchecked_return_type = "AsyncIterableIterator<BoardChange>"
    )]
    pub fn changes(&self) -> BoardChanges {
        BoardChanges::new(self.session.clone())
    }

    /// Stops polling, in all tabs, until `resume`. Deadlines still come.
    pub fn pause(&self) {
        self.session.with(|tab, _| tab.pause());
    }

    /// Goes on polling, as soon as the limits allow.
    pub fn resume(&self) {
        self.session.with(Tab::resume);
    }

    /// Returns whether the board is paused.
    #[wasm_bindgen(getter, js_name = isPaused)]
    pub fn is_paused(&self) -> bool {
        self.session.tab.borrow().board().is_paused()
    }

    /// For a worker, which cannot know: whether anybody sees what it works for. A page need not.
    #[wasm_bindgen(js_name = setHidden)]
    pub fn set_hidden(&self, hidden: bool) {
        let event = if hidden { PageEvent::Hidden } else { PageEvent::Shown };
        self.session.page_event(event);
    }

    /// `leading`: this tab polls for all. `following`: another one does. `alone`: there are no
    /// others, or no way to them.
    #[wasm_bindgen(getter, unchecked_return_type = "\"leading\" | \"following\" | \"alone\"")]
    pub fn role(&self) -> String {
        self.session.tab.borrow().role().as_str().to_owned()
    }

    /// What the platform lacks, so that tabs do not share the board, or that it is not kept; or
    /// that the tab which polls has no client for some of this tab's jobs.
    #[wasm_bindgen(getter, js_name = aloneBecause)]
    pub fn alone_because(&self) -> Option<String> {
        self.session.tab.borrow().alone_because().map(str::to_owned)
    }

    /// Resolves when what was stored under the board's name is on it.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn ready(&self) -> Promise {
        self.session.until_ready()
    }

    /// Resolves when everything that was changed before is in the browser's storage: jobs that were
    /// added, started and removed. Rejects with `notStored` when it cannot be stored, which a board
    /// without a name never is.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn stored(&self) -> Promise {
        self.session.until_stored()
    }

    /// How much of each origin's limits is used.
    #[wasm_bindgen(unchecked_return_type = "BudgetUse[]")]
    pub fn budgets(&self) -> JsValue {
        let budgets = self.session.tab.borrow().board().budgets(self.session.moment().now);
        to_js(budgets.as_slice())
    }

    /// The board as plain data, without secrets: for `JSON.stringify`, and for `restore`.
    #[wasm_bindgen(getter, unchecked_return_type = "JobBoardState")]
    pub fn state(&self) -> JsValue {
        to_js(&self.session.tab.borrow().state(self.session.moment()))
    }

    /// Ends everything that the board does in this tab. The jobs go on, and stay stored. Whoever
    /// waits for something is told `closed`, and so is who asks for something afterwards.
    pub fn close(&self) {
        self.session.close();
    }
}
