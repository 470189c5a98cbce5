//! Reads the responses that a page received for requests that it sent itself.

use js_sys::{ArrayBuffer, Date, JsString};
use wasm_bindgen::prelude::*;

use crate::{Error, ErrorCode, Headers, Response, Result};

use super::fetch::{append, header_lines, in_lines, view_of};
use crate::wasm::values::fields::{Fields, get, kind, own_or_class_member};
use crate::wasm::values::packed::Packed;

#[wasm_bindgen(module = "/src/entry/fetch.js")]
extern "C" {
    /// Returns a response as one text, or `None` if the value is not a response. `most` is the length of the longest
    /// body that is passed in this way.
    #[wasm_bindgen(js_name = responseOf)]
    fn response_of(response: &JsValue, most: f64) -> Option<String>;
}

/// Reads `{ status, headers, body }`.
pub(crate) fn read_response(value: &JsValue) -> Result<Response> {
    let text = response_of(value, MAX_BODY_BYTES).ok_or_else(|| why_no_response(value))?;
    let mut packed = Packed::of(&text);
    let (status, length) = (packed.number(), packed.number());
    let headers = in_lines(packed.text(length));
    let body = match packed.letter() {
        "s" => packed.rest().as_bytes().to_vec(),
        _ => read_body(&own_or_class_member(value, "body"))?,
    };
    let status = u16::try_from(status).unwrap_or_default();
    Ok(Response { status, headers, body, received_at_ms: now_of_wall() })
}

/// Returns the error for a value that is not a response.
fn why_no_response(value: &JsValue) -> Error {
    let fields = Fields::of("response", value);
    let headers = || read_headers("response.headers", &fields.get("headers")).map(drop);
    let checked = fields.end().and_then(|()| match status_code(&fields.get("status")) {
        Some(_) => headers(),
        None => Ok(()),
    });
    checked.err().unwrap_or_else(|| {
        Error::invalid_argument(
            "response.status must be an HTTP status: give { status, headers, body }.",
        )
    })
}

/// Reads an HTTP status. 0 means that there is no status.
pub(crate) fn status_code(value: &JsValue) -> Option<u16> {
    value.as_f64().and_then(status_of)
}

/// Reads an HTTP status from a number. 0 means that there is no status.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 999")]
pub(crate) fn status_of(number: f64) -> Option<u16> {
    (0.0..=999.0).contains(&number).then_some(number as u16)
}

/// Returns the wall-clock time in milliseconds, which is compared with the dates in headers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date after 1970")]
pub(crate) fn now_of_wall() -> u64 {
    Date::now() as u64
}

/// Reads headers in any form: `Headers`, a `Map`, a list of pairs, or a plain object. Node's plain
/// objects have lists for repeated headers.
pub(crate) fn read_headers(what: &str, value: &JsValue) -> Result<Headers> {
    if value.is_undefined() {
        return Ok(Headers::new());
    }
    if !value.is_object() {
        return Err(Error::invalid_argument(text!("{} must be an object or Headers.", what)));
    }
    let lines = header_lines(value)
        .map_err(|_| Error::invalid_argument(text!("{} cannot be read: one throws.", what)))?;
    Ok(in_lines(&lines))
}

/// Returns whether a value is a view of bytes or a buffer.
pub(crate) fn is_bytes(value: &JsValue) -> bool {
    value.is_object() && (ArrayBuffer::is_view(value) || is_buffer(value))
}

#[wasm_bindgen]
extern "C" {
    /// Returns the kind of an object of any realm.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag(value: &JsValue) -> Result<JsValue, JsValue>;
}

fn is_buffer(value: &JsValue) -> bool {
    tag(value).is_ok_and(|tag| tag == "[object ArrayBuffer]")
}

/// The longest answer that a page may pass, in bytes. Answers of services are shorter, and files
/// are downloaded.
const MAX_BODY_BYTES: f64 = 67_108_864.0;

fn read_body(value: &JsValue) -> Result<Vec<u8>> {
    if value.is_undefined() {
        return Ok(Vec::new());
    }
    // The length is checked before the copy, which would trap if there is too little memory.
    let length = match value.dyn_ref::<JsString>() {
        Some(text) => Some(f64::from(text.length())),
        None => get(value, "byteLength").as_f64(),
    };
    if length.is_some_and(|length| length > MAX_BODY_BYTES) {
        return Err(Error::new(
            ErrorCode::UnreadableResponse,
            "response.body is longer than any answer of a service.",
        ));
    }
    if let Some(text) = value.as_string() {
        return Ok(text.into_bytes());
    }
    let Some(bytes) = view_of(value) else {
        return Err(Error::invalid_argument(text!(
            "response.body must be a string, a Uint8Array or an ArrayBuffer; got {}. Of a \
             Response of fetch, give `new Uint8Array(await response.arrayBuffer())`.",
            kind(value)
        )));
    };
    let mut body = Vec::new();
    append(&mut body, &bytes)?;
    Ok(body)
}
