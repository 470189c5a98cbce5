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

#[cfg(feature = "job-board")]
mod board;
mod clients;
mod http;
mod jobs;
mod platform;
mod projects;
#[cfg(feature = "replication")]
mod replication;
#[cfg(feature = "language-runtime")]
mod runtime;
mod services;
mod types;
mod values;

#[cfg(feature = "job-board")]
pub use board::JobBoard;
#[cfg(feature = "project-files")]
pub use projects::project::ExportedProject;
#[cfg(feature = "replication")]
pub use replication::{Replication, compare_regions};
#[cfg(feature = "language-runtime")]
pub use runtime::language_failover::LanguageFailover;
#[cfg(feature = "language-runtime")]
pub use runtime::language_runtime::LanguageRuntime;
#[cfg(feature = "avepoint")]
pub use services::avepoint::AvePoint;
#[cfg(feature = "azure-language")]
pub use services::azure_language::AzureLanguage;
#[cfg(feature = "described-services")]
pub use services::job_service::JobService;
#[cfg(feature = "following")]
pub use services::service::object_of;

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
