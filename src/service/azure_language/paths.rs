//! The paths of the authoring API, built and read back.

use crate::url::{AbsoluteUrl, PathSegment, decode};
use crate::{Error, Result};

use super::{Family, Operation};

/// The specification's `maxLength` of a project name. The documentation says 50, but names are the
/// service's to refuse.
const MAX_PROJECT_NAME: usize = 100;

fn projects(family: Family, authoring: bool) -> String {
    let authoring = if authoring { "/authoring" } else { "" };
    format!("/language{authoring}/{}/projects/", family.as_str())
}

/// The path of a project.
pub(super) fn project(family: Family, authoring: bool, name: &str) -> Result<String> {
    if name.contains(['/', '\\']) {
        return Err(Error::invalid_argument(format!(
            "The project name \"{name}\" holds a slash, which no project name can."
        )));
    }
    if name.chars().nth(MAX_PROJECT_NAME).is_some() {
        return Err(Error::invalid_argument(format!(
            "The project name is longer than {MAX_PROJECT_NAME} characters."
        )));
    }
    let name = PathSegment { what: "the project name", text: name }.encode()?;
    Ok(projects(family, authoring) + &name)
}

/// The path of a job, in parts.
pub(super) struct JobPath {
    /// Whether `authoring/` is part of the path.
    pub(super) authoring: bool,
    pub(super) operation: Operation,
    pub(super) project: String,
    pub(super) id: String,
}

impl JobPath {
    pub(super) fn encode(&self, family: Family) -> Result<String> {
        Ok(format!(
            "{}/{}/jobs/{}",
            project(family, self.authoring, &self.project)?,
            self.operation.as_str(),
            PathSegment { what: "the job id", text: &self.id }.encode()?
        ))
    }

    /// Reads the path of a job or of its result. None: it is neither.
    pub(super) fn parse(family: Family, path: &str) -> Option<Self> {
        // The service takes a doubled slash for one (reference, section 3).
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let mut next = || segments.next();
        if next()? != "language" {
            return None;
        }
        let mut segment = next()?;
        let authoring = segment == "authoring";
        if authoring {
            segment = next()?;
        }
        if segment != family.as_str() {
            return None;
        }
        segment = next()?;
        if segment == "internal" {
            segment = next()?;
        }
        if segment != "projects" {
            return None;
        }
        let project = decode(next()?);
        let operation = Operation::parse(next()?).ok()?;
        if next()? != "jobs" {
            return None;
        }
        let id = decode(next()?);
        match next() {
            None => {}
            Some("result") if next().is_none() => {}
            Some(_) => return None,
        }
        Some(Self { authoring, operation, project, id })
    }
}

/// The path of a job's result: one below the job's. In 2021 text and conversations had it on a
/// path of its own (reference, section 1.5).
pub(super) fn result_of(job_path: &str, family: Family) -> String {
    let old = family != Family::QueryKnowledgebases
        && JobPath::parse(family, job_path).is_some_and(|path| !path.authoring);
    let mut path = String::new();
    for segment in job_path.split('/').skip(1) {
        if old && segment == "projects" {
            path.push_str("/internal");
        }
        path.push('/');
        path.push_str(segment);
    }
    path + "/result"
}

/// Which project and operation a submission's URL is about.
pub(super) fn submission(family: Family, url: &str) -> Option<(String, Operation)> {
    let url = AbsoluteUrl::parse(url).ok()?;
    let mut segments = url.path().rsplit('/');
    let operation = segments.next()?.strip_prefix(':')?;
    let project = decode(segments.next()?);
    let is_known = segments.next()? == "projects" && segments.next()? == family.as_str();
    is_known.then(|| Operation::parse(operation).ok().map(|operation| (project, operation)))?
}
