//! Reads the responses of a page that sends requests itself.

use js_sys::{ArrayBuffer, Date, JsString};
use wasm_bindgen::prelude::*;

use crate::{Error, ErrorCode, Headers, Response, Result};

use super::fetch::{append, header_lines, in_lines, view_of};
use super::fields::{Fields, get, kind};

/// Reads `{ status, headers, body }`.
pub(super) fn read_response(value: &JsValue) -> Result<Response> {
    let fields = Fields::of("response", value);
    let status = fields.get("status");
    let (headers, body) = (fields.get("headers"), fields.get("body"));
    fields.end()?;
    let Some(status) = status_code(&status) else {
        return Err(Error::invalid_argument(
            "response.status must be an HTTP status: give { status, headers, body }.",
        ));
    };
    Ok(Response {
        status,
        headers: read_headers("response.headers", &headers)?,
        body: read_body(&body)?,
        received_at_ms: now_of_wall(),
    })
}

/// Reads an HTTP status. 0 means that there is none.
pub(super) fn status_code(value: &JsValue) -> Option<u16> {
    value.as_f64().and_then(status_of)
}

/// The same for a number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 999")]
pub(super) fn status_of(number: f64) -> Option<u16> {
    (0.0..=999.0).contains(&number).then_some(number as u16)
}

/// Returns the wall-clock time, which dates in headers are compared with.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date after 1970")]
pub(super) fn now_of_wall() -> u64 {
    Date::now() as u64
}

/// Reads headers in any form: `Headers`, a `Map`, a list of pairs, or a plain object. Node's plain
/// objects have lists for repeated headers.
pub(super) fn read_headers(what: &str, value: &JsValue) -> Result<Headers> {
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
pub(super) fn is_bytes(value: &JsValue) -> bool {
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

/// The longest answer that a page may pass. Answers of services are shorter; files are downloaded.
const MAX_BODY_BYTES: f64 = 67_108_864.0;

fn read_body(value: &JsValue) -> Result<Vec<u8>> {
    if value.is_undefined() {
        return Ok(Vec::new());
    }
    // Checked before the copy, which would trap without enough memory.
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
