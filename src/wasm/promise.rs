//! Promises that are settled from Rust.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::signal::{AbortWatch, Signal, aborted_reason};

/// The two functions of a pending promise.
#[derive(Clone)]
pub(super) struct Settler {
    // Never `None` after `new`: the constructor of a promise calls its executor at once.
    resolve: Option<Function>,
    reject: Option<Function>,
}

impl Settler {
    /// Creates a promise and its settler.
    pub(super) fn new() -> (Promise, Self) {
        let mut settler = Self { resolve: None, reject: None };
        let promise = Promise::new(&mut |resolve, reject| {
            settler = Self { resolve: Some(resolve), reject: Some(reject) };
        });
        (promise, settler)
    }

    /// Settles the promise, unless it is settled already. Never throws.
    pub(super) fn settle(&self, outcome: Result<JsValue, JsValue>) {
        let (function, value) = match outcome {
            Ok(value) => (&self.resolve, value),
            Err(error) => (&self.reject, error),
        };
        if let Some(function) = function {
            drop(function.call1(&JsValue::UNDEFINED, &value));
        }
    }
}

/// A task whose outcome settles a promise. Boxed, so that the code that runs tasks is compiled once.
pub(super) type Task = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Runs a task until it ends or one of the signals aborts. An abort rejects the promise with the
/// signal's reason at once, and the controller stops the requests of the task.
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
    let signal = controller.signal();
    spawn_local(async move {
        // A signal was aborted while its listener was being added. Send nothing.
        if signal.aborted() {
            return;
        }
        let outcome = task.await;
        drop(watches.take());
        settler.settle(outcome);
    });
    promise
}
