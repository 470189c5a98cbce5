//! Jobs and changes as JavaScript objects.

use wasm_bindgen::JsValue;

use crate::board::{Change, JobKey};

use super::session::BoardSession;
use crate::wasm::platform::driver::Drive;
use crate::wasm::values::output::to_js;

impl BoardSession {
    /// Returns the URL of a job on the board.
    pub(super) fn url_of(&self, key: JobKey) -> String {
        let tab = self.tab.borrow();
        tab.board().job(key, 0).map(|job| job.job.url.clone()).unwrap_or_default()
    }

    pub(super) fn change_to_js(&self, change: &Change) -> JsValue {
        let at = self.moment();
        to_js(&self.tab.borrow().board().change(change, at.now).on(at.date))
    }

    /// Returns a job as a JavaScript object, or `undefined` when it is not on the board.
    pub(super) fn job_to_js(&self, key: JobKey) -> JsValue {
        let (tab, at) = (self.tab.borrow(), self.moment());
        let job = tab.board().job(key, at.now).map(|job| job.on(at.date));
        job.as_ref().map_or(JsValue::UNDEFINED, to_js)
    }
}
