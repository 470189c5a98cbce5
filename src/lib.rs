//! Start, follow and collect the export jobs of cloud services.

mod archive;
mod credential;
mod download;
mod error;
mod headers;
mod job;
mod json;
mod number;
pub mod poller;
mod project;
mod request;
mod response;
mod result_file;
pub mod service;
mod service_error;
mod status;
mod submission;
mod time;
mod url;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use archive::{ArchiveEntry, archive_entries};
pub use credential::Credential;
pub use download::Download;
pub use error::{Error, ErrorCode, Result};
pub use headers::Headers;
pub use job::Job;
pub use project::{ExportedProject, ProjectSummary};
pub use request::{Method, Request};
pub use response::Response;
pub use result_file::ResultFile;
pub use service_error::ServiceError;
pub use status::{JobState, JobStatus};
pub use submission::lost_submission;
