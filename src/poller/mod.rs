//! Follows a job, without I/O and without a clock.
//!
//! [`Poller`] is a state machine that keeps the contract of [`Machine`](crate::Machine): **after
//! each call that changes it, the driver polls actions until there are none, then waits until
//! `timeout()` and calls `handle_timeout`.**
//!
//! Each caller that waits for the job holds a *watch*. A poll is sent only while there is a watch,
//! and at most one poll is under way. Every watch ends: with the reading that it waits for, with a
//! failure, or at its deadline.
//!
//! This is a whole export, with a script instead of a network:
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

mod machine;
mod progress;
mod watch;

pub use machine::{Action, Poller};
pub(crate) use progress::{Progress, ended};
pub use watch::{Until, WatchId};
