//! The platform's side of a shared board: store, channel and locks.

use std::rc::{Rc, Weak};

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use crate::board::{BoardState, Stored};
use crate::tabs::{Batch, ChannelMessage, Platform};

use super::super::fields::list_of;
use super::super::foreign::Given;
use super::super::output::to_js;
use super::session::BoardSession;

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
    #[wasm_bindgen(method)]
    fn save(this: &TabLink, number: u32, put: &Array, add: &Array, delete: &Array);
    #[wasm_bindgen(method)]
    fn post(this: &TabLink, message: &JsValue);
    #[wasm_bindgen(method, js_name = requestLock)]
    pub(super) fn request_lock(this: &TabLink, steal: bool);
    #[wasm_bindgen(method, js_name = releaseLock)]
    pub(super) fn release_lock(this: &TabLink);
    #[wasm_bindgen(method, js_name = lookAtLock)]
    pub(super) fn look_at_lock(this: &TabLink);
    #[wasm_bindgen(method, js_name = listTabs)]
    pub(super) fn list_tabs(this: &TabLink);
    #[wasm_bindgen(method)]
    pub(super) fn leave(this: &TabLink);
    #[wasm_bindgen(method)]
    fn end(this: &TabLink);
}

/// A link that ends with its owner.
pub(super) struct Link {
    pub(super) js: TabLink,
    _tell: Closure<dyn FnMut(String, u32, JsValue)>,
}

impl Link {
    /// Links the tab with this id to the others that give the same name.
    pub(super) fn new(session: &Rc<BoardSession>, name: &str, id: &str) -> Self {
        let weak = Rc::downgrade(session);
        let tell = Closure::<dyn FnMut(String, u32, JsValue)>::new(move |event, number, value| {
            hear(&weak, event, number, &value);
        });
        let js = TabLink::new(name, id, tell.as_ref().unchecked_ref());
        Self { js, _tell: tell }
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
        let add: Array = batch.add.iter().map(pair).collect();
        let delete: Array = batch.delete.iter().map(JsValue::from).collect();
        self.js.save(number, &put, &add, &delete);
    }

    pub(super) fn post(&self, mail: &ChannelMessage) {
        self.js.post(&to_js(mail));
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.js.end();
    }
}

/// Passes on what the platform tells.
fn hear(session: &Weak<BoardSession>, event: String, number: u32, value: &JsValue) {
    let Some(session) = session.upgrade() else { return };
    match event.as_str() {
        "message" => {
            if let Some(mail) = ChannelMessage::read(&Given(value.clone())) {
                session.with(|tab, at| tab.handle_message(mail, at));
            }
        }
        "lock" => session.with(|tab, at| tab.handle_lock(value.is_truthy(), at)),
        "holder" => session.with(|tab, at| tab.handle_lock_holder(value.is_truthy(), at)),
        "tabs" => {
            let id = |id: JsValue| id.as_string()?.parse().ok();
            let ids = list_of(value).ok();
            let ids = ids.map(|ids| ids.iter().filter_map(id).collect::<Vec<_>>());
            session.with(|tab, at| tab.handle_tabs(ids.as_deref(), at));
        }
        "loaded" => {
            let record = |pair: JsValue| {
                let pair = list_of(&pair).ok()?;
                // No version of this module writes under any other key.
                Some((pair.get(0).as_string()?, Stored::read(&Given(pair.get(1)))))
            };
            let pairs = list_of(value).ok();
            let records = pairs.map(|pairs| pairs.iter().filter_map(record).collect());
            session.with(|tab, at| tab.handle_loaded(number, records, at));
        }
        _ => session.with(|tab, at| tab.handle_saved(number, value.is_truthy(), at)),
    }
}
