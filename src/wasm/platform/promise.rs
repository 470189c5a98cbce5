//! Promises that are settled from Rust.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::controller::Controller;
use super::signal::{AbortWatch, Signal, aborted_reason};

#[wasm_bindgen(module = "/src/entry/deferred.js")]
extern "C" {
    /// A pending promise and its two functions.
    #[derive(Clone)]
    type Deferred;

    #[wasm_bindgen(constructor)]
    fn new() -> Deferred;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &Deferred) -> Promise;

    #[wasm_bindgen(method)]
    fn settle(this: &Deferred, is_resolved: bool, value: &JsValue);
}

/// Settles a promise.
#[derive(Clone)]
pub(crate) struct Settler(Deferred);

impl Settler {
    /// Creates a promise and its settler.
    pub(crate) fn new() -> (Promise, Self) {
        let deferred = Deferred::new();
        (deferred.promise(), Self(deferred))
    }

    /// Settles the promise, unless it is already settled. Never throws.
    pub(crate) fn settle(&self, outcome: Result<JsValue, JsValue>) {
        let (Ok(value) | Err(value)) = &outcome;
        self.0.settle(outcome.is_ok(), value);
    }
}

/// A task whose outcome settles a promise. It is boxed, so that the code that runs tasks is compiled once.
pub(crate) type Task = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Runs a task until it ends or one of the signals aborts. An abort immediately rejects the promise
/// with the signal's reason, and the controller stops the requests of the task.
pub(crate) fn abortable(signals: &[Signal], controller: &Controller, task: Task) -> Promise {
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
    let controller = controller.clone();
    spawn_local(async move {
        // A signal was aborted while its listener was being added, so nothing is sent.
        if controller.is_aborted() {
            return;
        }
        let outcome = task.await;
        drop(watches.take());
        settler.settle(outcome);
    });
    promise
}
