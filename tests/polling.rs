//! Following a job, in virtual time. The scenarios are those that other pollers get wrong, and
//! the rules of waiting, failing and ending.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod scenario;

#[path = "polling/delays.rs"]
mod delays;
#[path = "polling/failures.rs"]
mod failures;
#[path = "polling/progress.rs"]
mod progress;
#[path = "polling/states.rs"]
mod states;
#[path = "polling/watches.rs"]
mod watches;
