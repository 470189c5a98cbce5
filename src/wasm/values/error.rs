//! Failures that are passed to JavaScript. `?` turns them into errors.

use wasm_bindgen::JsValue;

use crate::Error;
use crate::plain::{MemberType, Plain};

use super::output::error_object;

/// A failure, with the JavaScript value that caused it, if there is one.
#[derive(Clone, Debug)]
pub struct Failure {
    pub(crate) error: Error,
    pub(crate) cause: Option<JsValue>,
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

/// Returns a number of milliseconds or bytes as a JavaScript number. All are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "times and sizes stay below 2^53")]
pub(crate) fn number(value: u64) -> f64 {
    value as f64
}

/// The result of a function for JavaScript: a value, or a failure that is thrown.
pub type Thrown<T> = Result<T, Failure>;
