//! Plain objects on their way in, read field by field, so that a wrong one is named.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::{Error, Result};

/// The fields of an object that a caller gave.
pub(super) struct Fields {
    /// What the object is, for messages: "options".
    what: &'static str,
    object: JsValue,
}

impl Fields {
    /// Takes an object; absent is empty.
    pub(super) fn of(what: &'static str, value: &JsValue) -> Result<Self> {
        if !value.is_undefined() && !value.is_null() && !value.is_object() {
            return Err(Error::invalid_argument(format!(
                "{what} must be an object, and is {}.",
                kind(value)
            )));
        }
        Ok(Self { what, object: value.clone() })
    }

    /// A field's value; `undefined` when it is absent, null, or cannot be read.
    pub(super) fn get(&self, name: &str) -> JsValue {
        if !self.object.is_object() {
            return JsValue::UNDEFINED;
        }
        let value = Reflect::get(&self.object, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if value.is_null() { JsValue::UNDEFINED } else { value }
    }

    fn optional<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Result<Option<T>> {
        let value = self.get(name);
        if value.is_undefined() {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(|| {
            Error::invalid_argument(format!(
                "{}.{name} must be {expected}, and is {}.",
                self.what,
                kind(&value)
            ))
        })
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>> {
        self.optional(name, "a string", JsValue::as_string)
    }

    pub(super) fn required_text(&self, name: &str) -> Result<String> {
        self.text(name)?.ok_or_else(|| {
            Error::invalid_argument(format!("{}.{name} is missing: give a string.", self.what))
        })
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<f64>> {
        self.optional(name, "a number", JsValue::as_f64)
    }

    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>> {
        self.optional(name, "true or false", JsValue::as_bool)
    }

    pub(super) fn function(&self, name: &str) -> Result<Option<Function>> {
        self.optional(name, "a function", |value| value.dyn_ref::<Function>().cloned())
    }

    /// A string, or a list of them.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>> {
        self.optional(name, "a list of strings", texts).map(Option::unwrap_or_default)
    }
}

fn texts(value: &JsValue) -> Option<Vec<String>> {
    match value.as_string() {
        Some(text) => Some(vec![text]),
        None if Array::is_array(value) => {
            Array::from(value).iter().map(|item| item.as_string()).collect()
        }
        None => None,
    }
}

/// What a value is, in words. Never its content, which may be a secret.
pub(super) fn kind(value: &JsValue) -> String {
    if value.is_null() {
        "null".to_owned()
    } else if Array::is_array(value) {
        "a list".to_owned()
    } else {
        match value.js_typeof().as_string().as_deref() {
            Some("undefined") | None => "undefined".to_owned(),
            Some("object") => "an object".to_owned(),
            Some(other) => format!("a {other}"),
        }
    }
}

/// A string argument.
pub(super) fn text_argument(what: &str, value: &JsValue) -> Result<String> {
    value.as_string().ok_or_else(|| {
        Error::invalid_argument(format!("{what} must be a string, and is {}.", kind(value)))
    })
}
