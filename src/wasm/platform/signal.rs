//! Abort signals of callers. They are never passed to `fetch`, because each request has its own
//! signal.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::wasm::values::fields::{Fields, get};

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal`. It may be of another realm or of a polyfill.
    #[derive(Clone)]
    pub(crate) type Signal;

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

/// Reads the option `signal`.
pub(crate) fn signal_in(fields: &Fields) -> Option<Signal> {
    let signal = fields.object_with("signal", "addEventListener", "an AbortSignal");
    signal.map(JsCast::unchecked_into)
}

/// Returns the reason of the first aborted signal, if there is one.
pub(crate) fn aborted_reason(signals: &[Signal]) -> Option<JsValue> {
    let aborted = signals.iter().find(|signal| get(signal, "aborted").is_truthy());
    aborted.map(|signal| signal.reason().unwrap_or_default())
}

/// Listens to a signal until it is dropped.
pub(crate) struct AbortWatch {
    signal: Signal,
    listener: Closure<dyn Fn()>,
}

impl AbortWatch {
    /// Calls `on_abort` with the signal's own reason. It never does so before this function
    /// returns, although some signals call a listener while it is being added.
    pub(crate) fn new(signal: Signal, on_abort: impl Fn(JsValue) + 'static) -> Self {
        Self::listen(signal, Rc::new(on_abort))
    }

    fn listen(signal: Signal, on_abort: Rc<dyn Fn(JsValue)>) -> Self {
        let is_added = Rc::new(Cell::new(false));
        let (source, listens) = (signal.clone(), is_added.clone());
        let listener = Closure::<dyn Fn()>::new(move || {
            let reason = source.reason().unwrap_or_default();
            if listens.get() {
                return on_abort(reason);
            }
            // The watch may have been dropped meanwhile.
            let on_abort = Rc::downgrade(&on_abort);
            spawn_local(async move {
                if let Some(on_abort) = on_abort.upgrade() {
                    on_abort(reason);
                }
            });
        });
        drop(signal.add_event_listener("abort", listener.as_ref().unchecked_ref()));
        is_added.set(true);
        Self { signal, listener }
    }
}

impl Drop for AbortWatch {
    fn drop(&mut self) {
        drop(self.signal.remove_event_listener("abort", self.listener.as_ref().unchecked_ref()));
    }
}
