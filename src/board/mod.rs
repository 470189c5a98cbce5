//! Following many jobs with one timer and shared limits, without I/O and without a clock.
//!
//! [`Board`] is a state machine like [`Poller`](crate::poller::Poller), and its contract is the
//! same: **every call that changes it is followed by taking actions until there are none, and then
//! by waiting until [`Board::wake_at`]**, and calling [`Board::wake`]. Times are milliseconds of any
//! clock that does not run backwards; only [`BoardState`] knows the date, so that a board can be
//! laid down and taken up elsewhere.
//!
//! - [`schedule`] says when a job is worth a request: one file, pure.
//! - [`Limits`](crate::service::Limits) are a service's; a budget is what is left of them at one
//!   origin. A request is only ever sent out of a budget, which is charged in the same step:
//!   whatever the order of events, there is no way around it.
//! - [`tabs`](crate::tabs) says which of a site's tabs polls. Its board sends; the others have what
//!   they want admitted by it ([`BoardMessage`]).

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
mod entries;
mod entry;
#[cfg(test)]
mod fixtures;
mod followed_job;
mod foreign;
mod gate;
mod histories;
mod history;
mod ids;
mod jobs;
mod lane;
mod lanes;
mod machine;
mod merge;
mod message;
mod message_reader;
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

pub use action::BoardAction;
pub use change::{Change, ChangeKind};
pub use foreign::Foreign;
pub(crate) use foreign::{NAME, Reader};
pub use history::History;
pub use ids::{BoardId, JobKey, SubmissionId};
pub use machine::{AddOptions, Board};
pub use message::BoardMessage;
pub use persistence::closed;
pub use state::{
    BoardState, BudgetState, HistoryState, JobRecord, Removal, ReservationState, VERSION,
};
pub use state_reader::Stored;
pub use view::{BoardJob, BudgetUse, RateUse};
