//! Finds the contract of an `AzureLanguage` that a page passes.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::service;

use super::super::AzureLanguage;
use super::super::fields::call;

thread_local! {
    static HANDED: Cell<Option<Rc<service::AzureLanguage>>> = const { Cell::new(None) };
}

/// Returns the contract of an `AzureLanguage`. It works like `client_of`.
pub(super) fn language_of(value: &JsValue) -> Option<Rc<service::AzureLanguage>> {
    HANDED.set(None);
    drop(call(value, "handOverLanguage"));
    HANDED.take()
}

#[wasm_bindgen]
impl AzureLanguage {
    /// Passes the contract to [`language_of`].
    #[wasm_bindgen(js_name = "handOverLanguage", skip_typescript)]
    pub fn hand_over_language(&self) {
        HANDED.set(Some(self.contract().clone()));
    }
}
