//! The page's listeners.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use crate::{ByteProgress, Error};

use super::error::Thrown;
use super::fields::kind;
use super::output::to_js;

/// A list of listeners.
#[derive(Default)]
pub(crate) struct Listeners {
    all: RefCell<Vec<(u32, Function)>>,
    last: Cell<u32>,
}

impl Listeners {
    /// Adds a listener. Returns its number.
    pub(crate) fn add(&self, listener: Function) -> u32 {
        let number = self.last.get().wrapping_add(1);
        self.last.set(number);
        self.all.borrow_mut().push((number, listener));
        number
    }

    /// Removes all listeners.
    pub(crate) fn clear(&self) {
        drop(self.all.take());
    }

    fn remove(&self, number: u32) {
        self.all.borrow_mut().retain(|(other, _)| *other != number);
    }

    /// Adds the listener that was passed to the method of this name. Returns the function that
    /// removes it.
    pub(crate) fn subscribe(self: &Rc<Self>, method: &str, listener: &JsValue) -> Thrown<JsValue> {
        let Some(function) = listener.dyn_ref::<Function>() else {
            return Err(Error::invalid_argument(text!(
                "{} takes a function; got {}.",
                method,
                kind(listener)
            ))
            .into());
        };
        let number = self.add(function.clone());
        let listeners = self.clone();
        Ok(Closure::<dyn Fn()>::new(move || listeners.remove(number)).into_js_value())
    }

    /// Calls all listeners. The value is created only if there is a listener. A listener that throws does not stop the
    /// others: its error is reported like any other uncaught error.
    pub(crate) fn tell(&self, news: impl Fn() -> JsValue) {
        // A listener may add or remove others.
        let all = self.all.borrow().clone();
        for (_, listener) in all {
            if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, &news()) {
                drop(Promise::reject(&thrown));
            }
        }
    }
}

/// Calls a listener with the number of bytes that have arrived. Its error is reported like any other uncaught error.
pub(crate) fn report_bytes(listener: &Function, received: u64, total: Option<u64>) {
    let progress = ByteProgress { received_bytes: received, total_bytes: total };
    if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, &to_js(&progress)) {
        drop(Promise::reject(&thrown));
    }
}
