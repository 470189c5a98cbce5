//! Reads the state of a board. Any script of the site may have written it, so values are clamped,
//! and broken parts are left out.

use std::cell::Cell;

use crate::service::Pace;
use crate::{Error, ErrorCode, Job, JobState, JobStatus, Result, ServiceError};

use super::foreign::{Foreign, LONGEST_MS, NAME, Reader, SENTENCE, URL, clamped};
use super::reservations::LOST_AFTER_MS;
use super::schedule::CEILING_MS;
use super::state::{
    BoardState, BudgetState, HistoryState, JobRecord, Removal, ReservationState, VERSION,
};

/// Maximum numbers of jobs, removals, and so on.
const JOBS: usize = 100_000;
const BUDGETS: usize = 1_000;
const REQUESTS: usize = 10_000;
const RESERVATIONS: usize = 1_000;
const HISTORIES: usize = 1_000;
const COUNTS: usize = 100;

/// Maximum number and depth of a service's errors in one record. A small value can refer to itself
/// often enough to fill the memory.
const SERVICE_ERRORS: u32 = 200;
const DEPTH: u32 = 8;

/// What was found in a store.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    /// A state of a board.
    State(BoardState),
    /// A state that a later version of this module wrote. It is left alone.
    Later,
    /// Something that no version wrote. It can be deleted.
    Junk,
}

impl Stored {
    /// Reads what a store holds under one key.
    pub fn read(value: &impl Foreign) -> Self {
        match BoardState::read(value) {
            Ok((state, None)) => Self::State(state),
            Ok((state, Some(_))) if state.jobs.is_empty() && state.removed.is_empty() => Self::Junk,
            Ok((state, Some(_))) => Self::State(state),
            Err(_) if version_of(value).is_some_and(|version| version > VERSION) => Self::Later,
            Err(_) => Self::Junk,
        }
    }
}

fn version_of(value: &impl Foreign) -> Option<f64> {
    value.member("version")?.number()
}

