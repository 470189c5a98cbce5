//! Downloads the result of a job.

use crate::{Download, Response, Result, ResultFile};

use super::host::Host;
use super::machine::Workflow;
use super::task::{Expected, Party};
use super::within::within;

/// A downloaded result.
#[derive(Clone, Debug, PartialEq)]
pub struct Downloaded {
    /// The answer. Its body is the file.
    pub response: Response,
    /// The file's media type and name.
    pub file: ResultFile,
}

/// Downloads a job's result from the [`Party::Resource`] 0, within `left_ms`. `timeout_ms` is the time
/// limit that the caller set, for the message.
pub fn download(mut download: Download, left_ms: u64, timeout_ms: u64) -> Workflow<Downloaded> {
    Workflow::new(move |host| async move {
        let deadline = host.now().saturating_add(left_ms);
        let mut take = |response, file| Ok(Downloaded { response, file });
        let whole =
            download_with(&host, Party::Resource(0), Expected::File, &mut download, &mut take);
        let whole = within(&host, deadline, whole).await;
        whole.unwrap_or_else(|| Err(download.late(timeout_ms)))
    })
}

/// Sends the request of a download until the file is complete and `take` accepts it.
///
/// # Errors
/// The last failure, when another attempt would not help.
pub(crate) async fn download_with<T>(
    host: &Host,
    to: Party,
    expected: Expected,
    download: &mut Download,
    take: &mut dyn FnMut(Response, ResultFile) -> Result<T>,
) -> Result<T> {
    loop {
        let answer = host.send(to, download.request().clone(), expected).await;
        let taken = answer.and_then(|response| {
            let file = download.received(&response)?;
            take(response, file)
        });
        match taken {
            Ok(taken) => return Ok(taken),
            Err(error) => host.sleep(download.retry_in(error, host.jitter())?).await,
        }
    }
}
