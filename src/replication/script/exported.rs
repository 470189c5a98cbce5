//! Exports, from the submission to the bytes.

use std::pin::Pin;
use std::rc::Rc;

use crate::service::{ExportOptions, Service};
use crate::workflow::{self, Desk};
use crate::{Download, Error, ErrorCode, Job, JobStatus, Response, Result};

use super::side::{Side, is_gone};

/// What is waited for before a new job is followed.
pub(crate) type Saving<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// Exports a project and downloads its file. An export changes nothing at the service, so one
/// whose answer was lost is simply sent again.
///
/// `earlier` is a job that may still have the file; `started` hears of a new one before it is
/// followed.
///
/// # Errors
/// Why there is no file.
pub(crate) async fn exported<'a>(
    desk: &'a Desk,
    side: &'a Side,
    project: String,
    earlier: Option<Job>,
    started: &'a dyn Fn(Job) -> Saving<'a>,
    seen: &'a dyn Fn(&JobStatus),
) -> Result<Vec<u8>> {
    /// A job that is gone again and again is no accident.
    const ATTEMPTS: u32 = 3;
    let mut job = earlier;
    let mut last = None;
    for _ in 0..ATTEMPTS {
        // Whatever became of one of an earlier session is no reason not to try anew.
        let was_earlier = job.is_some();
        let current = match job.take() {
            Some(job) => job,
            None => {
                let request = side.client.export_request(&project, &ExportOptions::default())?;
                let take = |response: &Response| side.client.read_submission(&request, response);
                let submitted =
                    workflow::read(desk, side.party, side.pace(), &request, take).await?;
                started(submitted.clone()).await?;
                submitted
            }
        };
        match file_of(desk, side, current, seen).await {
            Ok(file) => return Ok(file),
            Err(error) if was_earlier || is_gone(&error) => {
                last = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| Error::new(ErrorCode::Expired, "The export is no longer kept.")))
}

async fn file_of(desk: &Desk, side: &Side, job: Job, seen: &dyn Fn(&JobStatus)) -> Result<Vec<u8>> {
    let status = side.follow(job.clone(), side.pace(), seen).await?;
    let service: Rc<dyn Service> = side.client.clone();
    let mut download = Download::new(service, &job, &status, side.pace())?;
    loop {
        let answer = desk.send(side.party, download.request().clone()).await;
        let received = answer.and_then(|response| {
            download.received(&response)?;
            Ok(response.body)
        });
        match received {
            Ok(body) => return Ok(body),
            Err(error) => {
                let wait = download.retry_in(error, desk.jitter())?;
                desk.sleep(wait).await;
            }
        }
    }
}
