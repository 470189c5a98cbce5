//! Abort signals of callers. They are raced here, and never handed on: the request under way has a
//! signal of its own.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::fields::Fields;

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
pub(super) fn signal_in(fields: &Fields) -> Option<Signal> {
    let signal = fields.object_with("signal", "addEventListener", "an AbortSignal");
    signal.map(JsCast::unchecked_into)
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
