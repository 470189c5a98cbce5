//! The driver of the core's operations: sends their requests and saves their data.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::workflow::{Expected, Operation, Party, SaveItem, Task, TaskId, Workflow};
use crate::{Error, ErrorCode, Request, Response, Result, Sending};

use super::client::Client;
use super::exchange::{Reading, Transport, exchange_as};
use crate::wasm::http::fetch::copied;
use crate::wasm::http::request::Call;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::driver::{Drive, DriverTimer};
use crate::wasm::platform::signal::AbortWatch;
use crate::wasm::platform::timer::{Clock, now};
use crate::wasm::values::error::Failure;

/// The slowest upload that the time limit allows, in bytes per millisecond: 50 KB a second.
const SLOWEST_BYTES_PER_MS: u64 = 50;

/// The slowest download that the time limit allows, in bytes per millisecond: 1 KB a second.
const SLOWEST_ARRIVAL: u64 = 1;

/// The values that an operation needs from the page.
pub(crate) struct Means {
    /// The clients of the operation's resources, in their order. For a replication, these are the
    /// source and the target.
    pub(crate) clients: Vec<Rc<Client>>,
    pub(crate) transport: Transport,
    /// Stops the operation and all its requests.
    pub(crate) controller: Controller,
    /// Saves data. If `None`, nothing is saved.
    pub(crate) saver: Option<Rc<dyn Saver>>,
}

/// Saves the data of an operation.
pub(crate) trait Saver {
    /// Saves an item.
    fn save<'a>(
        &'a self,
        item: SaveItem,
    ) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;
}

/// A running operation.
pub(crate) struct OperationDriver {
    machine: Rc<RefCell<dyn Operation>>,
    means: Means,
    /// Called when no task is left, with the last failures. Returns whether the operation
    /// continues.
    after: Box<dyn Fn(&Causes) -> bool>,
    is_over: Cell<bool>,
    causes: Causes,
    clock: Clock,
    timer: DriverTimer,
    _abort: AbortWatch,
}

/// The last failure of each of an operation's resources, with the value that the page's function threw.
#[derive(Default)]
pub(crate) struct Causes(RefCell<Vec<(usize, ErrorCode, Option<JsValue>)>>);

impl Causes {
    fn note(&self, rank: usize, failure: Option<(ErrorCode, Option<JsValue>)>) {
        let mut all = self.0.borrow_mut();
        all.retain(|(other, ..)| *other != rank);
        if let Some((code, cause)) = failure {
            let at = all.partition_point(|(other, ..)| *other < rank);
            all.insert(at, (rank, code, cause));
        }
    }

    /// Returns the value whose throwing caused an error: that of the first resource with this failure.
    pub(crate) fn of(&self, error: &Error) -> Option<JsValue> {
        let all = self.0.borrow();
        let found = all.iter().find(|(_, code, _)| *code == error.code());
        found.and_then(|(.., cause)| cause.clone())
    }
}

impl OperationDriver {
    /// Starts an operation. `after` is called each time that no task is left. The driver stops when
    /// `after` returns false, or when the controller aborts.
    pub(crate) fn start(
        machine: Rc<RefCell<dyn Operation>>,
        means: Means,
        after: Box<dyn Fn(&Causes) -> bool>,
    ) {
        let driver = Rc::new_cyclic(|driver: &Weak<Self>| {
            let (driver, signal) = (driver.clone(), means.controller.signal());
            // The timer keeps the driver alive until it fires.
            let abort = AbortWatch::new(signal.unchecked_into(), move |_| {
                if let Some(driver) = driver.upgrade() {
                    driver.timer.stop();
                }
            });
            Self {
                machine,
                means,
                after,
                is_over: Cell::default(),
                causes: Causes::default(),
                clock: Clock::new(),
                timer: DriverTimer::default(),
                _abort: abort,
            }
        });
        driver.handle_timeout();
        // From here on, the driver's own tasks keep it alive.
        driver.drive();
    }

    fn send(
        self: &Rc<Self>,
        id: TaskId,
        to: Party,
        request: Request,
        (sending, expected): (Sending, Expected),
    ) {
        let driver = self.clone();
        spawn_local(async move {
            let outcome = driver.exchange(to, request, sending, expected).await;
            // A failure after an abort says nothing about the service.
            if !driver.is_over() {
                let failed = outcome.as_ref().err();
                let failed = failed.map(|failure| (failure.error.code(), failure.cause.clone()));
                driver.causes.note(rank_of(to), failed);
                let outcome = outcome.map_err(|failure| failure.error);
                let at = driver.moment();
                driver.machine.borrow_mut().handle_response(id, outcome, at);
            }
            driver.drive();
        });
    }

