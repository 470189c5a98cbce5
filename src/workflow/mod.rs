//! Operations of many steps, without I/O and without a clock.
//!
//! A [`Workflow`] is a state machine that is written as a script: an `async` function that makes
//! requests and waits, one after the other. The script passes requests to its `Host`, and the
//! driver carries them out. A workflow keeps the contract of [`Machine`](crate::Machine); its
//! driver begins with `handle_timeout`.
//!
//! A script's variables are lost when the page is closed. Therefore the script has the driver save
//! lasting data ([`Task::Save`]), and continues when the driver reports that they are saved.

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
