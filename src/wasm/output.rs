//! Plain data on its way out, as JavaScript objects.

use js_sys::{Array, JSON, Object};
use wasm_bindgen::JsValue;

use crate::plain::{MemberType, Plain};

use super::error::error_object;
use super::fields::set;

/// The value as a plain JavaScript object or list.
pub(super) fn to_js(value: &(impl MemberType + ?Sized)) -> JsValue {
    object_of(&value.to_plain())
}

/// The same of a value in the form that crosses.
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
        // The core has checked it.
        Plain::Json(json) => JSON::parse(json).unwrap_or_default(),
        Plain::Failure(fields) => error_object(fields, None),
    }
}

fn object_with<'m, 'a: 'm>(members: &mut dyn Iterator<Item = (&'m str, &'m Plain<'a>)>) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        if !matches!(value, Plain::Absent) {
            set(&object, name, &object_of(value));
        }
    }
    object.into()
}
