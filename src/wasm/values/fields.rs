//! Reads plain objects field by field, so that an error names the wrong field.

use std::cell::Cell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::text::nearest;

use super::names::names_in_javascript;

/// The options of all classes. A page may pass one object to several calls, so an option is refused
/// only when no class knows it.
const OPTIONS: &[&str] = &[
    "all",
    "apiVersion",
    "assetKind",
    "baseUrl",
    "clients",
    "container",
    "content",
    "credential",
    "credentials",
    "dataSources",
    "deploy",
    "deployment",
    "directTarget",
    "displayName",
    "documents",
    "doubleEncode",
    "driveIds",
    "endpoint",
    "eventTypes",
    "exportLinkType",
    "exportOptionType",
    "family",
    "fetch",
    "finishTime",
    "firstPauseMs",
    "format",
    "headers",
    "history",
    "intervalMs",
    "isLoggingEnabled",
    "kind",
    "language",
    "limitPerRule",
    "limits",
    "loggingOptOut",
    "longestPauseMs",
    "maxIntervalMs",
    "name",
    "onBackup",
    "onProgress",
    "onState",
    "parameters",
    "prefix",
    "preventAbort",
    "preventClose",
    "primary",
    "project",
    "repeatLostSubmissions",
    "replace",
    "replaceDocuments",
    "requestTimeoutMs",
    "route",
    "secondary",
    "sha256",
    "showStats",
    "signal",
    "siteUrls",
    "source",
    "startTime",
    "state",
    "stopAfter",
    "storedState",
    "stringIndexType",
    "target",
    "targetName",
    "tasks",
    "timeoutMs",
    "train",
    "trainedModelLabel",
    "trustedOrigins",
    "upstream",
    "verbose",
];

#[wasm_bindgen(module = "/src/entry/members.js")]
extern "C" {
    /// Returns a member of an object or of its class; `undefined` when it is absent, null, or cannot be
    /// read. Members of `Object.prototype` are ignored.
    #[wasm_bindgen(js_name = memberOf)]
    pub(crate) fn own_or_class_member(object: &JsValue, name: &str) -> JsValue;

    /// Returns whether a member is still the same value.
    #[wasm_bindgen(js_name = isStill)]
    pub(crate) fn is_still(object: &JsValue, name: &JsValue, value: &JsValue) -> bool;

    /// Returns the job in an object that a board returned, or the value itself.
    #[wasm_bindgen(js_name = jobIn)]
    pub(crate) fn job_in(value: &JsValue) -> JsValue;

    /// Returns the first name in a plain object that is not among the others.
    #[wasm_bindgen(js_name = otherName)]
    fn other_name(object: &JsValue, names: &JsValue) -> Option<String>;
}

#[wasm_bindgen]
extern "C" {
    /// Returns the items of an iterable. This runs the caller's code, which may throw.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    pub(crate) fn list_of(value: &JsValue) -> Result<Array, JsValue>;

    /// Returns the names of an object's members. Fails if a proxy throws.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    pub(crate) fn keys_of(object: &JsValue) -> Result<JsValue, JsValue>;
}

/// The fields of an object that a caller passes. [`Fields::plain`] reads plain data, which a table describes. The
/// methods here read the rest: functions, signals, clients, and values that stay in JavaScript.
///
/// The error of the first wrong field is stored, so that all fields can be read in a row.
/// [`Fields::end`] returns it.
pub(crate) struct Fields {
    /// The name of the object in messages, such as "options".
    pub(crate) what: &'static str,
    pub(crate) object: JsValue,
    pub(crate) is_object: bool,
    wrong: Cell<Option<Error>>,
}

impl Fields {
    /// Creates the fields of an object. An absent object has no fields.
    pub(crate) fn of(what: &'static str, value: &JsValue) -> Self {
        let (object, is_object) = (value.clone(), value.is_object());
        let fields = Self { what, object, is_object, wrong: Cell::default() };
        if !is_object && !is_absent(value) {
            fields.refuse("", "an object", value);
        }
        fields
    }

    /// Creates the fields of a call's options. It refuses names that are not an option of any class, because they are
    /// spelling mistakes. `what` is the name of the object in messages.
    pub(crate) fn options(what: &'static str, value: &JsValue) -> Self {
        let fields = Self::of(what, value);
        fields.only(OPTIONS);
        fields
    }

    /// Returns the first error.
    pub(crate) fn end(&self) -> Result<(), Error> {
        self.wrong.take().map_or(Ok(()), Err)
    }

    /// Stores an error, unless an earlier one is stored.
    pub(crate) fn remember(&self, wrong: Error) {
        self.wrong.set(Some(self.wrong.take().unwrap_or(wrong)));
    }

    /// Returns a field's value; `undefined` when it is absent, null, or cannot be read.
    pub(crate) fn get(&self, name: &str) -> JsValue {
        if !self.is_object {
            return JsValue::UNDEFINED;
        }
        own_or_class_member(&self.object, name)
    }

