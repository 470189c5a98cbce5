//! A board's state, out to storage and to other tabs. The core reads it back.

use wasm_bindgen::JsValue;

use crate::board::{
    BoardState, BudgetState, HistoryState, JobRecord, Removal, ReservationState, VERSION,
};
use crate::{Error, Result};

use super::super::error::number;
use super::super::output::{Plain, ToPlain};

fn ms(value: u64) -> Plain<'static> {
    Plain::Number(number(value))
}

fn all_ms(values: &[u64]) -> Plain<'static> {
    Plain::List(values.iter().map(|value| ms(*value)).collect())
}

fn optional<'a>(value: Option<Plain<'a>>) -> Plain<'a> {
    value.unwrap_or(Plain::Absent)
}

impl ToPlain for BoardState {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("version", Plain::Number(VERSION)),
            ("savedAt", ms(self.saved_at_ms)),
            ("jobs", self.jobs.plain()),
            ("budgets", self.budgets.plain()),
            ("histories", self.histories.plain()),
            ("removed", self.removed.plain()),
        ])
    }
}

impl ToPlain for Removal {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![("url", Plain::Text(&self.url)), ("version", ms(self.version.into()))])
    }
}

impl ToPlain for JobRecord {
    fn plain(&self) -> Plain<'_> {
        let outcome = self.outcome.as_ref().map(|outcome| match outcome {
            Ok(()) => Plain::Object(Vec::new()),
            Err(error) => error.plain(),
        });
        Plain::Object(vec![
            ("job", self.job.plain()),
            ("status", optional(self.status.as_ref().map(ToPlain::plain))),
            ("ageMs", ms(self.age_ms)),
            ("sentAgoMs", optional(self.sent_ago_ms.map(ms))),
            ("nextInMs", ms(self.next_in_ms)),
            ("deadlineInMs", ms(self.deadline_in_ms)),
            ("inFlight", optional(self.in_flight.map(ms))),
            ("readings", ms(self.readings.into())),
            ("version", ms(self.version.into())),
            ("outcome", optional(outcome)),
            ("lastFailure", optional(self.last_failure.as_ref().map(ToPlain::plain))),
        ])
    }
}

impl ToPlain for Error {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("code", Plain::Text(self.code().as_str())),
            ("message", Plain::Text(self.message())),
            ("status", optional(self.status().map(|status| ms(status.into())))),
            ("requestId", optional(self.request_id().map(Plain::Text))),
            ("retryAfterMs", optional(self.retry_after_ms().map(ms))),
            ("errors", self.errors().plain()),
        ])
    }
}

impl ToPlain for BudgetState {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("origin", Plain::Text(&self.origin)),
            ("api", Plain::Text(&self.api)),
            ("readsAgoMs", all_ms(&self.reads_ago_ms)),
            ("submissionsAgoMs", all_ms(&self.submissions_ago_ms)),
            ("heldForMs", ms(self.held_for_ms)),
            ("reservations", self.reservations.plain()),
        ])
    }
}

impl ToPlain for ReservationState {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("name", Plain::Text(&self.name)),
            ("version", ms(self.version.into())),
            ("lostInMs", ms(self.lost_in_ms)),
        ])
    }
}

impl ToPlain for HistoryState {
    fn plain(&self) -> Plain<'_> {
        let counts = self.counts.iter().map(|count| Plain::Number(*count)).collect();
        Plain::Object(vec![("kind", Plain::Text(&self.kind)), ("counts", Plain::List(counts))])
    }
}

/// Reads a state that a page gives. The page is told of the first job in it that is none.
///
/// # Errors
/// `invalidArgument`.
pub(super) fn read_state(value: &JsValue) -> Result<BoardState> {
    match BoardState::read(value)? {
        (state, None) => Ok(state),
        (_, Some(error)) => Err(error),
    }
}
