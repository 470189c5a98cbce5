//! The async iterator over a board's changes.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::pending::Pending;
use super::session::BoardSession;
use crate::wasm::values::output::iterator_result;

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
        match self.pending.take() {
            Some(change) => {
                Promise::resolve(&iterator_result(Some(self.session.change_to_js(&change))))
            }
            None => self.pending.wait(),
        }
    }

    /// Ends the iteration; `for await` calls it on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Promise {
        self.session.unsubscribe(&self.pending);
        self.pending.end();
        Promise::resolve(&iterator_result(None))
    }

    /// An iterator is iterable.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn itself(&self) -> BoardChanges {
        Self { session: self.session.clone(), pending: self.pending.clone() }
    }
}
