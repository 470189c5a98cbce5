//! Reads the state of a board. Any script of the site may have written it, so values are clamped,
//! and broken parts are left out.

use std::cell::Cell;

use crate::job::stored::MOST_ERRORS;
use crate::plain::{Foreign, Mode, ReadMember, read};
use crate::text::digits;
use crate::{Error, JobStatus, Result};

use crate::board::state::{BoardState, JobRecord, VERSION};

/// The highest number of jobs or removals that are read.
const MOST_JOBS: usize = 100_000;
/// The highest number of budgets or histories that are read.
const MOST_LIMITS: usize = 1_000;

/// The highest number of objects that are read in one item of a list.
const MOST_OBJECTS: u32 = 1_001;
/// The highest number of objects in a record: the record, its job, its status, and the service's
/// errors in it.
const RECORD_OBJECTS: u32 = 3 + MOST_ERRORS as u32;

/// The content found in a store.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    /// A state of a board.
    State(BoardState),
    /// A state that a later version of this module wrote. It must not be changed.
    Later,
    /// Something that no version wrote. It can be deleted.
    Junk,
}

impl Stored {
    /// Reads the stored value of a key.
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

pub(crate) fn version_of(value: &impl Foreign) -> Option<f64> {
    value.member("version")?.number()
}

impl BoardState {
    /// Reads a state. Leaves out items that are not jobs, and returns the error of the first one.
    /// Clamps times, counts, texts and lists.
    ///
    /// # Errors
    /// `invalidArgument` when the value is not a state, or is one of a later version.
    pub fn read(value: &impl Foreign) -> Result<(Self, Option<Error>)> {
        if version_of(value) != Some(VERSION) {
            return Err(Error::invalid_argument(
                "The state does not come from a JobBoard, or a later version of export-jobs wrote it: \
                 its version is not 1.",
            ));
        }
        let (mut jobs, mut refused) = (Vec::new(), None);
        for (place, record) in items(value, "jobs", MOST_JOBS).iter().enumerate() {
            match read_record(place, record) {
                Ok(record) => jobs.push(record),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        let state = Self {
            saved_at_ms: saved_at(value),
            jobs,
            budgets: all(value, "budgets", MOST_LIMITS),
            histories: all(value, "histories", MOST_LIMITS),
            removed: all(value, "removed", MOST_JOBS),
        };
        Ok((state, refused))
    }
}

/// Reads a list, without its unreadable items.
fn all<T: ReadMember, F: Foreign>(value: &F, name: &str, most: usize) -> Vec<T> {
    let read = |item: &F| read(name, item, Mode::Stored, &Cell::new(MOST_OBJECTS)).ok();
    items(value, name, most).iter().filter_map(read).collect()
}

fn items<F: Foreign>(value: &F, name: &str, most: usize) -> Vec<F> {
    value.member(name).and_then(|list| list.items(most)).unwrap_or_default()
}

/// Reads a date, which is at most the largest whole number in JavaScript. NaN becomes zero.
fn saved_at(value: &impl Foreign) -> u64 {
    let date = value.member("savedAt").and_then(|date| date.number()).unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let date = date as u64;
    date.min(1 << 53)
}

fn read_record<F: Foreign>(place: usize, value: &F) -> Result<JobRecord> {
    let objects = Cell::new(RECORD_OBJECTS);
    let name = text!("state.jobs[{}]", digits(place as u64));
    let mut record: JobRecord = read(&name, value, Mode::Stored, &objects)
        .map_err(|wrong| Error::invalid_argument(wrong.message()))?;
    settle(&mut record.status, &mut record.outcome);
    Ok(record)
}

/// Makes a stored status and a stored outcome consistent: a successful outcome needs a status that
/// says so.
pub(crate) fn settle(status: &mut Option<JobStatus>, outcome: &mut Option<Result<()>>) {
    if let Some(status) = status {
        status.is_done = status.state.is_done();
    }
    let is_success = status.as_ref().is_some_and(|it| it.state.is_success());
    *outcome = outcome.take().filter(|outcome| outcome.is_err() || is_success);
}
