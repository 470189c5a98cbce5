//! Abort signals of callers. They are raced here, and never handed on: the request under way has a
//! signal of its own.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

use crate::{Error, Result};

use super::fields::{Fields, kind};

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal`, or whatever has its members: another realm's, a polyfill's.
    #[derive(Clone)]
    pub(super) type Signal;

    #[wasm_bindgen(method, getter)]
    fn aborted(this: &Signal) -> bool;

    #[wasm_bindgen(method, getter)]
    fn reason(this: &Signal) -> JsValue;

    #[wasm_bindgen(method, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, event: &str, listener: &Function);

    #[wasm_bindgen(method, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, event: &str, listener: &Function);
}

/// Reads the `signal` among some options.
pub(super) fn signal_in(fields: &Fields) -> Result<Option<Signal>> {
    let value = fields.get("signal");
    if value.is_undefined() {
        return Ok(None);
    }
    let has_listeners = value.is_object()
        && Reflect::get(&value, &"addEventListener".into()).is_ok_and(|it| it.is_function());
    if !has_listeners {
        return Err(Error::invalid_argument(format!(
            "options.signal must be an AbortSignal, and is {}.",
            kind(&value)
        )));
    }
    Ok(Some(value.unchecked_into()))
}

/// The reason of the first of these signals that is aborted.
pub(super) fn aborted_reason(signals: &[Signal]) -> Option<JsValue> {
    signals.iter().find(|signal| signal.aborted()).map(Signal::reason)
}

/// Listens to a signal until dropped.
pub(super) struct AbortWatch {
    signal: Signal,
    listener: Closure<dyn FnMut()>,
}

impl AbortWatch {
    /// Calls back with the signal's own reason, unchanged.
    pub(super) fn new(signal: Signal, mut on_abort: impl FnMut(JsValue) + 'static) -> Self {
        let source = signal.clone();
        let listener = Closure::<dyn FnMut()>::new(move || on_abort(source.reason()));
        signal.add_event_listener("abort", listener.as_ref().unchecked_ref());
        Self { signal, listener }
    }
}

impl Drop for AbortWatch {
    fn drop(&mut self) {
        self.signal.remove_event_listener("abort", self.listener.as_ref().unchecked_ref());
    }
}
