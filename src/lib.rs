//! Starts, follows and collects the export jobs of cloud services.
//!
//! Requests are returned as values. Responses, time and chance are arguments. Nothing here fetches,
//! sleeps or reads a clock: [`Machine`] is the contract of every state machine. [`poller`] shows a
//! whole export.

#[macro_use]
mod text;

pub mod board;
#[cfg(not(target_arch = "wasm32"))]
#[doc(hidden)] // For the tests that compare the generated files with their declarations.
pub mod codegen;
mod download;
mod error;
pub mod failover;
mod files;
mod http;
mod job;
mod json;
mod machine;
pub mod poller;
pub mod replication;
pub mod service;
pub mod tabs;
mod time;
mod url;
pub mod workflow;
// Not for Rust callers. It is public so that tests in a browser reach the classes.
#[cfg(all(target_arch = "wasm32", feature = "module"))]
#[doc(hidden)]
pub mod wasm;

pub use download::{
    Arrival, ByteProgress, Download, Save, SaveOptions, SaveRequest, SavedFile, SavedPart,
};
pub use error::{Error, ErrorCode, Result};
pub use export_jobs_project as project;
pub(crate) use export_jobs_project::{plain, variants, words};
pub use files::{ArchiveEntry, ResultFile, archive_entries};
pub use http::{
    Audience, Credential, Headers, Method, Request, RequestLine, Response, header_secret,
};
pub use job::{Job, JobState, JobStatus, ServiceError};
pub use json::Layout;
pub use machine::{Machine, Moment};
pub use project::ExportedProject;
pub use service::connection::{Access, ClientOptions, Renewal, RequestCredentials, Sending};
pub use service::submission::{lost_submission, lost_write, no_answer_within};
pub use text::Secrets;
