//! Operations that do not run as jobs. Lists are read page by page.

use std::cell::RefCell;

use crate::service::azure_language::Inquiry;
use crate::{Error, ErrorCode, Request, Response, Result, Sending};

use super::host::Host;
use super::machine::Workflow;
use super::read::MAX_PAGE_BYTES;
use super::task::{Expected, Party};
use super::within::within;

/// The size limit of all pages of a list together, in bytes. The pages are kept until the last one
/// has arrived.
const MAX_LIST_BYTES: usize = 256 << 20;

/// Sends the request of an operation that does not run as a job to the [`Party::Resource`] 0. Returns
/// its answer, or all pages of a list. A request that only reads is repeated until it is answered, for
/// at most `timeout_ms`.
pub fn inquire(inquiry: Inquiry, request: Request, timeout_ms: u64) -> Workflow<Vec<Response>> {
    Workflow::new(move |host| async move {
        let inquiry = RefCell::new(inquiry);
        let last_failure = RefCell::default();
        let deadline = host.now().saturating_add(timeout_ms);
        let pages = read_pages(&host, &inquiry, request, &last_failure);
        if let Some(outcome) = within(&host, deadline, pages).await {
            return outcome;
        }
        Err(last_failure.take().unwrap_or_else(|| {
            let message = format!("No complete answer within {timeout_ms} ms (timeoutMs).");
            let late = Error::new(ErrorCode::Timeout, message);
            // A request that changes something may have arrived, and the error says so.
            inquiry.borrow_mut().retry_in(late.clone(), 0.0).err().unwrap_or(late)
        }))
    })
}

/// Reads all pages. While it waits after a failure, stores the failure in `last_failure`.
async fn read_pages(
    host: &Host,
    inquiry: &RefCell<Inquiry>,
    mut request: Request,
    last_failure: &RefCell<Option<Error>>,
) -> Result<Vec<Response>> {
    let mut pages = Vec::new();
    let mut size: usize = 0;
    loop {
        let (to, expected) = (Party::Resource(0), Expected::Answer(MAX_PAGE_BYTES));
        let answer = host.send_as(to, request.clone(), Sending::Renewed, expected).await;
        let read = answer.and_then(|response| {
            let next = inquiry.borrow_mut().answered(&response)?;
            size = size.saturating_add(response.body.len());
            if size > MAX_LIST_BYTES {
                let message =
                    "The list has more than 256 MB, which is longer than any list of the service.";
                return Err(Error::invalid_argument(message));
            }
            pages.push(response);
            Ok(next)
        });
        match read {
            Ok(next) => {
                last_failure.replace(None);
                let Some(next) = next else { return Ok(pages) };
                inquiry.borrow_mut().turn_to(&next)?;
                request = next;
            }
            Err(error) => {
                let wait_ms = inquiry.borrow_mut().retry_in(error.clone(), host.jitter())?;
                last_failure.replace(Some(error));
                host.sleep(wait_ms).await;
            }
        }
    }
}
