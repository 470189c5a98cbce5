//! The numbers of `jobStatus`. They apply to this endpoint only: other products of the vendor use
//! the same numbers for other states (docs/contracts/avepoint-graph.md#states).

use crate::JobState;

/// The documentation has 1 to 3. The vendor's SDK samples list all of these.
const STATES: [(&str, JobState); 7] = [
    ("0", JobState::NotStarted),         // None
    ("1", JobState::Running),            // Inprogress
    ("2", JobState::Succeeded),          // Successful
    ("3", JobState::Failed),             // Failed
    ("4", JobState::PartiallyCompleted), // SuccessWithException: there is a file
    ("5", JobState::Cancelling),         // Stopping
    ("6", JobState::Cancelled),          // Stopped
];

/// Reads the state from its number. Any other number is `unknown`.
pub(super) fn read(number: &str) -> JobState {
    let number = number.trim_ascii();
    let number = number.strip_suffix(".0").unwrap_or(number);
    STATES.iter().find(|(known, _)| *known == number).map_or(JobState::Unknown, |(_, state)| *state)
}

/// Returns the numbers of the states in which a job has ended.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn done() -> Vec<String> {
    let done = STATES.iter().filter(|(_, state)| state.is_done());
    done.map(|(number, _)| (*number).to_owned()).collect()
}
