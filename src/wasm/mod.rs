//! The boundary to JavaScript.

use wasm_bindgen::prelude::*;

/// The version of this module, as in its `Cargo.toml`.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

#[wasm_bindgen(module = "/src/entry/export-jobs-error.js")]
extern "C" {
    /// The error class of the package.
    #[wasm_bindgen(extends = js_sys::Error)]
    pub type ExportJobsError;
    #[wasm_bindgen(constructor)]
    fn new(code: &str, message: &str, details: &JsValue) -> ExportJobsError;
}

/// Probe.
#[wasm_bindgen(js_name = fail)]
pub fn fail() -> Result<(), JsValue> {
    Err(ExportJobsError::new("invalidArgument", "x", &JsValue::UNDEFINED).into())
}
