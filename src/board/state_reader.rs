//! Reads the state of a board. Any script of the site may have written it, so values are clamped,
//! and broken parts are left out.

use std::cell::Cell;

use crate::error::StoredError;
use crate::plain::{Mode, Plainly, ReadMember, read};
use crate::stored::MOST_ERRORS;
use crate::{Error, Result};

use super::foreign::{Foreign, Reader};
use super::state::{BoardState, JobRecord, VERSION};

/// The most jobs and removals that are read.
const MOST_JOBS: usize = 100_000;
/// The most budgets and histories that are read.
const MOST_LIMITS: usize = 1_000;

/// The most objects that are read of one item of a list.
const MOST_OBJECTS: u32 = 1_001;
/// A record, its job, its status, and the errors of a service in it.
const RECORD_OBJECTS: u32 = 3 + MOST_ERRORS as u32;
/// An error, and those of a service in it.
const ERROR_OBJECTS: u32 = 1 + MOST_ERRORS as u32;

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
        let (mut jobs, mut refused) = (Vec::new(), None);
        for (place, record) in Reader(value).items("jobs", MOST_JOBS).iter().enumerate() {
            match read_record(place, record) {
                Ok(record) => jobs.push(record),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        let state = Self {
            // A date: as large as a whole number can be in JavaScript.
            saved_at_ms: Reader(value).ms("savedAt", 1 << 53),
            jobs,
            budgets: all(value, "budgets", MOST_LIMITS),
            histories: all(value, "histories", MOST_LIMITS),
            removed: all(value, "removed", MOST_JOBS),
        };
        Ok((state, refused))
    }
}

/// Reads a list, without the items that cannot be read.
fn all<T: Plainly + ReadMember, F: Foreign>(value: &F, name: &str, most: usize) -> Vec<T> {
    let read = |item: &F| read(name, item, Mode::Stored, &Cell::new(MOST_OBJECTS)).ok();
    Reader(value).items(name, most).iter().filter_map(read).collect()
}

fn read_record<F: Foreign>(place: usize, value: &F) -> Result<JobRecord> {
    let objects = Cell::new(RECORD_OBJECTS);
    let name = format!("state.jobs[{place}]");
    let mut record: JobRecord = read(&name, value, Mode::Stored, &objects)
        .map_err(|wrong| Error::invalid_argument(wrong.message()))?;
    if let Some(status) = &mut record.status {
        status.is_done = status.state.is_done();
    }
    record.outcome = value.member("outcome").and_then(|outcome| {
        if outcome.member("code").is_some() {
            return Some(Err(read_error(&outcome)));
        }
        // A job that ended well has said so.
        record.status.as_ref().is_some_and(|it| it.state.is_success()).then_some(Ok(()))
    });
    record.last_failure = value.member("lastFailure").map(|it| read_error(&it));
    Ok(record)
}

/// Reads an error that a board wrote.
pub(super) fn read_error(value: &impl Foreign) -> Error {
    let stored = read("error", value, Mode::Stored, &Cell::new(ERROR_OBJECTS));
    // An error has no member that it must have.
    stored.unwrap_or_else(|_| StoredError::default()).into()
}
