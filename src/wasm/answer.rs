//! Responses on their way in: the plain object of a page that makes its own calls.

use js_sys::{Array, ArrayBuffer, Date, Object, Reflect, Symbol, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::{Error, Headers, Response, Result};

use super::fields::{Fields, get, kind};
use super::request::pair;

/// Reads `{ status, headers, body }`.
pub(super) fn read_response(value: &JsValue) -> Result<Response> {
    let fields = Fields::of("response", value);
    let status = fields.number("status").filter(|status| (0.0..=999.0).contains(status));
    let (headers, body) = (fields.get("headers"), fields.get("body"));
    fields.end()?;
    let Some(status) = status else {
        return Err(Error::invalid_argument(
            "response.status must be an HTTP status: give { status, headers, body }.",
        ));
    };
    Ok(Response {
        status: status_code(status),
        headers: read_headers("response.headers", &headers)?,
        body: read_body(&body)?,
        received_at_ms: now_of_wall(),
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 999")]
fn status_code(status: f64) -> u16 {
    status as u16
}

/// The wall clock, for dates in headers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date after 1970")]
pub(super) fn now_of_wall() -> u64 {
    Date::now() as u64
}

/// Reads headers in any form that a page may have them: `Headers`, a `Map`, a list of pairs, or a
/// plain object, as Node has them with lists for repeated headers.
pub(super) fn read_headers(what: &str, value: &JsValue) -> Result<Headers> {
    if value.is_undefined() {
        return Ok(Headers::new());
    }
    if !value.is_object() {
        return Err(Error::invalid_argument(format!("{what} must be an object or Headers.")));
    }
    let is_iterable = Reflect::get(value, &Symbol::iterator()).is_ok_and(|it| it.is_function());
    let entries = if is_iterable {
        Array::from(value)
    } else {
        Object::entries(value.unchecked_ref::<Object>())
    };
    let pairs = entries.iter().filter_map(|entry| {
        let (name, value) = pair(&entry)?;
        // Node has a list for a repeated header; joined, it is what the network had.
        let value = if Array::is_array(&value) {
            Array::from(&value).join(", ").into()
        } else {
            value.as_string()?
        };
        Some((name.as_string()?, value))
    });
    Ok(pairs.collect())
}

/// Whether a value is a view of bytes or a buffer.
pub(super) fn is_bytes(value: &JsValue) -> bool {
    value.is_object() && (ArrayBuffer::is_view(value) || is_buffer(value))
}

#[wasm_bindgen]
extern "C" {
    /// The kind of an object, whichever realm it is from.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag(value: &JsValue) -> String;
}

fn is_buffer(value: &JsValue) -> bool {
    tag(value) == "[object ArrayBuffer]"
}

fn read_body(value: &JsValue) -> Result<Vec<u8>> {
    if value.is_undefined() {
        return Ok(Vec::new());
    }
    if let Some(text) = value.as_string() {
        return Ok(text.into_bytes());
    }
    bytes_of(value).ok_or_else(|| {
        Error::invalid_argument(format!(
            "response.body must be a string, a Uint8Array or an ArrayBuffer, and is {}. Of a \
             Response of fetch, give `new Uint8Array(await response.arrayBuffer())`.",
            kind(value)
        ))
    })
}

/// Copies bytes in.
pub(super) fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    if !is_bytes(value) {
        return None;
    }
    if is_buffer(value) {
        return Some(Uint8Array::new(value).to_vec());
    }
    // Any view, such as a DataView or Node's Buffer, is a window on its buffer.
    let (offset, length) = (to_u32(&get(value, "byteOffset"))?, to_u32(&get(value, "byteLength"))?);
    let buffer = get(value, "buffer");
    Some(Uint8Array::new_with_byte_offset_and_length(&buffer, offset, length).to_vec())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
fn to_u32(value: &JsValue) -> Option<u32> {
    value.as_f64().filter(|value| (0.0..=f64::from(u32::MAX)).contains(value)).map(|v| v as u32)
}
