//! A board's state, out to storage and to other tabs, and back in.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::board::{BoardState, BudgetState, HistoryState, JobRecord, Removal, ReservationState};
use crate::{Error, ErrorCode, JobState, JobStatus, Result, ServiceError};

use super::super::error::number;
use super::super::fields::{Fields, get, list_of};
use super::super::output::{Plain, ToPlain};
use super::super::service::read_job_object;

/// What the state begins with, so that a later version of this module knows what it reads.
const VERSION: f64 = 1.0;

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

/// Reads a state back. Whatever it is, the worst that comes of it is an error.
///
/// # Errors
/// `invalidArgument` that names the member which is wrong.
pub(in super::super) fn read_state(value: &JsValue) -> Result<BoardState> {
    let fields = Fields::of("state", value);
    let version = fields.number("version");
    let saved_at_ms = whole(fields.number("savedAt"));
    fields.end()?;
    if version != Some(VERSION) {
        return Err(Error::invalid_argument(
            "The state is none of a JobBoard, or of one that a later version of export-jobs made: \
             its version is not 1.",
        ));
    }
    Ok(BoardState {
        saved_at_ms,
        jobs: list(value, "jobs").iter().map(read_record).collect::<Result<_>>()?,
        budgets: list(value, "budgets").iter().map(read_budget).collect(),
        histories: list(value, "histories").iter().map(read_history).collect(),
        removed: list(value, "removed").iter().map(read_removal).collect(),
    })
}

fn read_record(value: &JsValue) -> Result<JobRecord> {
    let fields = Fields::of("state.jobs", value);
    let time = |name: &str| whole(fields.number(name));
    let status = fields.get("status");
    let outcome = fields.get("outcome");
    let failure = fields.get("lastFailure");
    let record = JobRecord {
        job: read_job_object(&fields.get("job"))?,
        status: if status.is_undefined() { None } else { Some(read_status(&status)?) },
        age_ms: time("ageMs"),
        sent_ago_ms: fields.number("sentAgoMs").map(|ago| whole(Some(ago))),
        next_in_ms: time("nextInMs"),
        deadline_in_ms: time("deadlineInMs"),
        in_flight: fields.number("inFlight").map(|board| whole(Some(board))),
        readings: small(time("readings")),
        version: small(time("version")),
        outcome: match outcome {
            outcome if outcome.is_undefined() => None,
            outcome if get(&outcome, "code").is_undefined() => Some(Ok(())),
            outcome => Some(Err(read_error(&outcome))),
        },
        last_failure: (!failure.is_undefined()).then(|| read_error(&failure)),
    };
    fields.end().map(|()| record)
}

fn read_status(value: &JsValue) -> Result<JobStatus> {
    let fields = Fields::of("status", value);
    let name = fields.required_text("state");
    let Some(state) = JobState::ALL.into_iter().find(|state| state.as_str() == name) else {
        return Err(Error::invalid_argument(format!("status.state \"{name}\" is no JobState.")));
    };
    let mut status = JobStatus::new(state, fields.required_text("serviceState"));
    status.job_id = fields.text("jobId");
    status.created_at = fields.text("createdAt");
    status.updated_at = fields.text("updatedAt");
    status.expires_at = fields.text("expiresAt");
    status.percent_complete = fields.number("percentComplete");
    status.result_url = fields.text("resultUrl");
    status.errors = read_errors(value, "errors");
    status.warnings = read_errors(value, "warnings");
    status.retry_after_ms = fields.number("retryAfterMs").map(|ms| whole(Some(ms)));
    fields.end().map(|()| status)
}

pub(super) fn read_error(value: &JsValue) -> Error {
    let text = |name: &str| get(value, name).as_string();
    let name = text("code").unwrap_or_default();
    let code = ErrorCode::ALL.into_iter().find(|code| code.as_str() == name);
    let status = get(value, "status").as_f64().map(|status| small(whole(Some(status))));
    Error::new(code.unwrap_or(ErrorCode::HttpError), text("message").unwrap_or_default())
        .with_details(
            status.and_then(|status| u16::try_from(status).ok()),
            text("requestId").as_deref(),
            get(value, "retryAfterMs").as_f64().map(|ms| whole(Some(ms))),
            read_errors(value, "errors"),
        )
}

fn read_errors(value: &JsValue, name: &str) -> Vec<ServiceError> {
    list(value, name).iter().map(|error| read_service_error(error, 8)).collect()
}

/// `depth` bounds what a stored object can nest.
fn read_service_error(value: &JsValue, depth: u32) -> ServiceError {
    let text = |name: &str| get(value, name).as_string();
    let inner = get(value, "innerError");
    let deeper = |value: &JsValue| read_service_error(value, depth.saturating_sub(1));
    let details = if depth == 0 { Vec::new() } else { list(value, "details") };
    ServiceError {
        code: text("code").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
        target: text("target"),
        details: details.iter().map(deeper).collect(),
        inner_error: (depth > 0 && !inner.is_undefined()).then(|| Box::new(deeper(&inner))),
    }
}

fn read_budget(value: &JsValue) -> BudgetState {
    let times = |name: &str| list(value, name).iter().map(|ago| whole(ago.as_f64())).collect();
    BudgetState {
        origin: get(value, "origin").as_string().unwrap_or_default(),
        api: get(value, "api").as_string().unwrap_or_default(),
        reads_ago_ms: times("readsAgoMs"),
        submissions_ago_ms: times("submissionsAgoMs"),
        held_for_ms: whole(get(value, "heldForMs").as_f64()),
        reservations: list(value, "reservations").iter().map(read_reservation).collect(),
    }
}

fn read_reservation(value: &JsValue) -> ReservationState {
    ReservationState {
        name: get(value, "name").as_string().unwrap_or_default(),
        version: small(whole(get(value, "version").as_f64())),
        lost_in_ms: whole(get(value, "lostInMs").as_f64()),
    }
}

fn read_removal(value: &JsValue) -> Removal {
    Removal {
        url: get(value, "url").as_string().unwrap_or_default(),
        version: small(whole(get(value, "version").as_f64())),
    }
}

fn read_history(value: &JsValue) -> HistoryState {
    let counts = list(value, "counts").iter().filter_map(JsValue::as_f64).collect();
    HistoryState { kind: get(value, "kind").as_string().unwrap_or_default(), counts }
}

fn list(value: &JsValue, name: &str) -> Vec<JsValue> {
    let list = get(value, name);
    if !Array::is_array(&list) || list.is_instance_of::<Uint8Array>() {
        return Vec::new();
    }
    list_of(&list).map(|list| list.iter().collect()).unwrap_or_default()
}

/// Milliseconds from storage: what is no time is none.
pub(super) fn whole(value: Option<f64>) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let ms = value.unwrap_or_default() as u64;
    ms
}

pub(super) fn small(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
