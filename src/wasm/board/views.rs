//! Jobs and changes as JavaScript sees them.

use wasm_bindgen::JsValue;

use crate::board::{Change, JobKey};

use super::super::output::to_js;
use super::session::BoardSession;

impl BoardSession {
    pub(super) fn change_to_js(&self, change: &Change) -> JsValue {
        to_js(&self.tab.borrow().board().change(change, self.clock.now()))
    }

    /// A job as JavaScript sees it; `undefined` when it is not there.
    pub(super) fn job_to_js(&self, key: JobKey) -> JsValue {
        let tab = self.tab.borrow();
        tab.board().job(key, self.clock.now()).as_ref().map_or(JsValue::UNDEFINED, to_js)
    }
}
