//! How the replication of one project ended.

use crate::json::{JsonWriter, Members, Value};
use crate::{Error, ErrorCode, Result, ServiceError};

use super::Step;

/// How it ended. Only [`Ending::Done`] and [`Ending::Stopped`] are what was wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// All steps are done.
    Done,
    /// The last wanted step is done.
    Stopped(Step),
    /// A step failed. What was done stays; whoever resumes begins with this step.
    Failed {
        /// The step.
        step: Step,
        /// What went wrong, and what to do.
        error: Error,
    },
}

impl Ending {
    pub(super) fn write(&self, out: &mut JsonWriter) {
        let (state, step) = match self {
            Self::Done => ("done", None),
            Self::Stopped(step) => ("stopped", Some(step)),
            Self::Failed { step, .. } => ("failed", Some(step)),
        };
        out.text("state", state);
        out.option("step", step.map(|step| step.as_str()));
        if let Self::Failed { error, .. } = self {
            out.object("error", |out| {
                out.text("code", error.code().as_str());
                out.text("message", error.message());
                if let Some(status) = error.status() {
                    out.number("status", status.into());
                }
                out.option("requestId", error.request_id());
                out.list("errors", error.errors(), |it, out| {
                    out.text("code", &it.code);
                    out.text("message", &it.message);
                    out.option("target", it.target.as_deref());
                });
            });
        }
    }

    pub(super) fn read(value: &Value<'_>) -> Result<Self> {
        let members = Members::of("The state's ending", value)?;
        let step = members.text("step")?.map(|name| Step::parse(&name)).transpose()?;
        Ok(match (members.required("state")?.as_str(), step) {
            ("stopped", Some(step)) => Self::Stopped(step),
            ("failed", Some(step)) => {
                let error = match members.get("error") {
                    Some(value) => {
                        let members = Members::of("An error in the state", value)?;
                        let name = members.required("code")?;
                        let code = ErrorCode::find(&name);
                        let code = code.unwrap_or(ErrorCode::HttpError);
                        let error = Error::new(code, members.required("message")?)
                            .with_request_id(members.text("requestId")?.as_deref())
                            .with_errors(
                                members.list("errors", |value| Ok(ServiceError::read(value)))?,
                            );
                        match u16::try_from(members.number("status")?) {
                            Ok(status @ 1..) => error.with_status(status),
                            _ => error,
                        }
                    }
                    None => Error::new(ErrorCode::HttpError, "It is not known what failed."),
                };
                Self::Failed { step, error }
            }
            _ => Self::Done,
        })
    }
}
