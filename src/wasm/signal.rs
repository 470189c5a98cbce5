//! Abort signals of callers. They are raced here, and never handed on: the request under way has a
//! signal of its own.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::fields::{Fields, get};

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal`, or whatever has its members: another realm's, a polyfill's.
    #[derive(Clone)]
    pub(super) type Signal;

    #[wasm_bindgen(catch, method, getter)]
    fn reason(this: &Signal) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = removeEventListener)]
    fn remove_event_listener(
        this: &Signal,
        event: &str,
        listener: &Function,
    ) -> Result<(), JsValue>;
}

/// Reads the `signal` among some options.
pub(super) fn signal_in(fields: &Fields) -> Option<Signal> {
    let signal = fields.object_with("signal", "addEventListener", "an AbortSignal");
    signal.map(JsCast::unchecked_into)
}

/// The reason of the first of these signals that is aborted.
pub(super) fn aborted_reason(signals: &[Signal]) -> Option<JsValue> {
    let aborted = signals.iter().find(|signal| get(signal, "aborted").is_truthy());
    aborted.map(|signal| signal.reason().unwrap_or_default())
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
        let listener =
            Closure::<dyn FnMut()>::new(move || on_abort(source.reason().unwrap_or_default()));
        drop(signal.add_event_listener("abort", listener.as_ref().unchecked_ref()));
        Self { signal, listener }
    }
}

impl Drop for AbortWatch {
    fn drop(&mut self) {
        drop(self.signal.remove_event_listener("abort", self.listener.as_ref().unchecked_ref()));
    }
}
