//! Plain data on its way out.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A plain object with plain members: what `JSON.stringify` and a structured clone can take.
pub(super) fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    // The core's data serialise without fail; `undefined` is better than a trap if they ever don't.
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}
