//! Requests, out to the page and back, and as the `Request` that `fetch` takes.

use gloo_net::http::RequestBuilder;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestRedirect};

use crate::{Error, Headers, Method, Request, Result};

use super::answer::{is_bytes, read_headers};
use super::fields::{Fields, kind};

/// A request whose body, which can be a whole project file, has stayed in JavaScript.
pub(super) struct Call {
    pub(super) request: Request,
    /// `undefined`, a string or bytes.
    pub(super) body: JsValue,
}

impl From<Request> for Call {
    fn from(request: Request) -> Self {
        Self { request, body: JsValue::UNDEFINED }
    }
}

impl Call {
    /// The plain object of the TypeScript view.
    pub(super) fn to_js(&self) -> JsValue {
        let headers = Object::new();
        let set = |object: &Object, name: &str, value: &JsValue| {
            drop(Reflect::set(object, &name.into(), value));
        };
        for (name, value) in self.request.headers.iter() {
            set(&headers, name, &value.into());
        }
        let object = Object::new();
        set(&object, "method", &self.request.method.as_str().into());
        set(&object, "url", &self.request.url.as_str().into());
        set(&object, "headers", &headers);
        if !self.body.is_undefined() {
            set(&object, "body", &self.body);
        }
        object.into()
    }

    /// Reads the plain object back.
    pub(super) fn from_js(value: &JsValue) -> Result<Self> {
        let fields = Fields::of("request", value)?;
        let method = match fields.required_text("method")?.to_ascii_uppercase().as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            other => {
                return Err(Error::invalid_argument(format!(
                    "request.method is {other}: take a request that a builder made."
                )));
            }
        };
        let url = fields.required_text("url")?;
        let headers = read_headers("request.headers", &fields.get("headers"))?;
        if let Some((name, _)) = headers.iter().find(|(name, value)| !is_header(name, value)) {
            return Err(Error::invalid_argument(format!(
                "The request header \"{}\" holds a character that no header can.",
                name.escape_debug()
            )));
        }
        let body = fields.get("body");
        check_body("request.body", &body)?;
        Ok(Self { request: Request { method, url, headers, body: None }, body })
    }

    /// The `Request` to give to `fetch`.
    ///
    /// No cookies, no cache (AvePoint submits with GET), and no following of redirects, which
    /// would take the key along to wherever they lead.
    pub(super) fn to_fetch(&self, signal: &AbortSignal) -> Result<web_sys::Request> {
        let headers = gloo_net::http::Headers::new();
        for (name, value) in self.request.headers.iter() {
            headers.set(name, value);
        }
        let builder = RequestBuilder::new(&self.request.url)
            .method(match self.request.method {
                Method::Get => gloo_net::http::Method::GET,
                Method::Post => gloo_net::http::Method::POST,
            })
            .headers(headers)
            .cache(RequestCache::NoStore)
            .credentials(RequestCredentials::Omit)
            .redirect(RequestRedirect::Manual)
            .abort_signal(Some(signal));
        let request = if self.body.is_undefined() {
            builder.build()
        } else {
            builder.body(self.body.clone())
        };
        request.map(web_sys::Request::from).map_err(|_| {
            Error::invalid_argument(format!(
                "The platform refuses to make a request for {}.",
                self.request.url
            ))
        })
    }
}

/// Whether a header can be sent at all (RFC 9110, 5.5): checked here, since `Headers.set` throws.
pub(super) fn is_header(name: &str, value: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty()
        && name.bytes().all(token)
        && value.bytes().all(|byte| byte == b'\t' || (0x20..0x7f).contains(&byte))
}

/// Refuses a body that is neither a string nor bytes.
pub(super) fn check_body(what: &str, body: &JsValue) -> Result<()> {
    if body.is_undefined() || body.is_string() || is_bytes(body) {
        return Ok(());
    }
    Err(Error::invalid_argument(format!(
        "{what} must be a string or a Uint8Array, and is {}.",
        kind(body)
    )))
}

/// A core request, for reading a submission: where it went is all that matters.
pub(super) fn as_core(value: &JsValue) -> Result<Request> {
    let url = Fields::of("request", value)?.required_text("url")?;
    Ok(Request { method: Method::Post, url, headers: Headers::new(), body: None })
}

/// The pairs of an iterable of pairs.
pub(super) fn pair(entry: &JsValue) -> Option<(JsValue, JsValue)> {
    let entry: &Array = entry.dyn_ref()?;
    Some((entry.get(0), entry.get(1)))
}
