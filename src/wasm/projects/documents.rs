//! The documents of a project that a page passes: a `Map` or a plain object.

use std::borrow::Cow;
use std::cell::Cell;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::project::{Document, Documents};

use crate::wasm::http::fetch::{append, view_of};
use crate::wasm::values::fields::{get, keys_of, kind, list_of};

#[wasm_bindgen]
extern "C" {
    /// A `Map`, or an object with its members.
    type MapLike;

    #[wasm_bindgen(catch, method)]
    fn get(this: &MapLike, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method)]
    fn keys(this: &MapLike) -> Result<JsValue, JsValue>;

    // Fails if the object is a proxy that throws.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = hasOwn)]
    fn has_own(object: &JsValue, name: &str) -> Result<bool, JsValue>;
}

/// Documents that stay in the page until one is read.
pub(crate) struct PageDocuments {
    value: JsValue,
    is_map: bool,
    /// The error of the first value that is not a document.
    wrong: Cell<Option<Error>>,
}

impl PageDocuments {
    pub(crate) fn of(value: JsValue) -> Result<Self, Error> {
        if !value.is_object() {
            return Err(Error::invalid_argument(format!(
                "options.documents must be an object or a Map of documents by name; got {}.",
                kind(&value)
            )));
        }
        let is_map = get(&value, "get").is_function() && get(&value, "keys").is_function();
        Ok(Self { value, is_map, wrong: Cell::default() })
    }

    /// Returns the error of the first value that is not a document.
    pub(crate) fn end(&self) -> Result<(), Error> {
        self.wrong.take().map_or(Ok(()), Err)
    }
}

impl Documents for PageDocuments {
    fn document(&self, name: &str) -> Option<Document<'_>> {
        let value = if self.is_map {
            self.value.unchecked_ref::<MapLike>().get(name).ok()?
        } else {
            // Only own members are read, because every object has a `constructor`.
            has_own(&self.value, name).ok().filter(|is_own| *is_own)?;
            Reflect::get(&self.value, &name.into()).ok()?
        };
        if value.is_undefined() {
            return None;
        }
        if let Some(text) = value.as_string() {
            return Some(Document::Text(Cow::Owned(text)));
        }
        let mut bytes = Vec::new();
        let is_document = view_of(&value).is_some_and(|it| append(&mut bytes, &it).is_ok());
        if !is_document {
            self.wrong.set(Some(Error::invalid_argument(format!(
                "options.documents: “{name}” must be a string or a Uint8Array; got {}.",
                kind(&value)
            ))));
        }
        is_document.then_some(Document::Bytes(Cow::Owned(bytes)))
    }

    fn names(&self) -> Vec<String> {
        let names = if self.is_map {
            self.value.unchecked_ref::<MapLike>().keys()
        } else {
            keys_of(&self.value)
        };
        let names = names.and_then(|names| list_of(&names)).ok();
        names.iter().flat_map(|names| names.iter()).filter_map(|it| it.as_string()).collect()
    }
}
