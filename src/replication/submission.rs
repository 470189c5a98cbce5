//! How far a submission has come, for whoever goes on later.

use crate::json::{JsonWriter, Members, Value};
use crate::{Job, Result};

/// A submission that must not be made twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Submission {
    /// Nothing was sent.
    #[default]
    Unsent,
    /// A request may have been sent. It is looked for at the service before another is.
    Sending,
    /// The service took it as this job.
    Running(Job),
    /// It has ended well; with the job, if one was followed.
    Done(Option<Job>),
}

impl Submission {
    /// Returns whether it has ended well.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    /// The job, once the service has named it.
    pub fn job(&self) -> Option<&Job> {
        match self {
            Self::Running(job) | Self::Done(Some(job)) => Some(job),
            _ => None,
        }
    }

    pub(super) fn write(&self, name: &str, out: &mut JsonWriter) {
        let state = match self {
            Self::Unsent => return,
            Self::Sending => "sending",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
        };
        out.object(name, |out| {
            out.text("state", state);
            if let Some(job) = self.job() {
                out.object("job", |out| {
                    out.text("service", &job.service);
                    out.text("operation", &job.operation);
                    out.option("project", job.project.as_deref());
                    out.text("id", &job.id);
                    out.text("url", &job.url);
                });
            }
        });
    }

    /// Reads it back. What cannot be understood may have been sent: it is looked for.
    pub(super) fn read(value: Option<&Value<'_>>) -> Result<Self> {
        let Some(value) = value else { return Ok(Self::Unsent) };
        let members = Members::of("A submission in the state", value)?;
        let job = match members.get("job") {
            Some(value) => {
                let members = Members::of("A job in the state", value)?;
                Some(Job {
                    service: members.required("service")?,
                    operation: members.required("operation")?,
                    project: members.text("project")?,
                    id: members.required("id")?,
                    url: members.required("url")?,
                })
            }
            None => None,
        };
        Ok(match (members.required("state")?.as_str(), job) {
            ("done", job) => Self::Done(job),
            ("running", Some(job)) => Self::Running(job),
            _ => Self::Sending,
        })
    }
}
