//! A board's state, out to storage and to other tabs. The core reads it back.

use wasm_bindgen::JsValue;

use crate::board::{
    BoardState, BudgetState, HistoryState, JobRecord, Removal, ReservationState, VERSION,
};
use crate::plain::{Kind, MemberType, Plain};
use crate::{Error, Result};

fn ms(value: u64) -> Plain<'static> {
    Plain::count(value)
}

fn all_ms(values: &[u64]) -> Plain<'static> {
    Plain::List(values.iter().map(|value| ms(*value)).collect())
}

fn optional<'a>(value: Option<Plain<'a>>) -> Plain<'a> {
    value.unwrap_or(Plain::Absent)
}

impl MemberType for BoardState {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        Plain::map(vec![
            ("version", Plain::Number(VERSION)),
            ("savedAt", ms(self.saved_at_ms)),
            ("jobs", self.jobs.to_plain()),
            ("budgets", self.budgets.to_plain()),
            ("histories", self.histories.to_plain()),
            ("removed", self.removed.to_plain()),
        ])
    }
}

impl MemberType for Removal {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        Plain::map(vec![("url", Plain::text(&self.url)), ("version", ms(self.version.into()))])
    }
}

impl MemberType for JobRecord {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        let outcome = self.outcome.as_ref().map(|outcome| match outcome {
            Ok(()) => Plain::map(Vec::new()),
            Err(error) => error.stored(),
        });
        Plain::map(vec![
            ("job", self.job.to_plain()),
            ("status", optional(self.status.as_ref().map(MemberType::to_plain))),
            ("ageMs", ms(self.age_ms)),
            ("sentAgoMs", optional(self.sent_ago_ms.map(ms))),
            ("nextInMs", ms(self.next_in_ms)),
            ("deadlineInMs", ms(self.deadline_in_ms)),
            ("inFlight", optional(self.in_flight.map(ms))),
            ("readings", ms(self.readings.into())),
            ("version", ms(self.version.into())),
            ("outcome", optional(outcome)),
            ("lastFailure", optional(self.last_failure.as_ref().map(Error::stored))),
        ])
    }
}

impl MemberType for BudgetState {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        Plain::map(vec![
            ("origin", Plain::text(&self.origin)),
            ("api", Plain::text(&self.api)),
            ("readsAgoMs", all_ms(&self.reads_ago_ms)),
            ("submissionsAgoMs", all_ms(&self.submissions_ago_ms)),
            ("heldForMs", ms(self.held_for_ms)),
            ("reservations", self.reservations.to_plain()),
        ])
    }
}

impl MemberType for ReservationState {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        Plain::map(vec![
            ("name", Plain::text(&self.name)),
            ("version", ms(self.version.into())),
            ("lostInMs", ms(self.lost_in_ms)),
        ])
    }
}

impl MemberType for HistoryState {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        let counts = self.counts.iter().map(|count| Plain::Number(*count)).collect();
        Plain::map(vec![("kind", Plain::text(&self.kind)), ("counts", Plain::List(counts))])
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
