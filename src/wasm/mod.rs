//! The boundary to JavaScript: classes, promises, errors and types, each a thin layer over the
//! core.
//!
//! Three rules hold everywhere here. No call into JavaScript is made while a `RefCell` is
//! borrowed, since it may call back. No JavaScript value is trusted to have its type. Every failure
//! passes through `error`, which makes it an `ExportJobsError`.
//!
//! The crate's features leave classes out. What remains of the shared modules without a caller is
//! not linked.

#![cfg_attr(
    not(all(
        feature = "board",
        feature = "operations",
        feature = "project",
        feature = "recovery",
        feature = "runtime"
    )),
    allow(dead_code, reason = "shared with the classes that are left out")
)]

mod answer;
#[cfg(feature = "project")]
mod arriving_project;
mod avepoint;
mod azure_language;
#[cfg(feature = "operations")]
mod azure_language_answers;
#[cfg(feature = "operations")]
mod azure_language_operations;
#[cfg(feature = "operations")]
mod azure_language_uploads;
#[cfg(feature = "board")]
mod board;
mod client;
mod client_options;
#[cfg(feature = "runtime")]
mod conversations;
mod credentials;
#[cfg(feature = "project")]
mod documents;
mod driver;
mod error;
mod exchange;
mod fetch;
mod fields;
mod foreign;
mod job_poller;
mod job_result;
#[cfg(feature = "runtime")]
mod language_failover;
#[cfg(feature = "runtime")]
mod language_runtime;
mod listeners;
#[cfg(feature = "runtime")]
mod native_documents;
mod operation;
mod output;
mod page_headers;
mod poll_options;
#[cfg(feature = "project")]
mod project;
#[cfg(feature = "project")]
mod project_changes;
#[cfg(feature = "project")]
mod project_comparison;
#[cfg(feature = "project")]
mod project_items;
#[cfg(feature = "project")]
mod project_source;
mod promise;
#[cfg(feature = "runtime")]
mod question;
#[cfg(feature = "recovery")]
mod replication;
mod request;
#[cfg(feature = "runtime")]
mod runtime_client;
mod service;
mod session;
mod signal;
mod snapshot;
mod statuses;
mod timeout;
mod timer;
mod types;

pub use avepoint::AvePoint;
pub use azure_language::AzureLanguage;
#[cfg(feature = "board")]
pub use board::JobBoard;
pub use client_options::object_of;
#[cfg(feature = "runtime")]
pub use language_failover::LanguageFailover;
#[cfg(feature = "runtime")]
pub use language_runtime::LanguageRuntime;
#[cfg(feature = "project")]
pub use project::ExportedProject;
#[cfg(feature = "recovery")]
pub use replication::{Replication, compare_regions};

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::wasm_bindgen;

/// A sixth of the size of the standard library's own.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Gives the hashes of project files a key that no file's author knows.
#[cfg(any(feature = "project", feature = "recovery"))]
#[wasm_bindgen(start)]
fn set_hash_key() {
    // All bits of a number of JavaScript that are random.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^53")]
    let bits = || (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64;
    crate::project::set_hash_key([bits() << 11 ^ bits(), bits() << 11 ^ bits()]);
}

/// The version of this module.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
