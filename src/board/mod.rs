//! Follows many jobs with one timer and shared limits, without I/O and without a clock.
//!
//! [`Board`] is a state machine that keeps the contract of [`Machine`](crate::Machine): **after each call that changes
//! it, the driver polls actions until there are none, then waits until `timeout()` and calls `handle_timeout`.** Only
//! [`BoardState`] has a date, so that a board can be stored and merged in another tab.
//!
//! A board consists of parts. Each part owns its state, and documents its invariants:
//! - `Lanes`: the limits of each API at each origin, their use, and the requests that wait for them. A request is
//!   charged in the same step that sends it, so no order of events can exceed a limit.
//! - `Jobs`: the jobs and their schedule. [`schedule`] says when a job is worth a request.
//! - `Admissions`: the submissions under way in all tabs, and the places that they reserve.
//! - `Cancellations`, `Histories`, `Tombstones`, `UnsupportedJobs`: what their names say.
//! - `Gate`: whether the board may send. `Outbox`: the actions for the driver.
//!
//! [`tabs`](crate::tabs) decides which of a site's tabs polls. Only that tab's board sends. It
//! admits the submissions of the other boards ([`BoardMessage`]).

mod action;
mod admissions;
mod answers;
mod budget;
mod cancellation;
mod cancellations;
mod cancelling;
mod change;
mod clients;
mod dispatch;
mod end;
mod ended_job;
mod ended_jobs;
mod entries;
mod entry;
#[cfg(test)]
mod fixtures;
mod followed_job;
mod gate;
mod histories;
mod history;
mod ids;
mod jobs;
mod lane;
mod lanes;
mod likely_end;
mod machine;
mod merge;
mod message;
mod news;
mod outbox;
mod persistence;
mod plan;
mod prospect;
mod queries;
mod queue;
mod reservations;
pub mod schedule;
mod sharing;
mod state;
mod state_reader;
mod submission;
mod submitting;
mod terms;
mod timetable;
mod tombstones;
mod unsupported;
mod version;
mod view;

pub use crate::plain::Foreign;
pub use action::BoardAction;
pub use change::{Change, ChangeKind};
pub use ended_job::{EndedJob, StoredEnd};
pub use ended_jobs::{HistoryFilter, HistoryLimits};
pub use history::History;
pub use ids::{BoardId, JobKey, SubmissionId};
pub use likely_end::LikelyEnd;
pub use machine::{AddOptions, Board};
pub use message::BoardMessage;
pub(crate) use message::MESSAGE_OBJECTS;
pub use news::BoardNews;
pub use persistence::closed;
pub use state::{
    BoardState, BudgetState, HistoryState, JobRecord, Removal, ReservationState, VERSION,
};
pub use state_reader::Stored;
pub use view::{BoardChange, BoardJob, BudgetUse, RateUse};
