//! Headers that the page adds to every request, such as a CSRF token.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect, Symbol};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{Access, Error, Headers, Request, Result, Secrets, header_secret};

use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::timeout::Timeout;
use crate::wasm::values::error::Failure;
use crate::wasm::values::fields::{is_absent, keys_of, kind, list_of};
use crate::wasm::values::output::to_js;

/// The time limit for a function's promise, in milliseconds.
const WAIT_MS: u64 = 60_000;

/// The number of recent values that are redacted from answers.
const REMEMBERED: usize = 16;

/// The `headers` of a client.
pub(crate) struct PageHeaders {
    source: Source,
    sent: RefCell<Sent>,
}

/// The values that were sent recently, to redact them from answers.
#[derive(Default)]
struct Sent {
    values: Vec<String>,
    secrets: Rc<Secrets>,
}

enum Source {
    Fixed(Option<Rc<Headers>>),
    /// A function that is called for each request, with `{ method, url }`.
    Function(Function),
}

impl PageHeaders {
    /// Reads the option: an object, or a function that is called for each request.
    pub(crate) fn read(value: &JsValue, access: &Access) -> Result<Self> {
        let source = match value.dyn_ref::<Function>() {
            Some(function) => Source::Function(function.clone()),
            None => Source::Fixed(read_headers("options.headers", value, access)?),
        };
        let headers = Self { source, sent: RefCell::default() };
        headers.remember(headers.fixed());
        Ok(headers)
    }

    /// Returns the headers, if they are fixed.
    pub(crate) fn fixed(&self) -> Option<&Rc<Headers>> {
        match &self.source {
            Source::Fixed(headers) => headers.as_ref(),
            Source::Function(_) => None,
        }
    }

    /// Returns the headers for a request.
    pub(crate) async fn of(
        &self,
        request: &Request,
        access: &Access,
        controller: &Controller,
    ) -> Result<Option<Rc<Headers>>, Failure> {
        let function = match &self.source {
            Source::Fixed(headers) => return Ok(headers.clone()),
            Source::Function(function) => function,
        };
        let given = match function.call1(&JsValue::UNDEFINED, &to_js(&request.line())) {
            // A value that is not a promise is used immediately.
            Ok(value) if !value.is_object() || !has_then(&value) => Ok(value),
            Ok(promise) => {
                let promise = JsFuture::from(Promise::resolve(&promise));
                let Some(given) = Timeout::after(WAIT_MS, &controller.signal()).race(promise).await
                else {
                    return Err(Error::invalid_argument(
                        "options.headers returned no headers within a minute. Nothing was sent.",
                    )
                    .into());
                };
                given
            }
            Err(thrown) => Err(thrown),
        };
        let given = given.map_err(|cause| Failure {
            error: Error::invalid_argument(
                "options.headers failed; its error is the cause. Nothing was sent.",
            ),
            cause: Some(cause),
        })?;
        let headers = read_headers("The result of options.headers", &given, access)?;
        self.remember(headers.as_ref());
        Ok(headers)
    }

    /// Returns the recent values that look like secrets.
    pub(crate) fn secrets(&self) -> Rc<Secrets> {
        self.sent.borrow().secrets.clone()
    }

    fn remember(&self, headers: Option<&Rc<Headers>>) {
        let Some(headers) = headers else { return };
        let mut sent = self.sent.borrow_mut();
        let before = sent.values.len();
        for secret in headers.iter().filter_map(|(name, value)| header_secret(name, value)) {
            if !sent.values.iter().any(|known| known == secret) {
                sent.values.push(secret.to_owned());
            }
        }
        if sent.values.len() == before {
            return;
        }
        let too_many = sent.values.len().saturating_sub(REMEMBERED);
        sent.values.drain(..too_many);
        let mut secrets = Secrets::default();
        sent.values.iter().for_each(|value| secrets.add(value));
        sent.secrets = Rc::new(secrets);
    }
}

fn has_then(value: &JsValue) -> bool {
    Reflect::get(value, &"then".into()).is_ok_and(|then| then.is_function())
}

/// Reads `Headers`, a list of pairs, or a plain object. Returns `None` if there are none.
fn read_headers(what: &str, value: &JsValue, access: &Access) -> Result<Option<Rc<Headers>>> {
    if is_absent(value) {
        return Ok(None);
    }
    let wrong = || {
        Error::invalid_argument(text!(
            "{} must be an object of strings, such as { \"X-CSRF-Token\": token }, or a \
             function that returns one; got {}.",
            what,
            kind(value)
        ))
    };
    if !value.is_object() {
        return Err(wrong());
    }
    let is_list = Reflect::get(value, &Symbol::iterator()).is_ok_and(|it| it.is_function());
    let entries = if is_list { list_of(value) } else { keys_of(value).and_then(|it| list_of(&it)) };
    let mut headers = Headers::new();
    for entry in entries.map_err(|_| wrong())?.iter() {
        let (name, value) = if is_list {
            let pair = entry.dyn_into::<Array>().map_err(|_| wrong())?;
            (pair.get(0), pair.get(1))
        } else {
            let value = Reflect::get(value, &entry).map_err(|_| wrong())?;
            (entry, value)
        };
        let name = name.as_string().ok_or_else(wrong)?;
        let Some(value) = value.as_string() else {
            return Err(Error::invalid_argument(text!(
                "{} has “{}”, which must be a string; got {}.",
                what,
                name,
                kind(&value)
            )));
        };
        access.check_header(&name, &value)?;
        headers.set(&name, value);
    }
    Ok(Some(Rc::new(headers)))
}
