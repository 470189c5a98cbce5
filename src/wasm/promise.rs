//! Promises that are settled from Rust.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

use super::signal::{AbortWatch, Signal, aborted_reason};
use super::timer::Timer;

/// The two functions of a pending promise.
#[derive(Clone)]
pub(super) struct Settler {
    resolve: Function,
    reject: Function,
}

impl Settler {
    /// A promise and its settler.
    pub(super) fn new() -> (Promise, Self) {
        let mut settler = Self { resolve: Function::default(), reject: Function::default() };
        let promise = Promise::new(&mut |resolve, reject| settler = Self { resolve, reject });
        (promise, settler)
    }

    /// Settles the promise, if it is not settled yet. The functions of a promise do not throw.
    pub(super) fn settle(&self, outcome: Result<JsValue, JsValue>) {
        let _ = match outcome {
            Ok(value) => self.resolve.call1(&JsValue::UNDEFINED, &value),
            Err(error) => self.reject.call1(&JsValue::UNDEFINED, &error),
        };
    }
}

/// Waits for a promise, but no longer than some time and not beyond an abort, whatever the promise
/// does then. None: the time was up, or the signal aborted.
pub(super) async fn within(
    ms: u64,
    signal: &AbortSignal,
    promise: &Promise,
) -> Option<Result<JsValue, JsValue>> {
    if signal.aborted() {
        return None;
    }
    let marker: JsValue = Object::new().into();
    let (ended, settler) = Settler::new();
    let (late, late_marker) = (settler.clone(), marker.clone());
    let timer = Timer::start(ms, move || late.settle(Ok(late_marker.clone())));
    let aborted = marker.clone();
    let watch = AbortWatch::new(signal.clone().unchecked_into(), move |_| {
        settler.settle(Ok(aborted.clone()));
    });
    let outcome = JsFuture::from(Promise::race(&Array::of2(promise, &ended))).await;
    drop((timer, watch));
    if outcome.as_ref().is_ok_and(|value| *value == marker) { None } else { Some(outcome) }
}

/// A task whose outcome a promise takes. Boxed, so that there is one copy of what runs them.
pub(super) type Task = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Runs a task that any of the signals ends at once: the promise rejects with the signal's reason,
/// and the controller stops the requests of the task.
pub(super) fn abortable(signals: &[Signal], controller: &AbortController, task: Task) -> Promise {
    if let Some(reason) = aborted_reason(signals) {
        return Promise::reject(&reason);
    }
    let (promise, settler) = Settler::new();
    let watches: Rc<RefCell<Vec<AbortWatch>>> = Rc::default();
    for signal in signals {
        let (controller, settler) = (controller.clone(), settler.clone());
        let watch = AbortWatch::new(signal.clone(), move |reason| {
            settler.settle(Err(reason));
            controller.abort();
        });
        watches.borrow_mut().push(watch);
    }
    spawn_local(async move {
        let outcome = task.await;
        drop(watches.take());
        settler.settle(outcome);
    });
    promise
}
