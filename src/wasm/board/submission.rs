//! A submission of the page.

use crate::wasm::http::request::Call;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::Settler;
use crate::wasm::platform::signal::AbortWatch;

/// A submission that waits for its turn, or is under way.
pub(super) struct Submission {
    pub(super) call: Call,
    pub(super) client: usize,
    pub(super) settler: Settler,
    pub(super) controller: Controller,
    pub(super) _abort: Option<AbortWatch>,
}
