//! Drives the core's poller with the platform's timer and `fetch`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::poller::{Action, Poller, Until, WatchId};
use crate::{Error, Job, JobStatus, Request};

use super::poll_options::PollOptions;
use crate::wasm::clients::client::Client;
use crate::wasm::clients::exchange::{Transport, exchange};
use crate::wasm::http::request::Call;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::driver::{Drive, DriverTimer};
use crate::wasm::platform::promise::Settler;
use crate::wasm::platform::signal::{AbortWatch, Signal, aborted_reason};
use crate::wasm::platform::timer::now;
use crate::wasm::values::error::Failure;
use crate::wasm::values::listeners::Listeners;
use crate::wasm::values::output::to_js;

/// A job that is being followed: its poller, and the promises that wait for it.
pub(crate) struct Session {
    pub(crate) client: Rc<Client>,
    pub(crate) poller: RefCell<Poller>,
    pub(crate) transport: Transport,
    /// The signal that ends every wait of the session.
    pub(crate) signal: Option<Signal>,
    waiting: RefCell<Vec<Waiting>>,
    pub(crate) listeners: Rc<Listeners>,
    timer: DriverTimer,
    flight: RefCell<Option<Controller>>,
    /// The last value with which `fetch` rejected.
    cause: RefCell<Option<JsValue>>,
}

/// Converts the outcome of a wait for JavaScript.
pub(crate) type Shape = fn(Option<JobStatus>) -> JsValue;

struct Waiting {
    watch: WatchId,
    settler: Settler,
    shape: Shape,
    _aborts: Vec<AbortWatch>,
}

impl Session {
    pub(crate) fn new(client: Rc<Client>, job: Job, options: PollOptions) -> Rc<Self> {
        let poller = Poller::new(client.service.clone(), job, options.pace);
        let session = Rc::new(Self {
            client,
            poller: RefCell::new(poller),
            transport: options.transport,
            signal: options.signal,
            waiting: RefCell::default(),
            listeners: Rc::default(),
            timer: DriverTimer::default(),
            flight: RefCell::default(),
            cause: RefCell::default(),
        });
        if let Some(listener) = options.on_progress {
            session.listeners.add(listener);
        }
        session
    }

    /// Begins to follow a job that has just been submitted. It may already be done, or its first poll may have to wait.
    pub(crate) fn begin(self: &Rc<Self>) {
        let job = self.poller.borrow().job().clone();
        let done = self.client.service.status_at_submission(&job);
        let asked_ms = self.client.service.wait_after_submission_ms(&job);
        self.poller.borrow_mut().begin(done, asked_ms, self.moment());
        self.drive();
    }

    /// Returns the signals that end a wait: the session's and the wait's own.
    pub(crate) fn signals(&self, own: Option<Signal>) -> Vec<Signal> {
        self.signal.clone().into_iter().chain(own).collect()
    }

    /// Returns a promise that is settled by the awaited status, a failure, the deadline or a signal.
    pub(crate) fn wait(
        self: &Rc<Self>,
        until: Until,
        deadline: Option<u64>,
        own_signal: Option<Signal>,
        shape: Shape,
    ) -> Promise {
        let signals = self.signals(own_signal);
        if let Some(reason) = aborted_reason(&signals) {
            return Promise::reject(&reason);
        }
        let (promise, settler) = Settler::new();
        let watch = self.poller.borrow_mut().watch(until, deadline, now());
        let aborts = signals.into_iter().map(|signal| self.end_on_abort(watch, signal)).collect();
        self.waiting.borrow_mut().push(Waiting { watch, settler, shape, _aborts: aborts });
        self.drive();
        promise
    }

    fn end_on_abort(self: &Rc<Self>, watch: WatchId, signal: Signal) -> AbortWatch {
        let session = self.clone();
        AbortWatch::new(signal, move |reason| {
            session.poller.borrow_mut().unwatch(watch);
            if let Some(waiting) = session.take_waiting(watch) {
                waiting.settler.settle(Err(reason));
            }
            session.drive();
        })
    }

    fn take_waiting(&self, watch: WatchId) -> Option<Waiting> {
        let mut waiting = self.waiting.borrow_mut();
        let at = waiting.iter().position(|waiting| waiting.watch == watch)?;
        Some(waiting.swap_remove(at))
    }

    fn send(self: &Rc<Self>, id: u32, request: Request) {
        let controller = Controller::default();
        self.flight.replace(Some(controller.clone()));
        let session = self.clone();
        spawn_local(async move {
            let call = Call::status(request);
            let outcome = exchange(&session.client, &call, &session.transport, &controller).await;
            // The request was aborted meanwhile, so its outcome is ignored.
            if session.flight.borrow().as_ref() != Some(&controller) {
                return;
            }
            let mut cause = None;
            let outcome = outcome.map_err(|failure| {
                cause = failure.cause;
                failure.error
            });
            session.cause.replace(cause);
            let at = session.moment();
            session.poller.borrow_mut().handle_response(id, outcome, at);
            session.drive();
        });
    }

    /// Returns a failure for JavaScript. Its cause is the value with which `fetch` rejected, if it
    /// did.
    fn failure(&self, error: Error) -> Failure {
        let cause = self.cause.borrow().clone();
        self.client.failure(Failure { error, cause })
    }

    /// Returns the time until the next poll, in milliseconds. Returns `None` if no poll is planned.
    pub(crate) fn next_poll_in(&self) -> Option<u64> {
        self.poller.borrow().next_poll_at().map(|at| at.saturating_sub(now()))
    }

    /// Returns the failure of the last poll, if another poll is planned.
    pub(crate) fn last_failure(&self) -> JsValue {
        let error = self.poller.borrow().last_failure().cloned();
        error.map_or(JsValue::UNDEFINED, |error| self.failure(error).into())
    }
}

/// Converts a status for JavaScript.
pub(crate) fn status_to_js(status: Option<JobStatus>) -> JsValue {
    status.as_ref().map_or(JsValue::UNDEFINED, to_js)
}

impl Drive for Session {
    type Machine = Poller;

    fn machine(&self) -> &RefCell<Poller> {
        &self.poller
    }

    fn timer(&self) -> &DriverTimer {
        &self.timer
    }

    fn carry_out(self: &Rc<Self>, action: Action) {
        match action {
            Action::Send { id, request } => self.send(id, request),
            Action::Abandon => {
                if let Some(controller) = self.flight.take() {
                    controller.abort();
                }
            }
            Action::Report(status) => self.listeners.tell(|| to_js(&status)),
            Action::Settle { watch, outcome } => {
                let Some(waiting) = self.take_waiting(watch) else { return };
                waiting.settler.settle(match outcome {
                    Ok(status) => Ok((waiting.shape)(status)),
                    Err(error) => Err(self.failure(error).into()),
                });
            }
        }
    }
}
