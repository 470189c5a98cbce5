//! The async iterator over a board's changes.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

use crate::board::Change;

use super::super::fields::set;
use super::super::promise::Settler;
use super::session::BoardSession;

/// Changes that nobody has taken yet, and who waits for one.
#[derive(Default)]
pub(super) struct Pending {
    changes: RefCell<VecDeque<Change>>,
    waiting: RefCell<VecDeque<Settler>>,
    ended: Cell<bool>,
}

impl Pending {
    /// Adds a change. Of several of one job and kind a slow reader sees the last: the backlog is
    /// bounded by the board.
    pub(super) fn push(&self, session: &Rc<BoardSession>, change: &Change) {
        let waiting = self.waiting.borrow_mut().pop_front();
        if let Some(settler) = waiting {
            settler.settle(Ok(step(Some(session.change_to_js(change)))));
            return;
        }
        let mut changes = self.changes.borrow_mut();
        if !changes.contains(change) {
            changes.push_back(change.clone());
        }
    }

    /// There will be no more.
    pub(super) fn end(&self) {
        self.ended.set(true);
        let waiting = self.waiting.take();
        for settler in waiting {
            settler.settle(Ok(step(None)));
        }
    }
}

/// The changes of a board, one by one.
#[wasm_bindgen(skip_typescript)]
pub struct BoardChanges {
    session: Rc<BoardSession>,
    pending: Rc<Pending>,
}

impl BoardChanges {
    pub(super) fn new(session: Rc<BoardSession>) -> Self {
        let pending = Rc::new(Pending::default());
        if session.is_closed() {
            pending.end();
        } else {
            session.subscribe(&pending);
        }
        Self { session, pending }
    }
}

#[wasm_bindgen]
impl BoardChanges {
    /// The next change; it waits for one.
    pub fn next(&self) -> Promise {
        let change = self.pending.changes.borrow_mut().pop_front();
        if let Some(change) = change {
            return Promise::resolve(&step(Some(self.session.change_to_js(&change))));
        }
        if self.pending.ended.get() {
            return Promise::resolve(&step(None));
        }
        let (promise, settler) = Settler::new();
        self.pending.waiting.borrow_mut().push_back(settler);
        promise
    }

    /// Ends the iteration; `for await` calls it on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Promise {
        self.session.unsubscribe(&self.pending);
        self.pending.end();
        Promise::resolve(&step(None))
    }

    /// An iterator is iterable.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn itself(&self) -> BoardChanges {
        Self { session: self.session.clone(), pending: self.pending.clone() }
    }
}

/// `{ value, done }`
fn step(value: Option<JsValue>) -> JsValue {
    let object = Object::new();
    set(&object, "done", &value.is_none().into());
    set(&object, "value", &value.unwrap_or_default());
    object.into()
}
