//! `JobBoard`: many jobs, shared limits, all tabs.

mod arrivals;
mod awaited;
mod changes;
mod drive;
mod link;
mod notifier;
mod notify;
mod numbered;
mod opening;
mod options;
mod page_events;
mod pending;
mod records;
mod requests;
mod results;
mod session;
mod submission;
mod views;
mod waiting;

use std::rc::Rc;

use js_sys::{Array, JSON, Promise};
use wasm_bindgen::prelude::*;

use crate::board::{JobKey, closed};
use crate::tabs::{PageEvent, Tab, not_on_board};
use crate::{Error, Job, Result};

use super::answer::read_response;
use super::controller::Controller;
use super::driver::Drive;
use super::error::{Failure, Thrown};
use super::fields::{Fields, is_absent, job_in};
use super::given_client::client_of;
use super::output::{frozen, to_js};
use super::promise::Settler;
use super::request::Call;
use super::service::read_job_object;
use super::signal::{AbortWatch, Signal, aborted_reason, signal_in};
use changes::BoardChanges;
use options::{BoardOptions, read_add, read_filter};
use records::read_state;
use session::BoardSession;
use submission::Submission;

/// Follows any number of jobs within the limits of their services. A board with a name is shared with
/// the site's other tabs, and outlives the page. All times are in milliseconds. Its methods throw
/// `invalidArgument` at once when an argument is wrong.
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
    /// Throws `invalidArgument` when the state is not one of a board, or is cut off.
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
    /// A job that is there already stays as it is.
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
        let controller = Controller::default();
        let submission = Submission { call, client: at, settler, controller, _abort: abort };
        number.set(self.session.submit(add, submission)?);
        Ok(promise)
    }

    /// Removes a job from the board. The job goes on at the service. Returns whether it was there.
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
    /// Throws `invalidArgument` when the service cannot cancel such a job, or the job is not on the
    /// board. Rejects with what the service answered, such as `unauthorized`, `notFound` or `httpError`;
    /// with `network` or `timeout` when no answer came; with `invalidArgument` when the job is removed
    /// first; and with `closed` when the board is closed first.
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

    /// The jobs as they were when one of them last changed, ages and waits included. The list is frozen,
    /// and stays the same until the next change, as stores such as React's require.
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
    /// Throws `invalidArgument` when the job is not on the board. Rejects with `jobFailed`,
    /// `jobCancelled`, `expired`, `timeout`, or what polling met, as `JobPoller.pollUntilDone` does;
    /// with `invalidArgument` when the job is removed first; and with `closed` when the board is closed
    /// first. An abort rejects with the signal's reason, and the job stays on the board.
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

    /// Stops polling in all tabs until `resume`. Deadlines go on.
    pub fn pause(&self) {
        self.session.with(Tab::pause);
    }

    /// Continues polling as soon as the limits allow.
    pub fn resume(&self) {
        self.session.with(Tab::resume);
    }

    /// Returns whether the board is paused.
    #[wasm_bindgen(getter, js_name = isPaused)]
    pub fn is_paused(&self) -> bool {
        self.session.tab.borrow().board().is_paused()
    }

    /// Tells a board in a worker whether its page is hidden. While it is, no job is polled more often
    /// than once a minute. In a page, the board sees this itself.
    #[wasm_bindgen(js_name = setHidden)]
    pub fn set_hidden(&self, hidden: bool) {
        let event = if hidden { PageEvent::Hidden } else { PageEvent::Shown };
        self.session.page_event(event);
    }

    /// The role of this tab. `leading`: it polls for all tabs. `following`: another tab polls. `alone`:
    /// the board is not shared with other tabs.
    #[wasm_bindgen(getter, unchecked_return_type = "\"leading\" | \"following\" | \"alone\"")]
    pub fn role(&self) -> String {
        self.session.tab.borrow().role().as_str().to_owned()
    }

    /// Why the tabs do not share the board, why it is not stored, or that the tab which polls has no
    /// client for some of this tab's jobs, in a sentence; otherwise `undefined`.
    #[wasm_bindgen(getter, js_name = aloneBecause)]
    pub fn alone_because(&self) -> Option<String> {
        self.session.tab.borrow().alone_because().map(str::to_owned)
    }

    /// Resolves when the jobs that were stored under the board's name have been loaded. Never rejects:
    /// if the storage fails, it resolves too, and `aloneBecause` says why.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn ready(&self) -> Promise {
        self.session.until_ready()
    }

    /// Resolves when all earlier changes are in the browser's storage: jobs that were added, submitted
    /// and removed.
    ///
    /// Rejects with `notStored` when the browser cannot store them, and always for a board without a
    /// name.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn stored(&self) -> Promise {
        self.session.until_stored()
    }

    /// Takes the answer to a status request that the page got without asking, such as by server-sent events of
    /// its gateway. It counts like the answer to a poll, and its `Retry-After` delays the next poll. Pass it in
    /// every tab: the one that polls takes it.
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

    /// Resolves with the jobs that have ended, newest first: those on the board, and those that were
    /// removed from it after their end. The browser keeps them for all tabs of a board with a name, for as
    /// long as the option `history` says. They hold no secrets and no result URL that is one.
    ///
    /// Throws `invalidArgument` when the filter is wrong. Rejects with `closed` when the board is closed.
    ///
    /// @example
    /// ```js
    /// const failed = await board.history({ states: ["failed"], limit: 10 });
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<BoardJob[]>")]
    pub fn history(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "BoardHistoryFilter")] filter: &JsValue,
    ) -> Thrown<Promise> {
        Ok(self.session.history(read_filter(filter)?))
    }

    /// Downloads the result of a job that ended well, as often as the service keeps it: of a job on the
    /// board, or of one from the history. It reads the status anew for a fresh result URL.
    ///
    /// Throws `invalidArgument` when it is not a job of any client. Rejects as `JobPoller.result` does, with
    /// `expired` when the service no longer keeps the result.
    #[wasm_bindgen(unchecked_return_type = "Promise<JobResult>")]
    pub fn result(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ResultOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let (poller, url) = self.session.poller(self.read_job(job)?)?;
        let download = poller.result(options)?;
        Ok(self.session.note_size(url, download))
    }

    /// Removes a job from the board and from the history, in all tabs. The job goes on at the service.
    pub fn forget(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | BoardJob | string")] job: &JsValue,
    ) -> Thrown<()> {
        let key = self.key(job)?;
        let url = match key {
            Some(key) => self.session.url_of(key),
            None => self.read_job(job)?.url,
        };
        self.session.with(|tab, at| tab.forget(key, &url, at));
        Ok(())
    }

    /// Tells people of jobs that ended while they did not look: with notifications, if the page wants them and
    /// the user permits them, on the badge of the app, and in the title of the page. Who is back is told what
    /// ended meanwhile (`onNews`), once for all tabs. A later call replaces an earlier one. Returns the function
    /// that stops it.
    ///
    /// Permission for notifications is asked for only within a click or another gesture: call it there with
    /// `notifications: true`. Without a gesture, nobody is asked, and notifications are shown if they were
    /// permitted before. What the platform lacks is left out.
    ///
    /// Throws `invalidArgument` when an option is wrong.
    ///
    /// @example
    /// ```js
    /// button.onclick = () => board.notify({ notifications: true, onNews: ({ text }) => toast(text) });
    /// ```
    #[wasm_bindgen(unchecked_return_type = "() => void")]
    pub fn notify(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "BoardNotifyOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        Ok(self.session.notify(options)?)
    }

    /// Returns how much of each origin's limits is used.
    #[wasm_bindgen(unchecked_return_type = "BudgetUse[]")]
    pub fn budgets(&self) -> JsValue {
        let now = self.session.clock.now();
        let budgets = self.session.tab.borrow().board().budgets(now);
        to_js(budgets.as_slice())
    }

    /// The board as plain data without secrets, for `JSON.stringify` and `restore`.
    #[wasm_bindgen(getter, unchecked_return_type = "JobBoardState")]
    pub fn state(&self) -> JsValue {
        let at = self.session.moment();
        to_js(&self.session.tab.borrow().state(at))
    }

    /// Ends everything that the board does in this tab. The jobs go on at the service, and stay stored.
    /// Pending and later submissions, cancellations and outcomes reject with `closed`.
    pub fn close(&self) {
        opening::close(&self.session);
    }
}
