//! A submission of the page.

use web_sys::AbortController;

use super::super::promise::Settler;
use super::super::request::Call;
use super::super::signal::AbortWatch;

/// A submission that waits for its turn, or is under way.
pub(super) struct Submission {
    pub(super) call: Call,
    pub(super) client: usize,
    pub(super) settler: Settler,
    pub(super) controller: AbortController,
    pub(super) _abort: Option<AbortWatch>,
}
