//! A submission of the page.

use super::super::controller::Controller;
use super::super::promise::Settler;
use super::super::request::Call;
use super::super::signal::AbortWatch;

/// A submission that waits for its turn, or is under way.
pub(super) struct Submission {
    pub(super) call: Call,
    pub(super) client: usize,
    pub(super) settler: Settler,
    pub(super) controller: Controller,
    pub(super) _abort: Option<AbortWatch>,
}
