//! The states of jobs.

use crate::JobState;

/// Reads a word of `JobStatus` in the specifications. Case, separators and the two spellings of
/// "cancelled" do not matter. Every other word is `unknown`.
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
