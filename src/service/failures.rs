//! Counts polls that failed in a row.

use crate::{Error, ErrorCode};

use super::pace::patience;

/// Counts failures since the last answer of the service. Each kind is counted separately:
/// throttling at a gateway must not use up the attempts for broken answers.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    total: u32,
    unreadable: u32,
    other: u32,
}

impl Failures {
    /// Counts a failure. Returns whether to try again.
    pub(crate) fn wait_out(&mut self, error: &Error) -> bool {
        self.total = self.total.saturating_add(1);
        let of_its_kind = match error.code() {
            // A throttled request was answered, so the service is reachable.
            ErrorCode::Throttled => {
                (self.unreadable, self.other) = (0, 0);
                return true;
            }
            ErrorCode::UnreadableResponse => &mut self.unreadable,
            _ => &mut self.other,
        };
        *of_its_kind = of_its_kind.saturating_add(1);
        error.is_transient() && *of_its_kind <= patience(error)
    }

    /// Returns the number of failures.
    pub(crate) fn total(&self) -> u32 {
        self.total
    }
}
