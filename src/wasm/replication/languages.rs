//! Finds the contract of an `AzureLanguage` that a page passes.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use super::super::AzureLanguage;
use super::Resource;
use crate::wasm::clients::handed::class_and_options;
use crate::wasm::values::fields::call;

thread_local! {
    static HANDED: Cell<Option<Resource>> = const { Cell::new(None) };
}

/// Returns the contract and the client of an `AzureLanguage`. It works in the same way as
/// `client_of`.
pub(super) fn language_of(value: &JsValue) -> Option<Resource> {
    HANDED.set(None);
    drop(call(value, "handOverLanguage"));
    HANDED.take().or_else(|| {
        let (class, options) = class_and_options(&call(value, "handOver").ok()?)?;
        let made = (class == "AzureLanguage").then(|| AzureLanguage::new(&options))?;
        made.ok().as_ref().map(resource_of)
    })
}

fn resource_of(language: &AzureLanguage) -> Resource {
    Resource { contract: language.contract().clone(), client: language.client().clone() }
}

#[wasm_bindgen]
impl AzureLanguage {
    /// Passes the contract and the client to [`language_of`].
    #[wasm_bindgen(js_name = "handOverLanguage", skip_typescript)]
    pub fn hand_over_language(&self) {
        HANDED.set(Some(resource_of(self)));
    }
}
