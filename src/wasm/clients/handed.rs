//! Clients that a page passes to a class, such as a board. An object from JavaScript cannot be cast to
//! a class of this module, but its method `handOver` can pass on the client.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use super::client::Client;
use crate::wasm::values::fields::call;

thread_local! {
    static HANDED: Cell<Option<Rc<Client>>> = const { Cell::new(None) };
}

/// Passes a client to [`handed`]. Returns the class and the options from which the client was made,
/// for another entry of the package.
pub(crate) fn hand_over(client: &Rc<Client>) -> JsValue {
    HANDED.set(Some(client.clone()));
    Array::of2(&client.source.class.into(), &client.source.options).into()
}

/// Returns the client that an object of this module passed, and the value that the object returned.
pub(crate) fn handed(value: &JsValue) -> Option<(Option<Rc<Client>>, JsValue)> {
    HANDED.set(None);
    let source = call(value, "handOver").ok()?;
    Some((HANDED.take(), source))
}

/// Returns the class and the options that [`hand_over`] of another entry returned.
pub(crate) fn class_and_options(source: &JsValue) -> Option<(String, JsValue)> {
    if !Array::is_array(source) {
        return None;
    }
    let at = |index| Reflect::get_u32(source, index).unwrap_or_default();
    Some((at(0).as_string()?, at(1)))
}
