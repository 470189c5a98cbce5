//! The boundary to JavaScript, in a dedicated worker of a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, reason = "wasm_bindgen writes items without docs")]

#[path = "browser/boundary.rs"]
mod boundary;
#[path = "browser/reports.rs"]
mod reports;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
