//! Functions of the page that hear of news.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;

use crate::Error;

use super::error::{Thrown, number};
use super::fields::{kind, set};

/// Who listens.
#[derive(Default)]
pub(super) struct Listeners {
    all: RefCell<Vec<(u32, Function)>>,
    last: Cell<u32>,
}

impl Listeners {
    /// Adds a listener. Gives its number.
    pub(super) fn add(&self, listener: Function) -> u32 {
        let number = self.last.get().wrapping_add(1);
        self.last.set(number);
        self.all.borrow_mut().push((number, listener));
        number
    }

    fn remove(&self, number: u32) {
        self.all.borrow_mut().retain(|(other, _)| *other != number);
    }

    /// Adds what a method of this name was given. Gives the function that takes it off again.
    pub(super) fn subscribe(self: &Rc<Self>, method: &str, listener: &JsValue) -> Thrown<JsValue> {
        let Some(function) = listener.dyn_ref::<Function>() else {
            return Err(Error::invalid_argument(format!(
                "{method} takes a function; got {}.",
                kind(listener)
            ))
            .into());
        };
        let number = self.add(function.clone());
        let listeners = self.clone();
        Ok(Closure::<dyn Fn()>::new(move || listeners.remove(number)).into_js_value())
    }

    /// Tells everybody. The news is made only if somebody listens. A listener that throws is the
    /// page's own bug: it is reported as any other uncaught error is, and hinders nobody else.
    pub(super) fn tell(&self, news: impl Fn() -> JsValue) {
        // A listener may add or take off others.
        let all = self.all.borrow().clone();
        for (_, listener) in all {
            if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, &news()) {
                drop(Promise::reject(&thrown));
            }
        }
    }
}

/// Tells a listener how many bytes have arrived. What it throws is reported as any uncaught error.
pub(super) fn report_bytes(listener: &Function, received: u64, total: Option<u64>) {
    let progress = Object::new();
    set(&progress, "receivedBytes", &number(received).into());
    if let Some(total) = total {
        set(&progress, "totalBytes", &number(total).into());
    }
    if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, &progress) {
        drop(Promise::reject(&thrown));
    }
}
