//! Waiting for the platform, but not for ever.

use js_sys::{Array, Object, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::super::promise::Settler;
use super::super::timer::Timer;

/// What a promise of the platform comes to; nothing when it has not settled after some time.
pub(super) async fn within(ms: u64, promise: &Promise) -> Option<Result<JsValue, JsValue>> {
    let too_late: JsValue = Object::new().into();
    let (late, settler) = Settler::new();
    let value = too_late.clone();
    let _timer = Timer::start(ms, move || settler.settle(Ok(value.clone())));
    let first = JsFuture::from(Promise::race(&Array::of2(promise, &late))).await;
    if first.as_ref().is_ok_and(|value| *value == too_late) { None } else { Some(first) }
}
