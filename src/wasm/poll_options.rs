//! What a caller wants of following a job.

use js_sys::Function;
use wasm_bindgen::JsValue;

use crate::Result;
use crate::poller::{Pace, PaceOptions};

use super::exchange::Wire;
use super::fields::Fields;
use super::signal::{Signal, signal_in};

/// The options of `start` and `follow`.
pub(super) struct PollOptions {
    pub(super) wire: Wire,
    pub(super) pace: Pace,
    pub(super) signal: Option<Signal>,
    pub(super) on_progress: Option<Function>,
}

impl PollOptions {
    pub(super) fn read(value: &JsValue, pace: Pace) -> Result<Self> {
        let fields = Fields::of("options", value)?;
        let pace = pace.with(&PaceOptions {
            interval_ms: fields.number("intervalMs")?,
            max_interval_ms: fields.number("maxIntervalMs")?,
            timeout_ms: fields.number("timeoutMs")?,
            request_timeout_ms: fields.number("requestTimeoutMs")?,
        })?;
        Ok(Self {
            wire: Wire { fetch: fields.function("fetch")?, timeout_ms: pace.request_timeout_ms },
            pace,
            signal: signal_in(&fields)?,
            on_progress: fields.function("onProgress")?,
        })
    }
}

/// The options of one wait: a signal, and a deadline of its own.
pub(super) struct WaitOptions {
    pub(super) signal: Option<Signal>,
    pub(super) timeout_ms: u64,
    pub(super) on_progress: Option<Function>,
}

impl WaitOptions {
    pub(super) fn read(value: &JsValue, pace: &Pace) -> Result<Self> {
        let fields = Fields::of("options", value)?;
        let pace = pace
            .with(&PaceOptions { timeout_ms: fields.number("timeoutMs")?, ..Default::default() })?;
        Ok(Self {
            signal: signal_in(&fields)?,
            timeout_ms: pace.timeout_ms,
            on_progress: fields.function("onProgress")?,
        })
    }
}