impl BoardState {
    /// Reads a state. Leaves out what is not a job, and returns what is wrong with the first of
    /// these. Clamps times, counts, texts and lists.
    ///
    /// # Errors
    /// `invalidArgument` when the value is not a state, or is one of a later version.
    pub fn read(value: &impl Foreign) -> Result<(Self, Option<Error>)> {
        if version_of(value) != Some(VERSION) {
            return Err(Error::invalid_argument(
                "The state is not one of a JobBoard, or a later version of export-jobs wrote it: \
                 its version is not 1.",
            ));
        }
        let reader = Reader(value);
        let (mut jobs, mut refused) = (Vec::new(), None);
        for record in reader.items("jobs", JOBS) {
            match read_record(&record) {
                Ok(record) => jobs.push(record),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        let state = Self {
            // The largest whole number in JavaScript.
            saved_at_ms: reader.ms("savedAt", 1 << 53),
            jobs,
            budgets: reader.items("budgets", BUDGETS).iter().filter_map(read_budget).collect(),
            histories: reader
                .items("histories", HISTORIES)
                .iter()
                .filter_map(read_history)
                .collect(),
            removed: reader.items("removed", JOBS).iter().filter_map(read_removal).collect(),
        };
        Ok((state, refused))
    }
}

fn read_record<F: Foreign>(value: &F) -> Result<JobRecord> {
    let reader = Reader(value);
    let budget = Cell::new(SERVICE_ERRORS);
    let job = value.member("job");
    let job = job.as_ref().and_then(read_job).ok_or_else(|| {
        Error::invalid_argument(
            "One of state.jobs is not a job: its service, operation, id and url must be strings.",
        )
    })?;
    let status = match value.member("status") {
        Some(status) => Some(read_status(&status, &budget)?),
        None => None,
    };
    let outcome = value.member("outcome").and_then(|outcome| {
        if outcome.member("code").is_some() {
            return Some(Err(read_error(&outcome, &budget)));
        }
        // The status says that the job ended well.
        status.as_ref().is_some_and(|status| status.state.is_success()).then_some(Ok(()))
    });
    Ok(JobRecord {
        job,
        status,
        age_ms: reader.ms("ageMs", LONGEST_MS),
        sent_ago_ms: reader.optional_ms("sentAgoMs", LONGEST_MS),
        // No board plans its polls further ahead.
        next_in_ms: reader.ms("nextInMs", CEILING_MS),
        deadline_in_ms: reader.ms("deadlineInMs", LONGEST_MS),
        in_flight: reader.optional_ms("inFlight", 1 << 53),
        readings: reader.count("readings", 1 << 30),
        version: reader.version(),
        outcome,
        last_failure: value.member("lastFailure").map(|it| read_error(&it, &budget)),
    })
}

fn read_job(value: &impl Foreign) -> Option<Job> {
    let reader = Reader(value);
    Some(Job {
        service: reader.whole_text("service", NAME)?,
        operation: reader.whole_text("operation", NAME)?,
        project: reader.text("project", NAME),
        id: reader.whole_text("id", NAME)?,
        url: reader.whole_text("url", URL)?,
    })
}

fn read_status(value: &impl Foreign, budget: &Cell<u32>) -> Result<JobStatus> {
    let reader = Reader(value);
    let name = reader.text("state", NAME).unwrap_or_default();
    let Some(state) = JobState::ALL.into_iter().find(|state| state.as_str() == name) else {
        let states = JobState::ALL.map(|state| state.as_str()).join(", ");
        let message = format!("status.state must be one of {states}; got \"{name}\".");
        return Err(Error::invalid_argument(message));
    };
    let mut status = JobStatus::new(state, reader.text("serviceState", NAME).unwrap_or_default());
    status.job_id = reader.text("jobId", NAME);
    status.created_at = reader.text("createdAt", NAME);
    status.updated_at = reader.text("updatedAt", NAME);
    status.expires_at = reader.text("expiresAt", NAME);
    let percent = value.member("percentComplete").and_then(|value| value.number());
    status.percent_complete = percent.filter(|percent| (0.0..=100.0).contains(percent));
    status.result_url = reader.whole_text("resultUrl", URL);
    status.errors = read_errors(value, "errors", DEPTH, budget);
    status.warnings = read_errors(value, "warnings", DEPTH, budget);
    status.retry_after_ms = reader.optional_ms("retryAfterMs", LONGEST_MS);
    Ok(status)
}

/// Reads an error that a board wrote. `budget` is how many of the service's errors may be read.
pub(super) fn read_error(value: &impl Foreign, budget: &Cell<u32>) -> Error {
    let reader = Reader(value);
    let name = reader.text("code", NAME).unwrap_or_default();
    let code = ErrorCode::ALL.into_iter().find(|code| code.as_str() == name);
    let message = reader.text("message", SENTENCE).unwrap_or_default();
    let status = reader.optional_ms("status", u16::MAX.into());
    Error::new(code.unwrap_or(ErrorCode::HttpError), message).with_details(
        status.and_then(|status| u16::try_from(status).ok()),
        reader.text("requestId", NAME).as_deref(),
        reader.optional_ms("retryAfterMs", LONGEST_MS),
        read_errors(value, "errors", DEPTH, budget),
    )
}

/// Reads the error of a message.
pub(super) fn read_lone_error(value: &impl Foreign) -> Error {
    read_error(value, &Cell::new(SERVICE_ERRORS))
}

fn read_errors<F: Foreign>(
    value: &F,
    name: &str,
    depth: u32,
    budget: &Cell<u32>,
) -> Vec<ServiceError> {
    let items = Reader(value).items(name, budget.get() as usize);
    items.iter().map_while(|item| read_service_error(item, depth, budget)).collect()
}

fn read_service_error<F: Foreign>(
    value: &F,
    depth: u32,
    budget: &Cell<u32>,
) -> Option<ServiceError> {
    budget.set(budget.get().checked_sub(1)?);
    let reader = Reader(value);
    let deeper = depth.checked_sub(1);
    let inner = deeper.and_then(|depth| {
        let inner = value.member("innerError")?;
        read_service_error(&inner, depth, budget)
    });
    Some(ServiceError {
        code: reader.text("code", NAME).unwrap_or_default(),
        message: reader.text("message", SENTENCE).unwrap_or_default(),
        target: reader.text("target", NAME),
        details: deeper
            .map(|depth| read_errors(value, "details", depth, budget))
            .unwrap_or_default(),
        inner_error: inner.map(Box::new),
    })
}

fn read_budget<F: Foreign>(value: &F) -> Option<BudgetState> {
    let reader = Reader(value);
    let times = |name: &str| {
        let list = reader.items(name, REQUESTS);
        let ago = |item: &F| item.number().map(|ago| clamped(ago, LONGEST_MS));
        list.iter().filter_map(ago).collect()
    };
    let reservations = reader.items("reservations", RESERVATIONS);
    Some(BudgetState {
        origin: reader.whole_text("origin", URL)?,
        api: reader.whole_text("api", NAME)?,
        reads_ago_ms: times("readsAgoMs"),
        submissions_ago_ms: times("submissionsAgoMs"),
        // As long as a service can ask for.
        held_for_ms: reader.ms("heldForMs", Pace::default().max_retry_after_ms),
        reservations: reservations.iter().filter_map(read_reservation).collect(),
    })
}

fn read_reservation(value: &impl Foreign) -> Option<ReservationState> {
    let reader = Reader(value);
    Some(ReservationState {
        name: reader.whole_text("name", NAME)?,
        version: reader.version(),
        lost_in_ms: reader.ms("lostInMs", LOST_AFTER_MS),
    })
}

fn read_removal(value: &impl Foreign) -> Option<Removal> {
    let reader = Reader(value);
    Some(Removal { url: reader.whole_text("url", URL)?, version: reader.version() })
}

fn read_history<F: Foreign>(value: &F) -> Option<HistoryState> {
    let counts = Reader(value).items("counts", COUNTS);
    Some(HistoryState {
        kind: Reader(value).whole_text("kind", NAME)?,
        counts: counts.iter().filter_map(Foreign::number).collect(),
    })
}
