//! Converts requests: to the page's plain objects, back, and for `fetch`.

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;

pub(crate) use crate::http::is_header;
use crate::plain::{MemberType, Plain};
use crate::{Credential, Error, Method, Request, RequestCredentials, Result};

use super::answer::{is_bytes, read_headers};
use super::fetch::{append, view_of};
use crate::wasm::values::fields::{Fields, kind, set};
use crate::wasm::values::output::object_of;

/// A request whose body stays in JavaScript, because it may be a whole project file.
pub(crate) struct Call {
    pub(crate) request: Request,
    /// The body: `undefined`, a string or bytes.
    pub(crate) body: JsValue,
    /// True for a request for a job's status. Only a few headers of its answer are read.
    pub(crate) is_status: bool,
}

impl From<Request> for Call {
    fn from(mut request: Request) -> Self {
        // In the core, only requests of described services have a body.
        let body = request.body.take().filter(|_| crate::wasm::TAKES_DESCRIBED);
        let body = body.map(|body| String::from_utf8_lossy(&body).as_ref().into());
        Self::with_body(request, body.unwrap_or(JsValue::UNDEFINED))
    }
}

impl Call {
    /// Creates a request with its body.
    pub(crate) fn with_body(request: Request, body: JsValue) -> Self {
        Self { request, body, is_status: false }
    }

    /// Creates a request for a job's status.
    pub(crate) fn status(request: Request) -> Self {
        Self { is_status: true, ..Self::from(request) }
    }

    /// Returns the request as an `HttpRequest` of the TypeScript interface.
    pub(crate) fn to_js(&self) -> JsValue {
        let Request { method, url, headers, .. } = &self.request;
        let object = object_of(&Plain::map([
            ("method", Plain::text(method.as_str())),
            ("url", Plain::text(url)),
            ("headers", headers.to_plain()),
        ]));
        if !self.body.is_undefined() {
            set(object.unchecked_ref(), "body", &self.body);
        }
        object
    }

    /// Returns the request with its body, copied from JavaScript.
    ///
    /// # Errors
    /// `invalidArgument` if there is no memory for the body.
    pub(crate) fn into_request(self) -> Result<Request> {
        let mut request = self.request;
        if let Some(text) = self.body.as_string() {
            request.body = Some(text.into_bytes());
        } else if let Some(bytes) = view_of(&self.body) {
            let mut body = Vec::new();
            append(&mut body, &bytes)?;
            request.body = Some(body);
        }
        Ok(request)
    }

    /// Reads an `HttpRequest`.
    pub(crate) fn from_js(value: &JsValue) -> Result<Self> {
        let fields = Fields::of("request", value);
        let method = fields.required_text("method");
        let url = fields.required_text("url");
        let headers = read_headers("request.headers", &fields.get("headers"))?;
        let body = fields.get("body");
        fields.end()?;
        check_body("request.body", &body)?;
        let method = Method::parse(&method).ok_or_else(|| {
            Error::invalid_argument(text!(
                "request.method is {}: take a request that a builder made.",
                method
            ))
        })?;
        if !headers.iter().all(|(name, value)| is_header(name, value)) {
            return Err(Error::invalid_argument(
                "One of request.headers holds a character that no header can.",
            ));
        }
        Ok(Self::with_body(Request { headers, ..Request::new(method, url) }, body))
    }
}

/// The options of the platform's `Request`: `{ method, headers, credentials }`. The headers include the
/// credential and those of the page.
pub(crate) struct Head {
    method: Method,
    headers: crate::Headers,
    added: Added,
    object: Object,
}

/// The parts that a client adds to a request.
pub(crate) struct Added {
    pub(crate) credential: Option<Rc<Credential>>,
    pub(crate) headers: Option<Rc<crate::Headers>>,
    pub(crate) cookies: RequestCredentials,
}

impl Added {
    /// Returns no additions, for a URL that contains its own credential.
    pub(crate) fn nothing() -> Self {
        Self { credential: None, headers: None, cookies: RequestCredentials::Omit }
    }
}

impl Head {
    /// Creates the head of a request.
    pub(crate) fn new(request: &Request, added: Added) -> Self {
        let (method, headers) = (request.method, request.headers.clone());
        let mut authorized = request.without_body();
        add_headers(&mut authorized, added.headers.as_ref());
        if let Some(credential) = &added.credential {
            credential.authorize(&mut authorized);
        }
        // Plain objects are used, because `Request` reads them twice as fast as `Headers`.
        let object = object_of(&Plain::map([
            ("method", Plain::text(method.as_str())),
            ("headers", authorized.headers.to_plain()),
            ("credentials", Plain::text(added.cookies.as_str())),
        ]));
        Self { method, headers, added, object: object.unchecked_into() }
    }

    /// Returns whether this head also fits another request.
    pub(crate) fn fits(&self, request: &Request, added: &Added) -> bool {
        let same_credential = match (&self.added.credential, &added.credential) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        same_credential
            && self.added.headers == added.headers
            && self.method == request.method
            && self.headers == request.headers
    }

    pub(crate) fn object(&self) -> &Object {
        &self.object
    }
}

/// Adds the page's headers to a request.
pub(crate) fn add_headers(request: &mut Request, headers: Option<&Rc<crate::Headers>>) {
    let Some(headers) = headers else { return };
    headers.iter().for_each(|(name, value)| request.headers.set(name, value));
}

/// Refuses a body that is neither a string nor bytes.
pub(crate) fn check_body(what: &str, body: &JsValue) -> Result<()> {
    if body.is_undefined() || body.is_string() || is_bytes(body) {
        return Ok(());
    }
    Err(Error::invalid_argument(text!(
        "{} must be a string or a Uint8Array; got {}.",
        what,
        kind(body)
    )))
}

/// Reads the method and the URL of a request, which are needed to read its answer.
pub(crate) fn as_core(value: &JsValue) -> Result<Request> {
    let fields = Fields::of("request", value);
    let url = fields.required_text("url");
    let method = fields.text("method").and_then(|method| Method::parse(&method));
    fields.end()?;
    Ok(Request::new(method.unwrap_or(Method::Post), url))
}
