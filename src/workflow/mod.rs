//! Operations of many steps, without I/O and without a clock.
//!
//! A [`Workflow`] is a state machine that is written as a script: an `async` function that makes
//! requests and waits, one after the other. The script asks its `Host` for what it needs, and the
//! driver does it. A workflow keeps the contract of [`Machine`](crate::Machine); its driver begins
//! with `handle_timeout`.
//!
//! A script's variables are gone when its page is. The script has the driver save what must last
//! ([`Task::Save`]), and goes on when the driver reports that it is saved.

mod download;
mod follow;
mod host;
mod inquiry;
mod join_all;
mod machine;
mod read;
mod task;
mod within;

pub(crate) use download::download_with;
pub use download::{Downloaded, download};
pub(crate) use follow::follow;
pub(crate) use host::Host;
pub use inquiry::inquire;
pub(crate) use join_all::join_all;
pub use machine::{Operation, Workflow};
pub use read::PATIENCE_MS;
pub(crate) use read::{MAX_PAGE_BYTES, is_refusal, read, wait_out};
pub use task::{Expected, Party, SaveItem, Task, TaskId};
pub(crate) use within::within;