    async fn exchange(
        &self,
        to: Party,
        mut request: Request,
        sending: Sending,
        expected: Expected,
    ) -> Result<Response, Failure> {
        // A project file is copied to JavaScript only once.
        let body = request.body.take();
        // A slow connection needs time in both directions, so the limit applies to the time without activity.
        let size = body.as_ref().map_or(0, |body| body.len() as u64);
        let timeout_ms =
            self.means.transport.timeout_ms.saturating_add(size / SLOWEST_BYTES_PER_MS);
        let transport = &Transport { timeout_ms, ..self.means.transport.clone() };
        let body = match body {
            Some(body) => copied(&body)?.into(),
            None => JsValue::UNDEFINED,
        };
        let call = match expected {
            Expected::Status => Call::status(request),
            Expected::Answer(_) | Expected::File => Call::with_body(request, body),
        };
        // Each request has its own controller, so that a late request does not end the others.
        let controller = Controller::default();
        let own = controller.clone();
        let signal = self.means.controller.signal().unchecked_into();
        let _watch = AbortWatch::new(signal, move |_| own.abort());
        let began = now();
        let on_bytes = |bytes: &[u8], _: Option<u64>| {
            // This also ends an answer that arrives too slowly but without a long pause.
            let slowest = timeout_ms.saturating_add(bytes.len() as u64 / SLOWEST_ARRIVAL);
            if now().saturating_sub(began) > slowest {
                controller.abort();
            }
        };
        let reading = match expected {
            Expected::Status => Reading::Whole,
            Expected::Answer(most) => Reading::Stream(most, &on_bytes),
            Expected::File => Reading::File(&on_bytes),
        };
        let Some(client) = self.means.clients.get(rank_of(to)) else {
            return Err(Error::invalid_argument("The operation has no such resource.").into());
        };
        let outcome = exchange_as(client, &call, transport, &controller, sending, reading).await;
        outcome.map_err(|failure| client.failure(failure))
    }

    fn save(self: &Rc<Self>, id: TaskId, item: SaveItem) {
        let driver = self.clone();
        spawn_local(async move {
            let outcome = match &driver.means.saver {
                Some(saver) => saver.save(item).await,
                None => Ok(()),
            };
            if !driver.is_over() {
                // The failure is kept, because the state is saved again later and contains it.
                if let Err(failure) = &outcome {
                    let failed = (failure.error.code(), failure.cause.clone());
                    driver.causes.note(usize::MAX, Some(failed));
                }
                let outcome = outcome.map_err(|failure| failure.error);
                let at = driver.moment();
                driver.machine.borrow_mut().handle_saved(id, outcome, at);
            }
            driver.drive();
        });
    }
}

impl Drive for OperationDriver {
    type Machine = dyn Operation;

    fn machine(&self) -> &RefCell<dyn Operation> {
        &self.machine
    }

    fn timer(&self) -> &DriverTimer {
        &self.timer
    }

    fn carry_out(self: &Rc<Self>, task: Task) {
        match task {
            Task::Send { id, to, request, sending, expected } => {
                self.send(id, to, request, (sending, expected));
            }
            Task::Save { id, item } => self.save(id, item),
        }
    }

    fn after(self: &Rc<Self>) {
        if !(self.after)(&self.causes) {
            self.is_over.set(true);
            // Nothing waits for this request any more, because it was too late.
            self.means.controller.abort();
        }
    }

    fn is_over(&self) -> bool {
        self.is_over.get() || self.means.controller.is_aborted()
    }

    fn now(&self) -> u64 {
        self.clock.now()
    }
}

/// Returns the index of a party's client. A request to a storage uses no headers or credential of
/// the client.
fn rank_of(party: Party) -> usize {
    match party {
        Party::Source => 0,
        Party::Target | Party::Storage => 1,
        Party::Resource(index) => index,
    }
}

/// The slot for the outcome of a workflow, and the task that waits for it.
struct Outcome<T> {
    value: Cell<Option<Result<T, Failure>>>,
    waker: Cell<Option<Waker>>,
}

impl<T> Outcome<T> {
    fn set(&self, value: Result<T, Failure>) {
        // Only the first outcome is used.
        let before = self.value.take();
        self.value.set(Some(before.unwrap_or(value)));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// Runs a workflow to its end, or until the controller aborts. `after` is called each time that no
/// task is left.
pub(crate) async fn finish<T: 'static>(
    workflow: Workflow<T>,
    means: Means,
    after: impl Fn() + 'static,
) -> Result<T, Failure> {
    let outcome = Rc::new(Outcome { value: Cell::default(), waker: Cell::default() });
    let (machine, ended) = (Rc::new(RefCell::new(workflow)), outcome.clone());
    let (workflow, aborted) = (machine.clone(), outcome.clone());
    let signal = means.controller.signal().unchecked_into();
    let watch = AbortWatch::new(signal, move |_| {
        // The promise is already settled with the reason of the abort.
        let error = Error::new(ErrorCode::Timeout, "The caller has ended this.");
        aborted.set(Err(error.into()));
    });
    let after = Box::new(move |causes: &Causes| {
        after();
        let outcome = workflow.borrow_mut().outcome();
        let Some(outcome) = outcome else { return true };
        ended.set(outcome.map_err(|error| Failure { cause: causes.of(&error), error }));
        false
    });
    OperationDriver::start(machine, means, after);
    let value = poll_fn(|context| {
        outcome.waker.set(Some(context.waker().clone()));
        outcome.value.take().map_or(Poll::Pending, Poll::Ready)
    })
    .await;
    drop(watch);
    value
}
