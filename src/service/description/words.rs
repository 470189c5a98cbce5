//! The states that a service's words mean.

use super::DescribedState;
use crate::JobState;

impl DescribedState {
    /// Returns whether a job in this state has a result.
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Succeeded | Self::PartiallyCompleted)
    }

    /// Returns the state of a job, or `None` if the service has deleted it.
    pub(crate) fn job_state(self) -> Option<JobState> {
        JobState::find(self.as_str())
    }
}

/// Returns whether two words of a service are the same. Ignores case and a doubled `l`, because
/// services write both `Canceled` and `Cancelled` (docs/contracts/polling.md#states-and-dates).
pub(crate) fn same_word(one: &str, other: &str) -> bool {
    let mut one = letters(one);
    let mut other = letters(other);
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (one, other) if one == other => {}
            _ => return false,
        }
    }
}

/// Returns the letters of a word in lower case, of which `ll` counts as one.
fn letters(word: &str) -> impl Iterator<Item = u8> {
    let mut before = 0;
    word.trim_ascii().bytes().map(|byte| byte.to_ascii_lowercase()).filter(move |byte| {
        let is_double = *byte == b'l' && before == b'l';
        before = *byte;
        !is_double
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_the_same_word() {
        for (one, other) in
            [("Cancelled", "canceled"), ("COMPLETED", "completed"), (" running ", "Running")]
        {
            assert!(same_word(one, other), "{one} {other}");
        }
        for (one, other) in [("done", "don"), ("", "x"), ("fail", "failed")] {
            assert!(!same_word(one, other), "{one} {other}");
        }
    }
}
