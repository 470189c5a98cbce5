//! Makes a client from an object that a page passes, of the class of any service.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::Result;
use crate::service::Service;

use super::client::Client;
use super::client_options::client_of_source;
use super::foreign_service::ForeignService;
use super::handed::{class_and_options, handed};
use crate::wasm::values::fields::Fields;

/// Returns the client of an object of a service's class. If the object is of another entry, it makes the same client in
/// this module.
pub(crate) fn client_of(value: &JsValue) -> Option<Rc<Client>> {
    let (own, source) = handed(value)?;
    own.or_else(|| made_from(value, &source))
}

fn made_from(object: &JsValue, source: &JsValue) -> Option<Rc<Client>> {
    let (class, options) = class_and_options(source)?;
    match class.as_str() {
        #[cfg(feature = "azure-language")]
        "AzureLanguage" => {
            crate::wasm::AzureLanguage::new(&options).ok().map(|it| it.client().clone())
        }
        #[cfg(feature = "avepoint")]
        "AvePoint" => crate::wasm::AvePoint::new(&options).ok().map(|it| it.client().clone()),
        #[cfg(feature = "language-runtime")]
        "LanguageRuntime" => {
            crate::wasm::LanguageRuntime::new(&options).ok().map(|it| it.client().clone())
        }
        "JobService" => described(object, &options).ok(),
        _ => None,
    }
}

/// Makes the client of a service that is described as data. Its interpreter is in another entry.
fn described(object: &JsValue, source: &JsValue) -> Result<Rc<Client>> {
    // The arguments of its constructor are a description and options.
    let options = Reflect::get_u32(source, 1).unwrap_or_default();
    let contract = Rc::new(ForeignService::new(object, &options)?);
    let takes_key = contract.key_header().is_some();
    let fields = Fields::options("options", &options);
    client_of_source(&fields, contract, "JobService", takes_key, source.clone())
}
