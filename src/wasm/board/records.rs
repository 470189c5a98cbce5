//! Reads the state of a board that a page passes.

use wasm_bindgen::JsValue;

use crate::Result;
use crate::board::BoardState;

use crate::wasm::values::foreign::Given;

/// Reads a state that a page passes. The error names the first value in it that is not a job.
///
/// # Errors
/// `invalidArgument`.
pub(super) fn read_state(value: &JsValue) -> Result<BoardState> {
    match BoardState::read(&Given::Value(value.clone()))? {
        (state, None) => Ok(state),
        (_, Some(error)) => Err(error),
    }
}
