//! Exports a project, from the submission to the bytes.

use std::pin::Pin;
use std::rc::Rc;

use export_jobs_project::ExportedProject;

use crate::service::{ExportOptions, Service};
use crate::time::rfc3339_ms;
use crate::workflow::{self, Expected, Host};
use crate::{Download, Error, ErrorCode, Job, JobStatus, Response, Result};

use super::resource::{Resource, is_gone};

/// The future that saves a new job, before the job is followed.
pub(crate) type Saving<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// The project to export.
pub(crate) struct Wanted {
    /// The project's name.
    pub(crate) name: String,
    /// The project's kind, if the service has sent it.
    pub(crate) kind: Option<String>,
}

impl Wanted {
    /// Refuses the file of another project. Files of question answering have neither name nor kind.
    fn check(&self, response: &Response, file: &ExportedProject) -> Result<()> {
        let summary = file.summary();
        if let Some(name) = summary.name.as_ref().filter(|name| **name != self.name) {
            return Err(response.unreadable(&text!(
                "it is the file of the project \"{}\" instead of \"{}\"",
                name,
                self.name
            )));
        }
        if let Some((kind, wanted)) = summary.kind.as_ref().zip(self.kind.as_ref())
            && !kind.eq_ignore_ascii_case(wanted)
        {
            return Err(response.unreadable(&text!(
                "its project is of the kind {}, but \"{}\" is of the kind {}",
                kind,
                self.name,
                wanted
            )));
        }
        Ok(())
    }
}

/// The exported file of a project.
pub(crate) struct Exported {
    /// The file. It is of the requested project.
    pub(crate) file: ExportedProject,
    /// When the export began, RFC 3339 as sent.
    began_at: Option<String>,
}

impl Exported {
    /// Returns whether the export began in a later second than the project's last change.
    pub(crate) fn is_later_than(&self, changed_at: &str) -> bool {
        self.began_at.as_deref().is_none_or(|began_at| is_in_later_second(began_at, changed_at))
    }
}

/// Returns whether a date is in a later second than a change. Dates of changes may be in whole
/// seconds: a change before the date and one after it could have the same date. Returns true if a
/// date cannot be read.
fn is_in_later_second(date: &str, changed_at: &str) -> bool {
    let second = |date: &str| rfc3339_ms(date).map(|ms| ms / 1_000);
    second(date).zip(second(changed_at)).is_none_or(|(date, changed)| date > changed)
}

/// Exports a project and downloads its file. An export changes nothing at the service, so it is sent
/// again when its answer is lost.
///
/// `earlier` is a job that may still have the file. `started` is called with a new job before the job
/// is followed.
///
/// # Errors
/// The reason why there is no file.
pub(crate) async fn exported<'a>(
    host: &'a Host,
    resource: &'a Resource,
    wanted: Wanted,
    earlier: Option<Job>,
    started: &'a dyn Fn(Job) -> Saving<'a>,
    seen: &'a dyn Fn(&JobStatus),
) -> Result<Exported> {
    /// The number of attempts at an export. A job that disappears each time will do so again.
    const ATTEMPTS: u32 = 3;
    let mut job = earlier;
    let mut last = None;
    for _ in 0..ATTEMPTS {
        // The failure of an earlier session's job is no reason to give up.
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
    Err(last.unwrap_or_else(|| {
        Error::new(ErrorCode::Expired, "The service no longer keeps the export.")
    }))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_without_a_date_counts_as_later() {
        let file = br#"{"projectFileVersion":"2023-04-01","metadata":{},"assets":{}}"#;
        let is_later = |began_at: Option<&str>| {
            let file = ExportedProject::parse(file.to_vec()).unwrap();
            let exported = Exported { file, began_at: began_at.map(str::to_owned) };
            exported.is_later_than("2026-01-02T03:04:05Z")
        };
        assert!(is_later(Some("2026-01-02T03:04:06Z")) && is_later(None));
        assert!(!is_later(Some("2026-01-02T03:04:05Z")));
    }

    #[test]
    fn a_later_moment_of_the_same_second_is_not_in_a_later_second() {
        let changed = "2026-01-02T03:04:05.200Z";
        assert!(!is_in_later_second("2026-01-02T03:04:05.900Z", changed));
        assert!(!is_in_later_second("2026-01-02T03:04:04.900Z", changed));
        assert!(is_in_later_second("2026-01-02T03:04:06Z", changed));
        assert!(is_in_later_second("yesterday", changed), "a date that cannot be read");
    }
}
