//! The boundary to JavaScript: classes, promises, errors and types, each a thin layer over the
//! core.
//!
//! Three rules hold everywhere here. No call into JavaScript is made while a `RefCell` is
//! borrowed, since it may call back. No JavaScript value is trusted to have its type. Every failure
//! passes through `error`, which makes it an `ExportJobsError`.

mod alarm;
mod answer;
mod avepoint;
mod azure_language;
mod azure_language_answers;
mod azure_language_operations;
mod azure_language_types;
mod board;
mod credentials;
mod documents;
mod error;
mod exchange;
mod fields;
mod job_poller;
mod job_result;
mod language_failover;
mod language_runtime;
mod listeners;
mod output;
mod poll_options;
mod project;
mod project_changes;
mod project_comparison;
mod project_items;
mod project_source;
mod promise;
mod question;
mod replication;
mod request;
mod runtime_client;
mod service;
mod session;
mod signal;
mod statuses;
mod timer;
mod types;

pub use avepoint::AvePoint;
pub use azure_language::AzureLanguage;
pub use board::JobBoard;
pub use language_failover::LanguageFailover;
pub use language_runtime::LanguageRuntime;
pub use project::ExportedProject;
pub use replication::{Replication, compare_regions};

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::wasm_bindgen;

/// A sixth of the size of the standard library's own.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// The version of this module.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
