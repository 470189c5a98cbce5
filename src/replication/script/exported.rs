//! Exports, from the submission to the bytes.

use std::pin::Pin;
use std::rc::Rc;

use export_jobs_project::ExportedProject;

use crate::service::{ExportOptions, Service};
use crate::time::rfc3339_ms;
use crate::workflow::{self, Expected, Host};
use crate::{Download, Error, ErrorCode, Job, JobStatus, Response, Result};

use super::resource::{Resource, is_gone};

/// What is waited for before a new job is followed.
pub(crate) type Saving<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// Which project to export.
pub(crate) struct Wanted {
    /// Its name.
    pub(crate) name: String,
    /// Its kind, where the service says it.
    pub(crate) kind: Option<String>,
}

impl Wanted {
    /// Refuses the file of another project. Files of question answering name neither.
    fn check(&self, response: &Response, file: &ExportedProject) -> Result<()> {
        let summary = file.summary();
        if let Some(name) = summary.name.as_ref().filter(|name| **name != self.name) {
            return Err(response.unreadable(format_args!(
                "it is the file of the project \"{name}\", and \"{}\" was exported",
                self.name
            )));
        }
        if let Some((kind, wanted)) = summary.kind.as_ref().zip(self.kind.as_ref())
            && !kind.eq_ignore_ascii_case(wanted)
        {
            return Err(response.unreadable(format_args!(
                "it is the file of a project of the kind {kind}, and \"{}\" is of the kind {wanted}",
                self.name
            )));
        }
        Ok(())
    }
}

/// A project's file.
pub(crate) struct Exported {
    /// The file, which is of the project that was asked for.
    pub(crate) file: ExportedProject,
    /// When its export began, RFC 3339 as sent.
    began_at: Option<String>,
}

impl Exported {
    /// Returns whether the export began in a later second than a change. Dates of change may have
    /// whole seconds only: within one second, a change after the export could have the same date as
    /// one before it. Dates that cannot be read tell nothing.
    pub(crate) fn is_later_than(&self, changed_at: &str) -> bool {
        let second = |date: &str| rfc3339_ms(date).map(|ms| ms / 1_000);
        match (self.began_at.as_deref().and_then(second), second(changed_at)) {
            (Some(began), Some(changed)) => began > changed,
            _ => true,
        }
    }
}

/// Exports a project and downloads its file. An export changes nothing at the service, so one
/// whose answer was lost is simply sent again.
///
/// `earlier` is a job that may still have the file; `started` hears of a new one before it is
/// followed.
///
/// # Errors
/// Why there is no file.
pub(crate) async fn exported<'a>(
    host: &'a Host,
    resource: &'a Resource,
    wanted: Wanted,
    earlier: Option<Job>,
    started: &'a dyn Fn(Job) -> Saving<'a>,
    seen: &'a dyn Fn(&JobStatus),
) -> Result<Exported> {
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
                let request =
                    resource.client.export_request(&wanted.name, &ExportOptions::default())?;
                let take = |response: &Response| resource.submitted(&request, response);
                let submitted =
                    workflow::read(host, resource.party, resource.pace(), &request, take).await?;
                started(submitted.clone()).await?;
                submitted
            }
        };
        match file_of(host, resource, &wanted, current, seen).await {
            Ok(file) => return Ok(file),
            Err(error) if was_earlier || is_gone(&error) => {
                last = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| Error::new(ErrorCode::Expired, "The export is no longer kept.")))
}

async fn file_of(
    host: &Host,
    resource: &Resource,
    wanted: &Wanted,
    job: Job,
    seen: &dyn Fn(&JobStatus),
) -> Result<Exported> {
    let status = resource.follow(job.clone(), resource.pace(), seen).await?;
    let service: Rc<dyn Service> = resource.client.clone();
    let mut download = Download::new(service, &job, &status, resource.pace())?;
    let mut take = |mut response: Response, _| {
        let file = ExportedProject::parse(std::mem::take(&mut response.body))?;
        wanted.check(&response, &file)?;
        Ok(file)
    };
    let (to, expected) = (resource.party, Expected::File);
    let file = workflow::download_with(host, to, expected, &mut download, &mut take).await?;
    Ok(Exported { file, began_at: status.created_at })
}
