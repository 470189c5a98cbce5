//! The options for following a job.

use js_sys::Function;
use wasm_bindgen::JsValue;

use crate::Result;
use crate::service::{Pace, PaceOptions};

use super::exchange::Transport;
use super::fields::Fields;
use super::signal::{Signal, signal_in};

/// The options of `start` and `follow`.
pub(super) struct PollOptions {
    pub(super) transport: Transport,
    pub(super) pace: Pace,
    pub(super) signal: Option<Signal>,
    pub(super) on_progress: Option<Function>,
}

impl PollOptions {
    pub(super) fn read(value: &JsValue, pace: Pace) -> Result<Self> {
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
pub(super) struct WaitOptions {
    pub(super) signal: Option<Signal>,
    pub(super) timeout_ms: u64,
    pub(super) on_progress: Option<Function>,
}

impl WaitOptions {
    pub(super) fn read(value: &JsValue, pace: &Pace) -> Result<Self> {
        let fields = Fields::options("options", value);
        let options = PaceOptions { timeout_ms: fields.number("timeoutMs"), ..Default::default() };
        let signal = signal_in(&fields);
        let on_progress = fields.function("onProgress");
        fields.end()?;
        Ok(Self { signal, timeout_ms: pace.with(&options)?.timeout_ms, on_progress })
    }
}
