//! Carries out what a workflow asks for, with the platform's timer, `fetch`, and the page's own
//! functions for what is to be kept.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Math, Object};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::replication::ReplicationState;
use crate::workflow::{Operation, Party, SaveItem, Sending, Task, TaskId};
use crate::{Error, Request, Response};

use super::super::error::Failure;
use super::super::exchange::{
    OnBytes, Wire, exchange, exchange_once, exchange_unsigned, path_of, settled,
};
use super::super::fields::set;
use super::super::job_result::copied;
use super::super::request::Call;
use super::super::service::{Client, new_controller};
use super::super::signal::AbortWatch;
use super::super::timer::{Clock, Timer, now};
use super::options::{json_of, plain};

/// What is uploaded may go as slowly as 50 KB a second.
const SLOWEST_BYTES_PER_MS: u64 = 50;

/// What arrives more slowly than a kilobyte a second is not waited for.
const SLOWEST_ARRIVAL: u64 = 1;

/// A page of a list takes some megabytes at most.
const MAX_LIST_BYTES: usize = 16 << 20;

/// What is longer is a project's file, which stays as it came.
const MAX_ANSWER_BYTES: usize = 1 << 20;

/// Who sends for whom.
pub(super) struct Parties {
    pub(super) source: Rc<Client>,
    pub(super) target: Rc<Client>,
    pub(super) wire: Wire,
}

/// What the page does with what is to be kept.
#[derive(Clone, Default)]
pub(super) struct Keepers {
    pub(super) on_state: Option<Function>,
    pub(super) on_backup: Option<Function>,
    /// Reads what `on_state` has stored.
    pub(super) stored_state: Option<Function>,
}

/// Gives a workflow's state as it is.
pub(super) type StateOf = Box<dyn Fn() -> ReplicationState>;

/// A workflow under way.
pub(super) struct Driver {
    machine: Rc<RefCell<dyn Operation>>,
    parties: Rc<Parties>,
    keepers: Keepers,
    /// The state as it is, where there is one to keep.
    state: Option<StateOf>,
    /// Called after each turn. `true`: it goes on.
    after: Box<dyn Fn(Option<JsValue>) -> bool>,
    controller: AbortController,
    clock: Clock,
    timer: RefCell<Option<(u64, Timer)>>,
    /// What the page's own functions last threw.
    cause: RefCell<Option<JsValue>>,
}

impl Driver {
    /// Starts. `after` is called after each turn, with what the page's functions last threw; when
    /// it says that it is over, or the controller aborts, nothing more is done.
    pub(super) fn start(
        machine: Rc<RefCell<dyn Operation>>,
        parties: Rc<Parties>,
        keepers: Keepers,
        controller: AbortController,
        state: Option<StateOf>,
        after: Box<dyn Fn(Option<JsValue>) -> bool>,
    ) {
        let driver = Rc::new(Self {
            machine,
            parties,
            keepers,
            state,
            after,
            controller,
            clock: Clock::new(),
            timer: RefCell::default(),
            cause: RefCell::default(),
        });
        let now = driver.clock.now();
        driver.machine.borrow_mut().handle_timeout(now);
        // Its own tasks hold it from here on.
        driver.pump();
    }

    fn pump(self: &Rc<Self>) {
        loop {
            if self.controller.signal().aborted() {
                // The timer holds the driver: without this neither would ever go away.
                drop(self.timer.take());
                return;
            }
            let task = self.machine.borrow_mut().poll_action();
            match task {
                Some(Task::Send { id, to, request, sending }) => {
                    self.send(id, to, request, sending);
                }
                Some(Task::Save { id, item }) => self.save(id, item),
                None => break,
            }
        }
        let cause = self.cause.borrow().clone();
        if (self.after)(cause) {
            self.set_timer();
        } else {
            drop(self.timer.take());
        }
    }

    fn set_timer(self: &Rc<Self>) {
        let due = self.machine.borrow_mut().timeout();
        if self.timer.borrow().as_ref().map(|(at, _)| *at) == due {
            return;
        }
        let timer = due.map(|at| {
            // While it waits for nothing but the time, the timer is what holds it.
            let driver = self.clone();
            let timer = Timer::start(at.saturating_sub(self.clock.now()), move || {
                let spent = driver.timer.take();
                let now = driver.clock.now();
                driver.machine.borrow_mut().handle_timeout(now);
                driver.pump();
                drop(spent);
            });
            (at, timer)
        });
        let old = self.timer.replace(timer);
        drop(old);
    }

    fn send(self: &Rc<Self>, id: TaskId, to: Party, request: Request, sending: Sending) {
        let driver = self.clone();
        spawn_local(async move {
            let outcome = driver.exchange(to, request, sending).await;
            if driver.controller.signal().aborted() {
                // What an abort did to a request says nothing of the service.
                return driver.pump();
            }
            let outcome = outcome.map_err(|Failure { error, cause }| {
                driver.cause.replace(cause);
                error
            });
            let (now, jitter) = (driver.clock.now(), Math::random());
            driver.machine.borrow_mut().handle_response(id, outcome, now, jitter);
            driver.pump();
        });
    }

