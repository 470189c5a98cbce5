//! A board in one tab: polling, the role of the tab, storage, and the end of the board.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::tabs::{PageEvent, Tab};

use super::job_board::JobBoard;
use super::opening;
use crate::wasm::platform::driver::Drive;
use crate::wasm::values::output::to_js;

#[wasm_bindgen]
impl JobBoard {
    /// Stops polling in all tabs until `resume`. Deadlines still apply.
    pub fn pause(&self) {
        self.session.with(Tab::pause);
    }

    /// Continues polling as soon as the limits allow.
    pub fn resume(&self) {
        self.session.with(Tab::resume);
    }

    /// Returns whether the board is paused.
    #[wasm_bindgen(getter, js_name = isPaused)]
    pub fn is_paused(&self) -> bool {
        self.session.tab.borrow().board().is_paused()
    }

    /// Sets whether the page of a board in a worker is hidden. While it is, no job is polled more often than once a
    /// minute. In a page, the board sees this itself.
    #[wasm_bindgen(js_name = setHidden)]
    pub fn set_hidden(&self, hidden: bool) {
        let event = if hidden { PageEvent::Hidden } else { PageEvent::Shown };
        self.session.page_event(event);
    }

    /// The role of this tab. `leading`: it polls for all tabs. `following`: another tab polls. `alone`:
    /// the board is not shared with other tabs.
    #[wasm_bindgen(getter, unchecked_return_type = "\"leading\" | \"following\" | \"alone\"")]
    pub fn role(&self) -> String {
        self.session.tab.borrow().role().as_str().to_owned()
    }

    /// A sentence that says why the tabs do not share the board, why it is not stored, or that the polling tab has no
    /// client for some of this tab's jobs. Otherwise `undefined`.
    #[wasm_bindgen(getter, js_name = aloneBecause)]
    pub fn alone_because(&self) -> Option<String> {
        self.session.tab.borrow().alone_because().map(str::to_owned)
    }

    /// Resolves when the jobs that were stored under the board's name have been loaded. Never rejects:
    /// if the storage fails, it resolves too, and `aloneBecause` says why.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn ready(&self) -> Promise {
        self.session.until_ready()
    }

    /// Resolves when all earlier changes are in the browser's storage: jobs that were added, submitted
    /// and removed.
    ///
    /// Rejects with `notStored` when the browser cannot store them, and always for a board without a
    /// name.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn stored(&self) -> Promise {
        self.session.until_stored()
    }

    /// Returns the use of the limits, for each API at each origin.
    #[wasm_bindgen(unchecked_return_type = "BudgetUse[]")]
    pub fn budgets(&self) -> JsValue {
        let now = self.session.clock.now();
        let budgets = self.session.tab.borrow().board().budgets(now);
        to_js(budgets.as_slice())
    }

    /// The board as plain data without secrets, for `JSON.stringify` and `restore`.
    #[wasm_bindgen(getter, unchecked_return_type = "JobBoardState")]
    pub fn state(&self) -> JsValue {
        let at = self.session.moment();
        to_js(&self.session.tab.borrow().state(at))
    }

    /// Ends all activity of the board in this tab. The jobs continue at the service, and stay stored. Pending and later
    /// submissions, cancellations and outcomes reject with `closed`.
    pub fn close(&self) {
        opening::close(&self.session);
    }
}
