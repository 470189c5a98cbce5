//! The one place where failures become JavaScript errors.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::Error;

use super::fields::set;
use super::output::to_js;

#[wasm_bindgen(module = "/src/entry/export-jobs-error.js")]
extern "C" {
    /// The error class of the package. `JsError` of wasm-bindgen has neither name nor cause.
    type ExportJobsError;

    #[wasm_bindgen(constructor)]
    fn new(code: &str, message: &str, details: &Object) -> ExportJobsError;
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
        let details = Object::new();
        let set = |name: &str, value: JsValue| set(&details, name, &value);
        if let Some(status) = error.status() {
            set("status", status.into());
        }
        if let Some(id) = error.request_id() {
            set("requestId", id.into());
        }
        if let Some(ms) = error.retry_after_ms() {
            set("retryAfterMs", number(ms).into());
        }
        if !error.errors().is_empty() {
            set("errors", to_js(error.errors()));
        }
        if let Some(job) = error.job() {
            set("job", to_js(job));
        }
        if let Some(location) = error.location() {
            set("location", location.into());
        }
        if let Some(invalid) = error.invalid_project() {
            set("path", invalid.path.as_str().into());
            set("line", number(invalid.line).into());
            set("column", number(invalid.column).into());
            set("byteOffset", number(invalid.byte_offset).into());
        }
        if let Some(cause) = cause {
            set("cause", cause);
        }
        ExportJobsError::new(error.code().as_str(), error.message(), &details).into()
    }
}

/// Milliseconds and sizes as JavaScript numbers. All are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "times and sizes stay below 2^53")]
pub(super) fn number(value: u64) -> f64 {
    value as f64
}

/// `?` on a core result, at the end of a function that JavaScript calls.
pub type Thrown<T> = Result<T, Failure>;
