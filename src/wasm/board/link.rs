//! The platform's side of a shared board: store, channel and locks.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use crate::board::BoardState;
use crate::tabs::{Batch, ChannelMessage, Platform};

use crate::wasm::values::output::to_js;

#[wasm_bindgen(module = "/src/entry/tab-link.js")]
extern "C" {
    pub(super) type TabLink;

    #[wasm_bindgen(constructor)]
    fn new(name: &str, id: &str, tell: &Function) -> TabLink;
    #[wasm_bindgen(method, getter, js_name = hasLocks)]
    fn has_locks(this: &TabLink) -> bool;
    #[wasm_bindgen(method, getter, js_name = hasChannel)]
    fn has_channel(this: &TabLink) -> bool;
    #[wasm_bindgen(method, getter, js_name = hasStore)]
    fn has_store(this: &TabLink) -> bool;
    #[wasm_bindgen(method, catch)]
    pub(super) fn join(this: &TabLink) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    pub(super) fn load(this: &TabLink, number: u32);
    #[wasm_bindgen(method, js_name = loadEnded)]
    pub(super) fn load_ended(this: &TabLink, number: u32);
    #[wasm_bindgen(method)]
    fn save(this: &TabLink, number: u32, put: &Array, add: &Array, delete: &Array);
    #[wasm_bindgen(method)]
    fn post(this: &TabLink, message: &JsValue);
    #[wasm_bindgen(method, js_name = requestLock)]
    pub(super) fn request_lock(this: &TabLink, steal: bool);
    #[wasm_bindgen(method, js_name = releaseLock)]
    pub(super) fn release_lock(this: &TabLink);
    #[wasm_bindgen(method, js_name = lookAtLock)]
    pub(super) fn look_at_lock(this: &TabLink, number: u32);
    #[wasm_bindgen(method, js_name = listTabs)]
    pub(super) fn list_tabs(this: &TabLink);
    #[wasm_bindgen(method)]
    pub(super) fn leave(this: &TabLink);
    #[wasm_bindgen(method)]
    fn end(this: &TabLink);
}

/// A link that is closed when its owner drops it.
pub(super) struct Link {
    pub(super) js: TabLink,
    _report: Closure<dyn FnMut(String, u32, JsValue)>,
}

impl Link {
    /// Links the tab with this id to the other tabs with the same board name. `report` takes each
    /// event of the platform: its kind, the number of the call that it answers, and its value.
    pub(super) fn new(
        name: &str,
        id: &str,
        report: impl FnMut(String, u32, JsValue) + 'static,
    ) -> Self {
        let report = Closure::<dyn FnMut(String, u32, JsValue)>::new(report);
        let js = TabLink::new(name, id, report.as_ref().unchecked_ref());
        Self { js, _report: report }
    }

    pub(super) fn platform(&self) -> Platform {
        Platform {
            has_locks: self.js.has_locks(),
            has_channel: self.js.has_channel(),
            has_store: self.js.has_store(),
        }
    }

    pub(super) fn save(&self, number: u32, batch: &Batch) {
        let pair = |(key, state): &(String, BoardState)| Array::of2(&key.into(), &to_js(state));
        let put: Array = batch.put.iter().map(pair).collect();
        for ended in &batch.ended {
            put.push(&Array::of2(&ended.key().into(), &to_js(ended)));
        }
        let add: Array = batch.add.iter().map(pair).collect();
        let delete: Array = batch.delete.iter().map(JsValue::from).collect();
        self.js.save(number, &put, &add, &delete);
    }

    pub(super) fn post(&self, message: &ChannelMessage) {
        self.js.post(&to_js(message));
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.js.end();
    }
}
