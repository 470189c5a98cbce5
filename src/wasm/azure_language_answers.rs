//! The answers of `AzureLanguage` that come at once, for JavaScript, with the service's own member
//! names.

use std::cell::RefCell;
use std::future::pending;
use std::pin::pin;

use js_sys::{Array, JSON, Math, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use crate::service::azure_language::Inquiry;
use crate::service::{Operation, Pace, Service as _};
use crate::{Error, ErrorCode, Response, Result};

use super::AzureLanguage;
use super::alarm::Alarm;
use super::answer::read_response;
use super::error::{Failure, Thrown};
use super::exchange::{Wire, exchange};
use super::fields::{get, set, text_argument};
use super::poll_options::PollOptions;
use super::promise::abortable;
use super::request::Call;
use super::service::{Client, new_controller};
use super::signal::AbortWatch;

/// For so long a service that throttles or fails is waited for.
const PATIENCE_MS: u64 = 900_000;

/// The longest answer, a page of an evaluation's results, takes some megabytes.
const MAX_PAGE_BYTES: usize = 16 << 20;

/// All pages of a list are kept until the last has come.
const MAX_LIST_BYTES: usize = 256 << 20;

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
        let (client, controller) = (self.client().clone(), new_controller()?);
        let inner = controller.clone();
        let signals = options.signal.clone().into_iter().collect::<Vec<_>>();
        let task = async move {
            let answer = ask(&client, call, inquiry, &options, &inner).await;
            answer.map_err(|failure| client.failure(failure).into())
        };
        Ok(abortable(&signals, &controller, Box::pin(task)))
    }
}

/// Returns the whole answer, or why there is none within the time.
async fn ask(
    client: &Client,
    call: Call,
    inquiry: Inquiry,
    options: &PollOptions,
    controller: &AbortController,
) -> Result<JsValue, Failure> {
    let timeout_ms = options.pace.timeout_ms;
    let inquiry = RefCell::new(inquiry);
    let last = RefCell::new(None);
    let alarm = Alarm::after(timeout_ms, &controller.signal());
    let mut pages = pin!(read_pages(client, call, &inquiry, &last, options, controller));
    if let Some(outcome) = alarm.race(pages.as_mut()).await {
        return outcome;
    }
    // While the request under way still listens.
    controller.abort();
    Err(last.take().unwrap_or_else(|| {
        let message = format!("No whole answer within {timeout_ms} ms (timeoutMs).");
        let late = Error::new(ErrorCode::Timeout, message);
        // Of a request that changes something, this says that it may have arrived.
        inquiry.borrow_mut().retry_in(late.clone(), 0.0).err().unwrap_or(late).into()
    }))
}

/// Every page, each asked for until it is there. `last` is the failure that is being waited out.
async fn read_pages(
    client: &Client,
    mut call: Call,
    inquiry: &RefCell<Inquiry>,
    last: &RefCell<Option<Failure>>,
    options: &PollOptions,
    controller: &AbortController,
) -> Result<JsValue, Failure> {
    let signal = controller.signal();
    let wire = Wire { most_bytes: Some(MAX_PAGE_BYTES), ..options.wire.clone() };
    let (mut whole, mut size): (Option<JsValue>, usize) = (None, 0);
    loop {
        // Of its own, since a time-out aborts it, and not the whole.
        let attempt = new_controller()?;
        let aborted = attempt.clone();
        let watch = AbortWatch::new(signal.clone().unchecked_into(), move |_| aborted.abort());
        let outcome = exchange(client, &call, &wire, &attempt, None).await;
        drop(watch);
        let read = outcome.and_then(|response| {
            let next = inquiry.borrow_mut().answered(&response)?;
            size = size.saturating_add(response.body.len());
            if size > MAX_LIST_BYTES {
                let message =
                    "The list is longer than any of the service: it goes on beyond 256 MB.";
                return Err(Error::invalid_argument(message).into());
            }
            Ok((json_of(&response), next))
        });
        let (page, next) = match read {
            Ok(read) => read,
            Err(failure) => {
                let Failure { error, cause } = failure.clone();
                let jitter = Math::random();
                let wait_ms = inquiry.borrow_mut().retry_in(error, jitter);
                let wait_ms = wait_ms.map_err(|error| Failure { error, cause })?;
                last.replace(Some(failure));
                Alarm::after(wait_ms, &signal).race(pending::<()>()).await;
                continue;
            }
        };
        last.replace(None);
        let whole = match &whole {
            Some(whole) => {
                let items = items_of(whole).concat(&items_of(&page));
                set(whole.unchecked_ref(), "value", &items);
                whole
            }
            None => whole.insert(page),
        };
        let Some(next) = next else {
            if inquiry.borrow().is_list() {
                let object: &Object = whole.unchecked_ref();
                drop(Reflect::delete_property(object, &"nextLink".into()));
            }
            return Ok(whole.clone());
        };
        inquiry.borrow_mut().turn_to(&next)?;
        call = next.into();
    }
}

fn items_of(page: &JsValue) -> Array {
    get(page, "value").dyn_into().unwrap_or_default()
}

/// Returns the body as JavaScript has it; `undefined` where there is none.
fn json_of(response: &Response) -> JsValue {
    let text = String::from_utf8_lossy(&response.body);
    JSON::parse(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}