    async fn exchange(
        &self,
        to: Party,
        mut request: Request,
        sending: Sending,
    ) -> Result<Response, Failure> {
        let Parties { source, target, wire } = &*self.parties;
        // A project file crosses once.
        let body = request.body.take();
        // Slow lines take their time with it, in both directions: the time-out is of silence.
        let size = body.as_ref().map_or(0, |body| body.len() as u64);
        let timeout_ms = wire.timeout_ms.saturating_add(size / SLOWEST_BYTES_PER_MS);
        // A project's file may be of any size, and what tells of jobs, projects and models may not.
        let is_file = path_of(&request.url).ends_with("/result");
        let most_bytes = (!is_file).then_some(MAX_LIST_BYTES);
        let wire = &Wire { timeout_ms, most_bytes, ..wire.clone() };
        let body = match body {
            Some(body) => copied(&body)?.into(),
            None => JsValue::UNDEFINED,
        };
        let call = Call::with_body(request, body);
        // Each request has its own controller, since one that is late must not end the others.
        let controller = new_controller()?;
        let own = controller.clone();
        let signal = self.controller.signal().unchecked_into();
        let watch = AbortWatch::new(signal, move |_| own.abort());
        let client = if to == Party::Source { source } else { target };
        // What comes in drips is ended, though it is never silent.
        let (began, slow) = (now(), controller.clone());
        let check = |bytes: &[u8], _: Option<u64>| {
            let slowest = timeout_ms.saturating_add(bytes.len() as u64 / SLOWEST_ARRIVAL);
            if now().saturating_sub(began) > slowest {
                slow.abort();
            }
        };
        let on_bytes: Option<OnBytes<'_>> = Some(&check);
        let outcome = match (to, sending) {
            (Party::Storage, _) => exchange_unsigned(&call, wire, &controller).await,
            (_, Sending::Renewed) => exchange(client, &call, wire, &controller, on_bytes).await,
            (_, Sending::Once | Sending::OnceWithFreshToken) => {
                let fresh_token = sending == Sending::OnceWithFreshToken;
                exchange_once(client, &call, wire, &controller, on_bytes, fresh_token).await
            }
        };
        drop(watch);
        let mut response = outcome.map_err(|failure| client.failure(failure))?;
        if response.body.len() <= MAX_ANSWER_BYTES {
            client.clean(&mut response);
        }
        Ok(response)
    }

    /// Hands something to the page, and waits for its promise.
    fn save(self: &Rc<Self>, id: TaskId, item: SaveItem) {
        let (function, value) = match item {
            SaveItem::State => return self.keep_state(id),
            SaveItem::Backup { project, file } => {
                let object = Object::new();
                set(&object, "project", &project.as_str().into());
                set(&object, "suggestedName", &format!("{project}-backup.json").into());
                match copied(&file) {
                    Ok(bytes) => set(&object, "bytes", &bytes),
                    Err(error) => {
                        let now = self.clock.now();
                        self.machine.borrow_mut().handle_saved(id, Err(error), now);
                        return;
                    }
                }
                (self.keepers.on_backup.clone(), object.into())
            }
        };
        let driver = self.clone();
        spawn_local(async move {
            let outcome = driver.hand(function.as_ref(), &value).await.map(drop);
            driver.kept(id, outcome);
        });
    }

    /// Keeps the state, unless what is stored says that another run has taken it over.
    fn keep_state(self: &Rc<Self>, id: TaskId) {
        let driver = self.clone();
        spawn_local(async move {
            let outcome = driver.try_to_keep_state().await;
            driver.kept(id, outcome);
        });
    }

    async fn try_to_keep_state(&self) -> Result<(), Error> {
        let Some(state) = self.state.as_ref().map(|state| state()) else { return Ok(()) };
        let stored = self.hand(self.keepers.stored_state.as_ref(), &JsValue::UNDEFINED).await?;
        if let Some(stored) = json_of(&stored) {
            state.check_stored(stored.as_bytes())?;
        }
        let on_state = self.keepers.on_state.as_ref();
        self.hand(on_state, &plain(&state.to_json())).await.map(drop)
    }

    /// Calls a function of the page, and waits for its promise.
    async fn hand(&self, function: Option<&Function>, value: &JsValue) -> Result<JsValue, Error> {
        let Some(function) = function else { return Ok(JsValue::UNDEFINED) };
        settled(function.call1(&JsValue::UNDEFINED, value)).await.map_err(|cause| {
            self.cause.replace(Some(cause));
            Error::invalid_argument(
                "The page could not keep what it was handed (onState, storedState or onBackup \
                 failed), so nothing more was sent. The cause says why; resume when that is mended.",
            )
        })
    }

    fn kept(self: &Rc<Self>, id: TaskId, outcome: Result<(), Error>) {
        let now = self.clock.now();
        self.machine.borrow_mut().handle_saved(id, outcome, now);
        self.pump();
    }
}
