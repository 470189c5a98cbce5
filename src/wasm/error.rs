//! The one place where failures become JavaScript errors.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::plain::{MemberType, Plain};

use super::fields::{get, set};
use super::output::object_of;

#[wasm_bindgen(module = "/src/entry/export-jobs-error.js")]
extern "C" {
    /// The error class of the package. `JsError` of wasm-bindgen has neither name nor cause.
    type ExportJobsError;

    #[wasm_bindgen(constructor)]
    fn new(code: &JsValue, message: &JsValue, fields: &Object) -> ExportJobsError;
}

/// A failure on its way to JavaScript, with the JavaScript value that caused it, if one did.
#[derive(Clone, Debug)]
pub struct Failure {
    pub(super) error: Error,
    pub(super) cause: Option<JsValue>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, cause: None }
    }
}

impl From<Failure> for JsValue {
    fn from(Failure { error, cause }: Failure) -> Self {
        match error.to_plain() {
            Plain::Failure(fields) => error_object(&fields, cause.as_ref()),
            _ => JsValue::UNDEFINED,
        }
    }
}

/// Makes the error of its members.
pub(super) fn error_object(fields: &Plain<'_>, cause: Option<&JsValue>) -> JsValue {
    let fields = object_of(fields).unchecked_into::<Object>();
    if let Some(cause) = cause {
        set(&fields, "cause", cause);
    }
    ExportJobsError::new(&get(&fields, "code"), &get(&fields, "message"), &fields).into()
}

/// Milliseconds and sizes as JavaScript numbers. All are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "times and sizes stay below 2^53")]
pub(super) fn number(value: u64) -> f64 {
    value as f64
}

/// `?` on a core result, at the end of a function that JavaScript calls.
pub type Thrown<T> = Result<T, Failure>;
