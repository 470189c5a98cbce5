//! Changes that wait for an iterator, or an iterator that waits for one.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use crate::board::Change;

use crate::wasm::platform::promise::Settler;
use crate::wasm::values::output::iterator_result;

/// Changes that were not taken yet, and the promises that wait for one.
#[derive(Default)]
pub(super) struct Pending {
    changes: RefCell<VecDeque<Change>>,
    waiting: RefCell<VecDeque<Settler>>,
    ended: Cell<bool>,
}

impl Pending {
    /// Adds a change. It replaces an earlier one of the same job and kind, so the size of the board
    /// bounds the backlog.
    pub(super) fn push(&self, change: &Change, to_js: impl FnOnce() -> JsValue) {
        let waiting = self.waiting.borrow_mut().pop_front();
        if let Some(settler) = waiting {
            settler.settle(Ok(iterator_result(Some(to_js()))));
            return;
        }
        let mut changes = self.changes.borrow_mut();
        if !changes.contains(change) {
            changes.push_back(change.clone());
        }
    }

    /// Removes and returns the first change.
    pub(super) fn take(&self) -> Option<Change> {
        self.changes.borrow_mut().pop_front()
    }

    /// Returns a promise of the next step.
    pub(super) fn wait(&self) -> Promise {
        if self.ended.get() {
            return Promise::resolve(&iterator_result(None));
        }
        let (promise, settler) = Settler::new();
        self.waiting.borrow_mut().push_back(settler);
        promise
    }

    /// Ends the iteration: there will be no more changes.
    pub(super) fn end(&self) {
        self.ended.set(true);
        let waiting = self.waiting.take();
        for settler in waiting {
            settler.settle(Ok(iterator_result(None)));
        }
    }
}
