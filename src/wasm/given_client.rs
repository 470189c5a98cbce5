//! Makes the client of an object of any service's class that a page passes.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::client::Client;
use super::handed::{class_and_options, handed};

/// Returns the client of an object of a service's class. For an object of another entry, it makes the
/// same client in this module.
pub(super) fn client_of(value: &JsValue) -> Option<Rc<Client>> {
    let (own, source) = handed(value)?;
    own.or_else(|| made_from(&source))
}

fn made_from(source: &JsValue) -> Option<Rc<Client>> {
    let (class, options) = class_and_options(source)?;
    match class.as_str() {
        #[cfg(feature = "azure-language")]
        "AzureLanguage" => super::AzureLanguage::new(&options).ok().map(|it| it.client().clone()),
        #[cfg(feature = "avepoint")]
        "AvePoint" => super::AvePoint::new(&options).ok().map(|it| it.client().clone()),
        #[cfg(feature = "language-runtime")]
        "LanguageRuntime" => {
            super::LanguageRuntime::new(&options).ok().map(|it| it.client().clone())
        }
        #[cfg(feature = "described-services")]
        "JobService" => {
            let (description, options) = super::job_service::source_in(&options)?;
            super::JobService::new(&description, &options).ok().map(|it| it.client().clone())
        }
        _ => None,
    }
}
