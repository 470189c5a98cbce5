//! A job whose end somebody waits for.

use crate::board::JobKey;

use crate::wasm::platform::promise::Settler;
use crate::wasm::platform::signal::AbortWatch;

/// Somebody who waits for the end of a job.
pub(super) struct Awaited {
    pub(super) key: JobKey,
    pub(super) number: u32,
    pub(super) settler: Settler,
    pub(super) _abort: Option<AbortWatch>,
}
