//! Starts, follows and collects the export jobs of cloud services.
//!
//! Requests are returned as values. Responses, time and chance are arguments. Nothing here fetches,
//! sleeps or reads a clock: [`Machine`] is the contract of every state machine. This is a whole
//! export, with a script instead of a network:
//! ```
//! use export_jobs::poller::{Action, Poller, Until};
//! use export_jobs::service::{AzureLanguage, ExportOptions, Family, Service};
//! use export_jobs::{Machine, Moment, Response};
//!
//! let answer = |status, headers: &[(&str, &str)], body: &str| Response {
//!     status, headers: headers.iter().copied().collect(), body: body.into(), received_at_ms: 0,
//! };
//! let client = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None)?;
//! let request = client.export_request("Loans", &ExportOptions::default())?; // send it …
//! let location = "/language/authoring/analyze-text/projects/Loans/export/jobs/42";
//! let job = client.read_submission(&request, &answer(202, &[("operation-location", location)], ""))?;
//!
//! let mut script = ["notStarted", "running", "succeeded"].into_iter();
//! let (mut now, pace) = (0, client.pace());
//! let mut poller = Poller::new(std::rc::Rc::new(client), job, pace);
//! poller.watch(Until::Done, Some(pace.timeout_ms), now);
//! let done = loop {
//!     match poller.poll_action() {
//!         Some(Action::Send { id, request: _ }) => { // send it …
//!             let body = format!(r#"{{"status":"{}"}}"#, script.next().unwrap());
//!             poller.handle_response(id, Ok(answer(200, &[], &body)), Moment::at(now));
//!         }
//!         Some(Action::Settle { outcome, .. }) => break outcome?,
//!         Some(_) => {} // Report: show it. Abandon: stop the request under way.
//!         None => { // wait until then …
//!             now = poller.timeout().expect("somebody waits");
//!             poller.handle_timeout(Moment::at(now));
//!         }
//!     }
//! };
//! assert_eq!(done.map(|status| status.service_state), Some("succeeded".to_owned()));
//! # Ok::<(), export_jobs::Error>(())
//! ```

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
