//! The async iterator over a job's readings.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

use crate::JobStatus;
use crate::poller::Until;

use super::fields::set;
use super::session::{Session, status_to_js};
use super::timer::now;

/// The readings of a job, one by one. A slow consumer gets the latest, not a backlog.
#[wasm_bindgen(skip_typescript)]
pub struct JobStatuses {
    session: Rc<Session>,
    /// How many readings were handed out or passed over.
    claimed: Rc<Cell<u32>>,
    deadline: u64,
    returned: Rc<Cell<bool>>,
}

impl JobStatuses {
    pub(super) fn new(session: Rc<Session>) -> Self {
        let timeout_ms = session.poller.borrow().pace().timeout_ms;
        let deadline = now().saturating_add(timeout_ms);
        Self { session, claimed: Rc::default(), deadline, returned: Rc::default() }
    }
}

#[wasm_bindgen]
impl JobStatuses {
    /// The next reading, or the end after that of the ended job.
    pub fn next(&self) -> Promise {
        let readings = self.session.poller.borrow().readings();
        let is_done = self.session.poller.borrow().is_done();
        let claimed = self.claimed.get();
        if self.returned.get() || (is_done && claimed >= readings && claimed > 0) {
            return Promise::resolve(&step(None));
        }
        let after = claimed.max(readings.saturating_sub(1));
        self.claimed.set(after.saturating_add(1));
        self.session.wait(Until::Reading(after), Some(self.deadline), None, step)
    }

    /// Ends the iteration; `for await` calls it on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Promise {
        self.returned.set(true);
        Promise::resolve(&step(None))
    }

    /// An iterator is iterable.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn itself(&self) -> JobStatuses {
        Self {
            session: self.session.clone(),
            claimed: self.claimed.clone(),
            deadline: self.deadline,
            returned: self.returned.clone(),
        }
    }
}

/// `{ value, done }`
fn step(status: Option<JobStatus>) -> JsValue {
    let object = Object::new();
    set(&object, "done", &status.is_none().into());
    set(&object, "value", &status_to_js(status));
    object.into()
}
