//! The options for following a job.

use js_sys::Function;
use wasm_bindgen::JsValue;

use crate::Result;
use crate::service::{Pace, PaceOptions};

use crate::wasm::clients::exchange::Transport;
use crate::wasm::platform::signal::{Signal, signal_in};
use crate::wasm::values::fields::Fields;

/// The options of `start` and `follow`.
pub(crate) struct PollOptions {
    pub(crate) transport: Transport,
    pub(crate) pace: Pace,
    pub(crate) signal: Option<Signal>,
    pub(crate) on_progress: Option<Function>,
}

impl PollOptions {
    pub(crate) fn read(value: &JsValue, pace: Pace) -> Result<Self> {
        let fields = Fields::options("options", value);
        let options: PaceOptions = fields.plain();
        let fetch = fields.function("fetch");
        let signal = signal_in(&fields);
        let on_progress = fields.function("onProgress");
        fields.end()?;
        let pace = pace.with(&options)?;
        let transport = Transport { fetch, timeout_ms: pace.request_timeout_ms };
        Ok(Self { transport, pace, signal, on_progress })
    }
}

/// The options of one wait: its signal, its deadline and its listener.
pub(crate) struct WaitOptions {
    pub(crate) signal: Option<Signal>,
    pub(crate) timeout_ms: u64,
    pub(crate) on_progress: Option<Function>,
}

impl WaitOptions {
    pub(crate) fn read(value: &JsValue, pace: &Pace) -> Result<Self> {
        let fields = Fields::options("options", value);
        let options = PaceOptions { timeout_ms: fields.number("timeoutMs"), ..Default::default() };
        let signal = signal_in(&fields);
        let on_progress = fields.function("onProgress");
        fields.end()?;
        Ok(Self { signal, timeout_ms: pace.with(&options)?.timeout_ms, on_progress })
    }
}
