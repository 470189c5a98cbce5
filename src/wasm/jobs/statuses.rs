//! The async iterator over a job's statuses.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::JobStatus;
use crate::poller::Until;

use super::session::Session;
use crate::wasm::platform::timer::now;
use crate::wasm::values::output::{iterator_result, to_js};

/// The statuses of a job, one at a time. A slow consumer gets only the latest one.
#[wasm_bindgen(skip_typescript)]
pub struct JobStatuses {
    session: Rc<Session>,
    /// The number of statuses that were returned or skipped.
    claimed: Rc<Cell<u32>>,
    deadline: u64,
    returned: Rc<Cell<bool>>,
}

impl JobStatuses {
    pub(crate) fn new(session: Rc<Session>) -> Self {
        let timeout_ms = session.poller.borrow().pace().timeout_ms;
        let deadline = now().saturating_add(timeout_ms);
        Self { session, claimed: Rc::default(), deadline, returned: Rc::default() }
    }
}

#[wasm_bindgen]
impl JobStatuses {
    /// Resolves with the next status, or with the end after the last one.
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

    /// Ends the iteration. `for await` calls this on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Promise {
        self.returned.set(true);
        Promise::resolve(&step(None))
    }

    /// Returns the iterator itself, so that `for await` accepts it.
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

/// Returns an iterator's result: `{ value, done }`. A result without a status is the last one.
fn step(status: Option<JobStatus>) -> JsValue {
    iterator_result(status.as_ref().map(to_js))
}
