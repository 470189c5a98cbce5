//! Calls of operations that do not run as jobs.

use std::rc::Rc;

use crate::http::{Method, Request};
use crate::service::{Failures, Pace};
use crate::{Error, ErrorCode, Response, Result, lost_write};

use super::{AzureLanguage, Operation};

/// Limit on the pages of a list. The service sends a hundred items a page, and a project has at
/// most some ten thousand examples.
const MAX_PAGES: usize = 1_000;

/// A call of an operation that does not run as a job. Performs no I/O.
///
/// A call that only reads is repeated like a poll. A list is read to its last page. A call that
/// changes something is sent only once, because it may have taken effect although no answer came.
///
/// ```
/// use export_jobs::Response;
/// use export_jobs::service::Pace;
/// use export_jobs::service::azure_language::{Arguments, Inquiry, Operation};
/// use export_jobs::service::{AzureLanguage, Family};
///
/// let client = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None)?;
/// let request = client.operation_request(Operation::ListProjects, &Arguments::new())?;
/// let mut inquiry = Inquiry::new(client.into(), &request, Pace::default())?;
/// let page = |json: &str| Response {
///     status: 200, headers: Default::default(), body: json.into(), received_at_ms: 0,
/// };
/// let next = "https://contoso.example/language/authoring/analyze-text/projects?skip=1";
/// let first = page(&format!(r#"{{"value":[],"nextLink":"{next}"}}"#));
/// assert!(inquiry.answered(&first)?.is_some_and(|request| request.url.starts_with(next)));
/// assert_eq!(inquiry.answered(&page(r#"{"value":[]}"#))?, None);
/// # Ok::<(), export_jobs::Error>(())
/// ```
pub struct Inquiry {
    service: Rc<AzureLanguage>,
    operation: Operation,
    pace: Pace,
    failures: Failures,
    /// The URLs that were read, in order.
    urls: Vec<String>,
}

impl Inquiry {
    /// Creates the call for a request.
    ///
    /// # Errors
    /// `invalidArgument` when the request submits a job, or is not an operation of this client.
    pub fn new(service: Rc<AzureLanguage>, request: &Request, pace: Pace) -> Result<Self> {
        let Some(operation) = service.operation_of(request) else {
            return Err(Error::invalid_argument(format!(
                "The request is not an operation of {}. Use a request that a builder of this client \
                 made. To read a job's status, use follow.",
                service.family().as_str()
            )));
        };
        if operation.is_job() {
            return Err(Error::invalid_argument(format!(
                "{} runs as a job: give its request to start.",
                operation.as_str()
            )));
        }
        let urls = vec![request.url.clone()];
        Ok(Self { service, operation, pace, failures: Failures::default(), urls })
    }

    /// Returns the operation.
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// Returns whether the answer has pages.
    pub fn is_list(&self) -> bool {
        self.operation.row().is_paged
    }

    /// Checks an answer. Returns the request of the next page, if there is one.
    ///
    /// # Errors
    /// The failure that the answer means. [`Inquiry::retry_in`] decides whether to send again.
    pub fn answered(&mut self, response: &Response) -> Result<Option<Request>> {
        let next = self.service.check_answer(self.operation, response)?;
        self.failures = Failures::default();
        Ok(next)
    }

    /// Moves to the next page.
    ///
    /// # Errors
    /// `unreadableResponse` when that page was read before, or there are too many pages.
    pub fn turn_to(&mut self, next: &Request) -> Result<()> {
        if self.urls.contains(&next.url) || self.urls.len() >= MAX_PAGES {
            return Err(Error::new(
                ErrorCode::UnreadableResponse,
                format!(
                    "The pages of {} have no end: page {} has a nextLink to one that was already read, \
                     or there are too many.",
                    self.operation.as_str(),
                    self.urls.len()
                ),
            ));
        }
        self.urls.push(next.url.clone());
        Ok(())
    }

    /// Returns how many milliseconds to wait before sending again.
    ///
    /// # Errors
    /// The given error, if another attempt would not help or might change something twice.
    pub fn retry_in(&mut self, error: Error, jitter: f64) -> Result<u64> {
        if self.operation.row().method != Method::Get {
            return Err(lost_write(error));
        }
        if !self.failures.wait_out(&error) {
            return Err(error);
        }
        Ok(self.pace.after_failure(self.failures.total(), &error, jitter))
    }
}
