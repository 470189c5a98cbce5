//! The states of jobs.

use crate::JobState;

/// Reads a word of `JobStatus` in the specifications. Ignores case and separators, and accepts both
/// spellings of "cancelled". Any other word is `unknown`.
pub(in crate::service) fn read(word: &str) -> JobState {
    let letters: String = word
        .chars()
        .filter(|character| !matches!(character, ' ' | '_' | '-'))
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    match letters.as_str() {
        "notstarted" => JobState::NotStarted,
        "running" => JobState::Running,
        "cancelling" | "canceling" => JobState::Cancelling,
        "succeeded" => JobState::Succeeded,
        "partiallycompleted" => JobState::PartiallyCompleted,
        "failed" => JobState::Failed,
        "cancelled" | "canceled" => JobState::Cancelled,
        _ => JobState::Unknown,
    }
}

/// Returns the words of the states in which a job has ended.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::service) fn done() -> Vec<String> {
    ["succeeded", "partiallyCompleted", "failed", "cancelled", "canceled"]
        .into_iter()
        .filter(|word| read(word).is_done())
        .map(str::to_owned)
        .collect()
}