    /// Refuses fields with other names, because they are spelling mistakes.
    pub(crate) fn only(&self, names: &'static [&'static str]) {
        if !self.is_object {
            return;
        }
        if let Some(name) = names_in_javascript(names, |names| other_name(&self.object, names)) {
            let (what, nearest) = (self.what, nearest(&name, names));
            self.wrong.set(Some(Error::invalid_argument(text!(
                "{} has no “{}”. The nearest name is “{}”.",
                what,
                name,
                nearest
            ))));
        }
    }

    /// Reads a field that may be null. Returns `None` if it is absent, and `Some(None)` if it is null.
    pub(crate) fn nullable<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Self) -> Option<T>,
    ) -> Option<Option<T>> {
        let is_null = self.is_object
            && Reflect::get(&self.object, &name.into()).is_ok_and(|value| value.is_null());
        if is_null {
            return Some(None);
        }
        (!self.get(name).is_undefined()).then(|| read(self))
    }

    fn refuse(&self, name: &str, expected: &str, value: &JsValue) {
        let (what, dot) = (self.what, if name.is_empty() { "" } else { "." });
        self.remember(Error::invalid_argument(text!(
            "{}{}{} must be {}; got {}.",
            what,
            dot,
            name,
            expected,
            kind(value)
        )));
    }

    fn read<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(name);
        let read = read(&value);
        if read.is_none() && !value.is_undefined() {
            self.refuse(name, expected, &value);
        }
        read
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.read(name, "a string", JsValue::as_string)
    }

    pub(crate) fn required_text(&self, name: &str) -> String {
        let text = self.text(name);
        if text.is_none() {
            self.refuse(name, "a string", &JsValue::UNDEFINED);
        }
        text.unwrap_or_default()
    }

    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.read(name, "a number", JsValue::as_f64)
    }

    /// Reads a whole number that is not negative.
    pub(crate) fn whole(&self, name: &str) -> Option<usize> {
        self.read(name, "a whole number", |value| {
            let number = value.as_f64()?;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
            let whole = (0.0..=4e9).contains(&number).then_some(number as usize)?;
            (number.fract() == 0.0).then_some(whole)
        })
    }

    pub(crate) fn boolean(&self, name: &str) -> Option<bool> {
        self.read(name, "true or false", JsValue::as_bool)
    }

    pub(crate) fn function(&self, name: &str) -> Option<Function> {
        self.read(name, "a function", |value| value.dyn_ref::<Function>().cloned())
    }

    /// Reads a string or a list of strings.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.read(name, "a list of strings", texts).unwrap_or_default()
    }

    /// Reads an object that has this method. It may be from another realm or library.
    pub(crate) fn object_with(&self, name: &str, method: &str, expected: &str) -> Option<JsValue> {
        self.read(name, expected, |value| get(value, method).is_function().then(|| value.clone()))
    }
}

/// Returns a member of an object; `undefined` when it is absent, null, or cannot be read.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    // Reading a member of a value that is not an object would throw, which is slow.
    if !object.is_object() {
        return JsValue::UNDEFINED;
    }
    let value = Reflect::get(object, &name.into()).unwrap_or_default();
    if value.is_null() { JsValue::UNDEFINED } else { value }
}

/// Calls a method without arguments. Returns what is thrown as the error.
pub(crate) fn call(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.call0(object)
}

/// Sets a member of a new object. This cannot fail.
pub(crate) fn set(object: &Object, name: &str, value: &JsValue) {
    drop(Reflect::set(object, &name.into(), value));
}

/// Returns whether an optional argument was left out.
pub(crate) fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

fn texts(value: &JsValue) -> Option<Vec<String>> {
    match value.as_string() {
        Some(text) => Some(vec![text]),
        None if Array::is_array(value) => {
            list_of(value).ok()?.iter().map(|item| item.as_string()).collect()
        }
        None => None,
    }
}

/// Describes a value for messages. It never shows the content, which may be a secret.
pub(crate) fn kind(value: &JsValue) -> &'static str {
    if value.is_null() {
        return "null";
    }
    if Array::is_array(value) {
        return "a list";
    }
    match value.js_typeof().as_string().as_deref() {
        Some("object") => "an object",
        Some("string") => "a string",
        Some("number") => "a number",
        Some("boolean") => "a boolean",
        Some("function") => "a function",
        Some("symbol") => "a symbol",
        Some("bigint") => "a bigint",
        _ => "undefined",
    }
}

/// Returns the items of an argument that must be a list. `what` is its name, in the plural.
pub(crate) fn items_of(what: &str, value: &JsValue) -> Result<Array, Error> {
    let list = if value.is_object() { list_of(value).ok() } else { None };
    list.ok_or_else(|| {
        Error::invalid_argument(text!("The {} must be a list, and are {}.", what, kind(value)))
    })
}

/// Returns an argument that must be a string.
pub(crate) fn text_argument(what: &str, value: &JsValue) -> Result<String, Error> {
    value.as_string().ok_or_else(|| {
        Error::invalid_argument(text!("{} must be a string; got {}.", what, kind(value)))
    })
}
