//! The platform's reports of store, channel and locks, for the tab.

use std::rc::Weak;

use wasm_bindgen::JsValue;

use crate::board::{Stored, StoredEnd};
use crate::tabs::ChannelMessage;

use super::session::BoardSession;
use crate::wasm::values::fields::list_of;
use crate::wasm::values::foreign::Given;

/// Passes on an event of the platform.
pub(super) fn pass_on(session: &Weak<BoardSession>, event: &str, number: u32, value: &JsValue) {
    let Some(session) = session.upgrade() else { return };
    match event {
        "message" => {
            if let Some(message) = ChannelMessage::read(&Given::Value(value.clone())) {
                session.with(|tab, at| tab.handle_message(message, at));
            }
        }
        "lock" => session.with(|tab, at| tab.handle_lock(value.is_truthy(), at)),
        "holder" => {
            session.with(|tab, at| tab.handle_lock_holder(number, value.is_truthy(), at));
        }
        "tabs" => {
            let id = |id: JsValue| id.as_string()?.parse().ok();
            let ids = list_of(value).ok();
            let ids = ids.map(|ids| ids.iter().filter_map(id).collect::<Vec<_>>());
            session.with(|tab, at| tab.handle_tabs(ids.as_deref(), at));
        }
        "loaded" => {
            let records = records(value, |record| Stored::read(&record));
            session.with(|tab, at| tab.handle_loaded(number, records, at));
        }
        "history" => {
            let records = records(value, |record| StoredEnd::read(&record));
            session.with(|tab, at| tab.handle_ended_loaded(number, records, at));
        }
        _ => session.with(|tab, at| tab.handle_saved(number, value.is_truthy(), at)),
    }
}

/// Reads pairs of a key and a record. Returns `None` if the store refused.
fn records<T>(pairs: &JsValue, read: impl Fn(Given) -> T) -> Option<Vec<(String, T)>> {
    let record = |pair: JsValue| {
        let pair = list_of(&pair).ok()?;
        // No version of this module writes under any other key.
        Some((pair.get(0).as_string()?, read(Given::Value(pair.get(1)))))
    };
    Some(list_of(pairs).ok()?.iter().filter_map(record).collect())
}
