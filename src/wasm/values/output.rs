//! Writes plain data as JavaScript objects, and failures as errors. No other module does this. A value is passed as one
//! text.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::plain::{MemberType, Plain, Written};

#[wasm_bindgen(module = "/src/entry/objects.js")]
extern "C" {
    /// Stores a piece of the next JSON text.
    #[wasm_bindgen(js_name = takePiece)]
    fn take_piece(json: &str);

    /// Makes the value of a JSON text, whose last piece is `json`. `failures` has the paths of the errors in it.
    #[wasm_bindgen(js_name = objectOf)]
    fn value_of(json: &str, failures: Option<&str>, is_frozen: bool) -> JsValue;

    /// Creates an `ExportJobsError` from the JSON of its members. `JsError` of wasm-bindgen has neither
    /// name nor cause.
    #[wasm_bindgen(js_name = errorOf)]
    fn error_of(json: &str, cause: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = stepOf)]
    fn step_of(value: &JsValue, done: bool) -> JsValue;

    /// Freezes plain data and everything in it.
    pub(crate) fn frozen(data: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/entry/export-jobs-error.js")]
extern "C" {
    /// The error class of the package, which objects.js imports. The class is named here because wasm-bindgen copies
    /// only files that Rust names.
    #[allow(dead_code, reason = "only its file is needed")]
    type ExportJobsError;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    fn decimal(number: f64) -> String;
}

/// Returns the value as a plain JavaScript object or list.
pub(crate) fn to_js(value: &(impl MemberType + ?Sized)) -> JsValue {
    object_of(&value.to_plain())
}

/// Returns the value as a frozen JavaScript object or list.
pub(crate) fn to_frozen_js(value: &(impl MemberType + ?Sized)) -> JsValue {
    made_of(&value.to_plain(), true)
}

/// Returns a plain value as a JavaScript value.
pub(crate) fn object_of(plain: &Plain<'_>) -> JsValue {
    made_of(plain, false)
}

fn made_of(plain: &Plain<'_>, is_frozen: bool) -> JsValue {
    match plain {
        Plain::Absent => JsValue::UNDEFINED,
        Plain::Failure(fields) => error_object(fields, None),
        _ => {
            let Written { json, failures } =
                plain.written_in_pieces(decimal, &mut |piece| take_piece(piece));
            value_of(&json, failures.as_deref(), is_frozen)
        }
    }
}

/// Returns the step of an iterator: a value, or the end.
pub(crate) fn iterator_result(value: Option<JsValue>) -> JsValue {
    let is_end = value.is_none();
    step_of(&value.unwrap_or_default(), is_end)
}

/// Adds the members of a plain value to an object.
pub(crate) fn add_members(object: &Object, value: &impl MemberType) {
    Object::assign(object, to_js(value).unchecked_ref());
}

/// Creates an `ExportJobsError` with these members.
pub(crate) fn error_object(fields: &Plain<'_>, cause: Option<&JsValue>) -> JsValue {
    error_of(&fields.written(decimal).json, cause.unwrap_or(&JsValue::UNDEFINED))
}
