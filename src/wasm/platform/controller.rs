//! Stops a task and its request.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{AbortController, AbortSignal};

/// Stops a task and its request. A signal of the platform is created only on demand.
#[derive(Clone, Default)]
pub(crate) struct Controller(Rc<State>);

#[derive(Default)]
struct State {
    is_aborted: Cell<bool>,
    /// Stops the last request.
    request: Cell<Option<Box<dyn FnOnce()>>>,
    own: OnceCell<AbortController>,
}

impl Controller {
    /// Stops the task. This may call functions of the page.
    pub(crate) fn abort(&self) {
        if self.0.is_aborted.replace(true) {
            return;
        }
        if let Some(stop) = self.0.request.take() {
            stop();
        }
        if let Some(own) = self.0.own.get() {
            own.abort();
        }
    }

    /// Returns whether the task was stopped.
    pub(crate) fn is_aborted(&self) -> bool {
        self.0.is_aborted.get()
    }

    /// Returns a signal that aborts with the task.
    pub(crate) fn signal(&self) -> AbortSignal {
        let own = self.0.own.get_or_init(|| {
            // Every platform with WebAssembly has the class.
            let own = AbortController::new().unwrap_or_else(JsCast::unchecked_into);
            if self.is_aborted() {
                own.abort();
            }
            own
        });
        own.signal()
    }

    /// Sets the function that stops the last request.
    pub(crate) fn set_request(&self, stop: Box<dyn FnOnce()>) {
        let before = self.0.request.replace(Some(stop));
        drop(before);
    }
}

impl PartialEq for Controller {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
