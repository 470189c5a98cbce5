//! The answers of `AzureLanguage` that come at once, for JavaScript, with the service's own member
//! names.

use js_sys::{Array, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

use crate::Response;
use crate::service::azure_language::Inquiry;
use crate::service::{Operation, Pace, Service as _};
use crate::workflow::{self, PATIENCE_MS};

use super::AzureLanguage;
use super::answer::read_response;
use super::error::Thrown;
use super::fields::{get, set, text_argument};
use super::operation::{Means, finish};
use super::poll_options::PollOptions;
use super::promise::abortable;
use super::request::Call;
use super::signal::new_controller;

#[wasm_bindgen]
impl AzureLanguage {
    /// Reads the answer to an operation that is no job. What has no body is `undefined`.
    #[wasm_bindgen(skip_typescript)]
    pub fn read(&self, operation: &JsValue, response: &JsValue) -> Thrown<JsValue> {
        let operation = Operation::parse(&text_argument("The operation", operation)?)?;
        let mut response = read_response(response)?;
        self.client().clean(&mut response);
        self.contract().check_answer(operation, &response)?;
        Ok(json_of(&response))
    }

    /// Sends the request of an operation that is no job, and reads its answer: of a list all pages.
    #[wasm_bindgen(skip_typescript)]
    pub fn call(&self, request: &JsValue, options: &JsValue) -> Thrown<Promise> {
        let call = Call::from_js(request)?;
        let contract = self.contract().clone();
        contract.check_origin(&call.request.url)?;
        let pace = Pace { timeout_ms: PATIENCE_MS, ..contract.pace() };
        let options = PollOptions::read(options, pace)?;
        let inquiry = Inquiry::new(contract, &call.request, options.pace)?;
        let is_list = inquiry.is_list();
        let workflow = workflow::inquire(inquiry, call.into_request()?, options.pace.timeout_ms);
        let (client, controller) = (self.client().clone(), new_controller()?);
        let means = Means {
            clients: vec![client.clone()],
            transport: options.transport,
            controller: controller.clone(),
            saver: None,
            on_file: None,
        };
        let signals = options.signal.into_iter().collect::<Vec<_>>();
        let task = async move {
            match finish(workflow, means, || ()).await {
                Ok(pages) => Ok(json_of_all(&pages, is_list)),
                Err(failure) => Err(client.failure(failure).into()),
            }
        };
        Ok(abortable(&signals, &controller, Box::pin(task)))
    }
}

/// The answer as JavaScript has it; of a list, the items of all pages.
fn json_of_all(pages: &[Response], is_list: bool) -> JsValue {
    let mut pages = pages.iter().map(json_of);
    let whole = pages.next().unwrap_or_default();
    for page in pages {
        let items = items_of(&whole).concat(&items_of(&page));
        set(whole.unchecked_ref(), "value", &items);
    }
    if is_list {
        let object: &Object = whole.unchecked_ref();
        drop(Reflect::delete_property(object, &"nextLink".into()));
    }
    whole
}

fn items_of(page: &JsValue) -> Array {
    get(page, "value").dyn_into().unwrap_or_default()
}

/// Returns the body as JavaScript has it; `undefined` where there is none.
fn json_of(response: &Response) -> JsValue {
    let text = String::from_utf8_lossy(&response.body);
    JSON::parse(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}
