//! Polls that failed in a row.

use crate::{Error, ErrorCode};

use super::pace::patience;

/// Counts failures since the last sign of life, each kind on its own: what a gateway throttles
/// says nothing about how often an answer may break.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    total: u32,
    unreadable: u32,
    other: u32,
}

impl Failures {
    /// Counts a failure. Whether to try again.
    pub(crate) fn wait_out(&mut self, error: &Error) -> bool {
        self.total = self.total.saturating_add(1);
        let of_its_kind = match error.code() {
            // The service says that it is there.
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

    /// How many there were.
    pub(crate) fn total(&self) -> u32 {
        self.total
    }
}
