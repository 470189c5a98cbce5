//! Operations of many steps, without I/O and without a clock.
//!
//! A [`Workflow`] is a state machine like [`Poller`](crate::poller::Poller), written as what it is
//! to people: a script of requests and waits, one after the other. The script asks for what it
//! needs at its desk; a driver does it and reports. Its contract is that of the others: **every
//! call that changes it is followed by taking actions until there are none, and then by waiting
//! until [`Driven::wake_at`]**, and calling [`Driven::wake`]. The first call is `wake`.
//!
//! Nothing in a script is kept when its driver goes away. What must be kept is handed to the driver
//! ([`Task::Keep`]), and the script goes on when it says that it is safe.

mod desk;
mod follow;
mod join;
mod machine;
mod read;
mod task;

pub(crate) use desk::Desk;
pub(crate) use follow::follow;
pub(crate) use join::join;
pub use machine::{Driven, Workflow};
pub(crate) use read::{is_refusal, read, wait_out};
pub use task::{Parcel, Party, Sending, Task, TaskId};
