//! Writes plain data as JavaScript objects, and failures as errors. The only place that does.

use js_sys::{Array, JSON, Object};
use wasm_bindgen::prelude::*;

use crate::plain::{MemberType, Plain};

use super::fields::{get, set};

#[wasm_bindgen(module = "/src/entry/export-jobs-error.js")]
extern "C" {
    /// The error class of the package. `JsError` of wasm-bindgen has neither name nor cause.
    type ExportJobsError;

    #[wasm_bindgen(constructor)]
    fn new(code: &JsValue, message: &JsValue, fields: &Object) -> ExportJobsError;
}

/// Returns the value as a plain JavaScript object or list.
pub(super) fn to_js(value: &(impl MemberType + ?Sized)) -> JsValue {
    object_of(&value.to_plain())
}

/// Returns a plain value as a JavaScript value.
pub(super) fn object_of(plain: &Plain<'_>) -> JsValue {
    match plain {
        Plain::Absent => JsValue::UNDEFINED,
        Plain::Text(text) => JsValue::from_str(text),
        Plain::Number(number) => JsValue::from_f64(*number),
        Plain::Bool(value) => JsValue::from_bool(*value),
        Plain::List(items) => items.iter().map(object_of).collect::<Array>().into(),
        Plain::Object(names, values) => object_with(&mut names.iter().copied().zip(values)),
        Plain::Map(members) => {
            object_with(&mut members.iter().map(|(name, value)| (name.as_ref(), value)))
        }
        // The core has checked this JSON.
        Plain::Json(json) => JSON::parse(json).unwrap_or_default(),
        Plain::Failure(fields) => error_object(fields, None),
    }
}

/// What an iterator gives: a value, or the end.
pub(super) fn iterator_result(value: Option<JsValue>) -> JsValue {
    let object = Object::new();
    set(&object, "done", &value.is_none().into());
    set(&object, "value", &value.unwrap_or_default());
    object.into()
}

/// Adds the members of a plain value to an object.
pub(super) fn add_members(object: &Object, value: &impl MemberType) {
    if let Plain::Object(names, values) = value.to_plain() {
        set_all(object, &mut names.iter().copied().zip(&values));
    }
}

fn object_with<'m, 'a: 'm>(members: Members<'_, 'm, 'a>) -> JsValue {
    let object = Object::new();
    set_all(&object, members);
    object.into()
}

fn set_all<'m, 'a: 'm>(object: &Object, members: Members<'_, 'm, 'a>) {
    for (name, value) in members {
        if !matches!(value, Plain::Absent) {
            set(object, name, &object_of(value));
        }
    }
}

/// The names and the values of an object.
type Members<'i, 'm, 'a> = &'i mut dyn Iterator<Item = (&'m str, &'m Plain<'a>)>;

/// Creates an `ExportJobsError` with these members.
pub(super) fn error_object(fields: &Plain<'_>, cause: Option<&JsValue>) -> JsValue {
    let fields = object_of(fields).unchecked_into::<Object>();
    if let Some(cause) = cause {
        set(&fields, "cause", cause);
    }
    ExportJobsError::new(&get(&fields, "code"), &get(&fields, "message"), &fields).into()
}
