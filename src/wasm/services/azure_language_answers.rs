//! The answers of operations that do not run as jobs. Members have the service's own names.

use js_sys::{Array, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

use crate::Response;
use crate::service::azure_language::Inquiry;
use crate::service::{Operation, Pace, Service as _};
use crate::workflow::{self, PATIENCE_MS};

use crate::wasm::AzureLanguage;
use crate::wasm::clients::operation::{Means, finish};
use crate::wasm::http::answer::read_response;
use crate::wasm::http::request::Call;
use crate::wasm::jobs::poll_options::PollOptions;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{get, set, text_argument};

#[wasm_bindgen]
impl AzureLanguage {
    /// Reads the answer to an operation that does not run as a job. Without a body, it is `undefined`.
    #[wasm_bindgen(skip_typescript)]
    pub fn read(&self, operation: &JsValue, response: &JsValue) -> Thrown<JsValue> {
        let operation = Operation::parse(&text_argument("The operation", operation)?)?;
        let mut response = read_response(response)?;
        self.client().clean(&mut response);
        self.contract().check_answer(operation, &response)?;
        Ok(json_of(&response))
    }

    /// Sends the request of an operation that does not run as a job, and reads its answer. All pages of a
    /// list come as one.
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
        let (client, controller) = (self.client().clone(), Controller::default());
        let means = Means {
            clients: vec![client.clone()],
            transport: options.transport,
            controller: controller.clone(),
            saver: None,
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

/// Returns an answer as JavaScript values. A list has the items of all pages.
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

/// Returns a body as JavaScript values; `undefined` if there is none.
fn json_of(response: &Response) -> JsValue {
    let text = String::from_utf8_lossy(&response.body);
    JSON::parse(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}
