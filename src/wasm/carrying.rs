//! The platform's side of a request and its answer, which crosses once each way.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::Headers;

#[wasm_bindgen(module = "/src/entry/carry.js")]
extern "C" {
    /// Sends a request with the page's own `fetch` or the platform's. Resolves with [`Carried`],
    /// and never rejects.
    pub(super) fn carry(
        own: Option<&Object>,
        url: &str,
        head: &Object,
        body: &JsValue,
        signal: &AbortSignal,
        streams: bool,
    ) -> Promise;

    /// Headers as one text, a line for each.
    #[wasm_bindgen(catch, js_name = headerLines)]
    pub(super) fn header_lines(headers: &JsValue) -> Result<String, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// What came of a request.
    pub(super) type Carried;

    #[wasm_bindgen(method, getter, js_name = stage)]
    fn stage_number(this: &Carried) -> u8;

    /// What stood in the way, or the answer that was not read.
    #[wasm_bindgen(method, getter)]
    pub(super) fn value(this: &Carried) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &Carried) -> f64;

    #[wasm_bindgen(method, getter, js_name = isRedirect)]
    pub(super) fn is_redirect(this: &Carried) -> bool;

    #[wasm_bindgen(method, getter, js_name = headers)]
    fn lines(this: &Carried) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn body(this: &Carried) -> Vec<u8>;
}

/// How far a request came.
pub(super) enum Stage {
    /// The platform makes no such request.
    Refused,
    /// No answer came. The value is what `fetch` threw or rejected with.
    Unanswered,
    /// `fetch` gave something that is no `Response`: the value.
    Other,
    /// The value is a `Response`, whose body was not read.
    Answered,
    /// The body broke off. The value says why, if anything does.
    Broken,
    /// It is there as a whole.
    Whole,
}

impl Carried {
    pub(super) fn stage(&self) -> Stage {
        match self.stage_number() {
            0 => Stage::Refused,
            1 => Stage::Unanswered,
            2 => Stage::Other,
            3 => Stage::Answered,
            4 => Stage::Broken,
            _ => Stage::Whole,
        }
    }

    pub(super) fn headers(&self) -> Headers {
        in_lines(&self.lines())
    }
}

/// Reads the lines of [`header_lines`].
pub(super) fn in_lines(lines: &str) -> Headers {
    lines.split('\n').filter_map(|line| line.split_once(',')).collect()
}
