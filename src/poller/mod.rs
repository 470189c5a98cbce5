//! Following a job, without I/O and without a clock.
//!
//! [`Poller`] is a state machine. Its contract: **every call that changes it is followed by taking
//! actions until there are none, and then by waiting until [`Poller::wake_at`]** (or until
//! something else happens), and calling [`Poller::wake`]. Time is an argument: milliseconds of any
//! clock that does not run backwards. Jitter is an argument too.
//!
//! Whoever waits for something holds a *watch*. A poll is only ever sent for a watch, at most one
//! is under way, and every watch is settled: by what it waits for, by a failure, or by its deadline.

mod course;
mod machine;
mod watch;

pub(crate) use course::{Course, ended};
pub use machine::{Action, Poller};
pub use watch::{Until, WatchId};
