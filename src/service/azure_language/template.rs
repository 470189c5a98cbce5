//! Paths with placeholders, filled in and read back.

use crate::text::digits;
use crate::url::{PathSegment, decode};
use crate::{Error, Result};

use super::Arguments;

/// The specification's `maxLength` of a project name. The documentation says 50. Names in between
/// are left for the service to judge.
const MAX_NAME: usize = 100;

/// A placeholder for a name in a template.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Placeholder {
    Project,
    Deployment,
    Model,
    ExportedModel,
    Job,
}

impl Placeholder {
    const ALL: [Self; 5] =
        [Self::Project, Self::Deployment, Self::Model, Self::ExportedModel, Self::Job];

    fn of(segment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.mark() == segment)
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Project => "{project}",
            Self::Deployment => "{deployment}",
            Self::Model => "{model}",
            Self::ExportedModel => "{exportedModel}",
            Self::Job => "{job}",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Project => "the project name",
            Self::Deployment => "the deployment name",
            Self::Model => "the model label",
            Self::ExportedModel => "the exported model's name",
            Self::Job => "the job id",
        }
    }

    fn within(self, arguments: &Arguments) -> Option<&str> {
        match self {
            Self::Project => arguments.project.as_deref(),
            Self::Deployment => arguments.deployment.as_deref(),
            Self::Model => arguments.model.as_deref(),
            Self::ExportedModel => arguments.exported_model.as_deref(),
            Self::Job => arguments.job.as_deref(),
        }
    }

    fn put(self, arguments: &mut Arguments, text: String) {
        *match self {
            Self::Project => &mut arguments.project,
            Self::Deployment => &mut arguments.deployment,
            Self::Model => &mut arguments.model,
            Self::ExportedModel => &mut arguments.exported_model,
            Self::Job => &mut arguments.job,
        } = Some(text);
    }
}

/// Fills in a template. A slash precedes each segment.
pub(super) fn encode(template: &str, arguments: &Arguments) -> Result<String> {
    let mut path = String::new();
    for segment in template.split('/').filter(|segment| !segment.is_empty()) {
        path.push('/');
        let Some(placeholder) = Placeholder::of(segment) else {
            path.push_str(segment);
            continue;
        };
        let what = placeholder.what();
        let Some(text) = placeholder.within(arguments) else {
            return Err(Error::invalid_argument(text!("Give {}: it is missing.", what)));
        };
        if placeholder != Placeholder::Job {
            if text.contains(['/', '\\']) {
                return Err(Error::invalid_argument(text!(
                    "\"{}\" holds a slash, which cannot be in {}.",
                    text,
                    what
                )));
            }
            if text.chars().nth(MAX_NAME).is_some() {
                return Err(Error::invalid_argument(text!(
                    "Shorten {}: it is longer than {} characters.",
                    what,
                    digits(MAX_NAME as u64)
                )));
            }
        }
        path.push_str(&PathSegment { what, text }.encode()?);
    }
    Ok(path)
}

/// Refuses names for which a template has no placeholder.
pub(super) fn refuse_others(template: &str, arguments: &Arguments) -> Result<()> {
    for placeholder in Placeholder::ALL {
        let is_known = template.split('/').any(|segment| segment == placeholder.mark());
        if !is_known && placeholder.within(arguments).is_some() {
            return Err(Error::invalid_argument(text!(
                "The operation does not take {}: leave it out.",
                placeholder.what()
            )));
        }
    }
    Ok(())
}

/// Reads the names back from a path. Returns `None` if the path does not match the template.
pub(super) fn decode_path(template: &str, segments: &[&str]) -> Option<Arguments> {
    let mut arguments = Arguments::default();
    let mut segments = segments.iter();
    for expected in template.split('/').filter(|segment| !segment.is_empty()) {
        let segment = segments.next()?;
        match Placeholder::of(expected) {
            Some(placeholder) => placeholder.put(&mut arguments, decode(segment)),
            None if expected == *segment => {}
            None => return None,
        }
    }
    segments.next().is_none().then_some(arguments)
}
