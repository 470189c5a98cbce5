//! Follows a job, without I/O and without a clock.
//!
//! [`Poller`] is a state machine that keeps the contract of [`Machine`](crate::Machine): **after
//! each call that changes it, the driver polls actions until there are none, then waits until
//! `timeout()` and calls `handle_timeout`.**
//!
//! Everything that waits for the job holds a *watch*. A poll is only sent for a watch, and at most
//! one is under way. Every watch ends: with what it waits for, with a failure, or at its deadline.

mod machine;
mod progress;
mod watch;

pub use machine::{Action, Poller};
pub(crate) use progress::{Progress, ended};
pub use watch::{Until, WatchId};
