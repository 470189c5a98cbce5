//! The boundary to JavaScript: classes, promises, errors and types, each a thin layer over the
//! core.
//!
//! Three rules apply everywhere here. No call into JavaScript is made while a `RefCell` is
//! borrowed, because it may call back. No JavaScript value is trusted to have its type. Every
//! failure passes through `error`, which makes it an `ExportJobsError`.
//!
//! The crate's features leave out classes. Functions of the shared modules that then have no caller
//! are not linked.

#![cfg_attr(
    not(all(
        feature = "jobs",
        feature = "job-board",
        feature = "operations",
        feature = "project-files",
        feature = "replication",
        feature = "language-runtime",
        feature = "described-services"
    )),
    allow(dead_code, reason = "shared with the classes that are left out")
)]

mod answer;
#[cfg(feature = "project-files")]
mod arriving_project;
#[cfg(feature = "avepoint")]
mod avepoint;
#[cfg(feature = "azure-language")]
mod azure_language;
#[cfg(feature = "operations")]
mod azure_language_answers;
#[cfg(feature = "operations")]
mod azure_language_operations;
#[cfg(feature = "operations")]
mod azure_language_uploads;
#[cfg(feature = "job-board")]
mod board;
mod client;
mod client_options;
mod controller;
#[cfg(feature = "language-runtime")]
mod conversations;
mod credentials;
#[cfg(feature = "project-files")]
mod documents;
mod driver;
mod error;
mod exchange;
mod fetch;
mod fields;
mod foreign;
#[cfg(any(feature = "job-board", feature = "described-services"))]
mod foreign_service;
#[cfg(feature = "job-board")]
mod given_client;
#[cfg(feature = "following")]
mod handed;
#[cfg(feature = "following")]
mod job_poller;
#[cfg(feature = "following")]
mod job_result;
#[cfg(feature = "described-services")]
mod job_results;
#[cfg(feature = "described-services")]
mod job_service;
#[cfg(feature = "language-runtime")]
mod language_failover;
#[cfg(feature = "language-runtime")]
mod language_runtime;
mod listeners;
mod names;
#[cfg(feature = "language-runtime")]
mod native_documents;
mod operation;
mod output;
mod packed;
mod page_headers;
mod poll_options;
#[cfg(feature = "project-files")]
mod project;
#[cfg(feature = "project-files")]
mod project_changes;
#[cfg(feature = "project-files")]
mod project_comparison;
#[cfg(feature = "project-files")]
mod project_items;
#[cfg(feature = "project-files")]
mod project_source;
mod promise;
#[cfg(feature = "language-runtime")]
mod question;
#[cfg(feature = "replication")]
mod replication;
mod request;
#[cfg(feature = "language-runtime")]
mod runtime_client;
#[cfg(feature = "following")]
mod save;
mod save_target;
#[cfg(all(feature = "following", feature = "project-files"))]
mod saved_project;
#[cfg(feature = "following")]
mod service;
#[cfg(feature = "following")]
mod session;
mod signal;
mod snapshot;
#[cfg(feature = "following")]
mod statuses;
mod timeout;
mod timer;
mod types;

#[cfg(feature = "avepoint")]
pub use avepoint::AvePoint;
#[cfg(feature = "azure-language")]
pub use azure_language::AzureLanguage;
#[cfg(feature = "job-board")]
pub use board::JobBoard;
#[cfg(feature = "described-services")]
pub use job_service::JobService;
#[cfg(feature = "language-runtime")]
pub use language_failover::LanguageFailover;
#[cfg(feature = "language-runtime")]
pub use language_runtime::LanguageRuntime;
#[cfg(feature = "project-files")]
pub use project::ExportedProject;
#[cfg(feature = "replication")]
pub use replication::{Replication, compare_regions};
#[cfg(feature = "following")]
pub use service::object_of;

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::wasm_bindgen;

/// An allocator that is a sixth of the size of the standard library's.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Sets the key of the hashes of project files. The author of a file does not know it.
#[cfg(any(feature = "project-files", feature = "replication"))]
#[wasm_bindgen(start)]
fn set_hash_key() {
    // All random bits of a JavaScript number.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^53")]
    let bits = || (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64;
    crate::project::set_hash_key([bits() << 11 ^ bits(), bits() << 11 ^ bits()]);
}

/// True if clients may belong to services that are described as data. Other entries leave out the code that only these
/// need.
const TAKES_DESCRIBED: bool = cfg!(any(feature = "described-services", feature = "job-board"));

/// The version of this module.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
