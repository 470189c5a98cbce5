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

mod admissions;
mod cancellations;
mod clients;
mod ended_jobs;
#[cfg(test)]
mod fixtures;
mod gate;
mod histories;
mod ids;
mod jobs;
mod lanes;
mod machine;
mod news;
mod outbox;
pub mod schedule;
mod state;
mod tombstones;
mod unsupported;
mod view;

pub use crate::plain::Foreign;
pub use ended_jobs::{HistoryFilter, HistoryLimits};
pub use ids::{BoardId, JobKey, SubmissionId};
pub use machine::persistence::closed;
pub use machine::{AddOptions, Board};
pub use news::BoardNews;
pub use outbox::action::BoardAction;
pub use outbox::change::{Change, ChangeKind};
pub use outbox::message::BoardMessage;
pub(crate) use outbox::message::MESSAGE_OBJECTS;
pub use schedule::history::History;
pub use schedule::likely_end::LikelyEnd;
pub use state::ended_job::{EndedJob, StoredEnd};
pub use state::state_reader::Stored;
pub use state::{
    BoardState, BudgetState, HistoryState, JobRecord, Removal, ReservationState, VERSION,
};
pub use view::{BoardChange, BoardJob, BudgetUse, RateUse};
