//! The script that shows news on the platform.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/board-news.js")]
extern "C" {
    /// Shows news on the platform.
    #[derive(Clone)]
    pub(super) type BoardNotifier;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(tag: &str, options: &JsValue) -> BoardNotifier;
    #[wasm_bindgen(method)]
    pub(super) fn count(this: &BoardNotifier, jobs: usize);
    #[wasm_bindgen(method)]
    pub(super) fn notify(this: &BoardNotifier, news: &JsValue);
    #[wasm_bindgen(method)]
    pub(super) fn tell(this: &BoardNotifier, news: &JsValue);
}
