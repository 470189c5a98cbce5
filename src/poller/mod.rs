//! Following a job, without I/O and without a clock.
//!
//! [`Poller`] is a state machine that keeps the contract of [`Machine`](crate::Machine): **after
//! each call that changes it, the driver polls actions until there are none, then waits until
//! `timeout()` and calls `handle_timeout`.**
//!
//! Whoever waits for something holds a *watch*. A poll is only ever sent for a watch, at most one
//! is under way, and every watch is settled: by what it waits for, by a failure, or by its deadline.

mod machine;
mod progress;
mod watch;

pub use machine::{Action, Poller};
pub(crate) use progress::{Progress, ended};
pub use watch::{Until, WatchId};
