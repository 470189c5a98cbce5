//! The target of a file, and its writer. Both are in JavaScript.

use std::cell::Cell;

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::Save;

#[wasm_bindgen(module = "/src/entry/save-target.js")]
extern "C" {
    /// The target of a file. It holds the lock of a stream.
    pub(crate) type SaveTarget;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(
        target: &JsValue,
        on_progress: &JsValue,
        sha256: bool,
        prevent_close: bool,
        prevent_abort: bool,
    ) -> Result<SaveTarget, JsValue>;

    /// Loads the script that writes the file.
    #[wasm_bindgen(catch, method)]
    pub(crate) async fn load(this: &SaveTarget) -> Result<FileWriter, JsValue>;

    /// Ends the target after a failure.
    #[wasm_bindgen(method)]
    pub(crate) fn fail(this: &SaveTarget, reason: &JsValue);

    /// Returns the error of an entry that cannot read projects.
    #[wasm_bindgen(js_name = noProjects)]
    pub(crate) fn no_projects() -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// Moves the bytes of a file from answers to a target: `src/entry/save/file-writer.js`.
    pub(crate) type FileWriter;

    #[wasm_bindgen(method, getter, js_name = isWhole)]
    pub(crate) fn is_whole(this: &FileWriter) -> bool;

    #[wasm_bindgen(method, getter, js_name = canRewind)]
    pub(crate) fn can_rewind(this: &FileWriter) -> bool;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn written(this: &FileWriter) -> f64;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn cause(this: &FileWriter) -> Option<JsValue>;

    #[wasm_bindgen(catch, method)]
    async fn open(this: &FileWriter, answer: &JsValue, most: f64) -> Result<Uint8Array, JsValue>;

    #[wasm_bindgen(method)]
    pub(crate) async fn write(
        this: &FileWriter,
        is_anew: bool,
        skip: f64,
        total: Option<f64>,
        name: &str,
        content_type: &str,
        stall_ms: f64,
        on_piece: Option<&Function>,
    ) -> JsValue;

    #[wasm_bindgen(method)]
    pub(crate) fn tail(this: &FileWriter) -> Vec<u8>;

    #[wasm_bindgen(catch, method)]
    pub(crate) async fn close(
        this: &FileWriter,
        name: &str,
        content_type: &str,
    ) -> Result<JsValue, JsValue>;
}

/// Opens the body of one answer for a writer.
pub(crate) struct Opening<'a> {
    writer: &'a FileWriter,
    is_open: Cell<bool>,
}

impl<'a> Opening<'a> {
    pub(crate) fn new(writer: &'a FileWriter) -> Self {
        Self { writer, is_open: Cell::new(false) }
    }

    /// Returns whether the body is open.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open.get()
    }

    /// Opens the body of an answer with this status. Returns its first bytes, if it is a whole file.
    pub(crate) async fn open(&self, answer: &JsValue, status: u16) -> Result<Vec<u8>, JsValue> {
        let most = if status == 200 { Save::HEAD_BYTES } else { 0 };
        let head =
            self.writer.open(answer, crate::wasm::values::error::number(most as u64)).await?;
        self.is_open.set(true);
        Ok(head.to_vec())
    }
}
