//! Builds the paths of the authoring API, and reads them back.

use crate::http::Method;
use crate::url::AbsoluteUrl;
use crate::{Job, Result};

use super::table::{Row, rows};
use super::{Arguments, Family, Operation, template};

/// Returns the path of the projects of a family.
pub(super) fn projects(family: Family, authoring: bool) -> String {
    let authoring = if authoring { "/authoring" } else { "" };
    text!("/language{}/{}/projects", authoring, family.as_str())
}

/// Returns the path of an operation's job. Question answering deletes projects without `global/`
/// (docs/contracts/azure-language.md#question-answering).
pub(super) fn job_template(row: &Row, family: Family) -> Option<&'static str> {
    let template = row.job.filter(|_| row.has.of(family) != 0)?;
    Some(match template.strip_prefix("global/") {
        Some(below) if family == Family::QueryKnowledgebases => below,
        _ => template,
    })
}

/// The path of a job, in parts.
pub(super) struct JobPath {
    /// True if the path has `authoring/`.
    pub(super) authoring: bool,
    pub(super) operation: Operation,
    pub(super) names: Arguments,
}

impl JobPath {
    pub(super) fn encode(&self, family: Family) -> Result<String> {
        let template = job_template(self.operation.row(), family).unwrap_or_default();
        Ok(projects(family, self.authoring) + &template::encode(template, &self.names)?)
    }

    /// Reads the path of a job or of its result. Returns `None` for other paths.
    pub(super) fn parse(family: Family, path: &str) -> Option<Self> {
        // The service treats a doubled slash as one
        // (docs/contracts/azure-language.md#urls-ids-and-dates).
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
        let below: Vec<&str> = segments.collect();
        let find = |below: &[&str]| {
            rows().find_map(|row| {
                let names = template::decode_path(job_template(row, family)?, below)?;
                Some(Self { authoring, operation: row.operation, names })
            })
        };
        find(&below).or_else(|| match below.split_last() {
            Some((&"result", job)) => find(job),
            _ => None,
        })
    }
}

impl JobPath {
    /// Returns whether the path is that of a job: operation, project and id. Ignores case, because
    /// it is not known whether the service ignores it
    /// (docs/contracts/azure-language.md#what-is-not-known).
    pub(super) fn is_of(&self, job: &Job) -> bool {
        let same = |one: Option<&String>, other: Option<&str>| match (one, other) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => true,
        };
        self.operation.as_str() == job.operation
            && same(self.names.project.as_ref(), job.project.as_deref())
            && same(self.names.job.as_ref(), Some(&job.id))
    }
}

/// Returns the path of a job's result, which is below the job's path. In 2021 text and
/// conversations had a separate path for it (docs/contracts/azure-language.md#api-versions).
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

/// Returns the operation of a request and the names in its path. A proxy may add prefixes to the
/// path.
pub(super) fn recognize(
    family: Family,
    method: Method,
    url: &str,
) -> Option<(Operation, Arguments)> {
    let url = AbsoluteUrl::parse(url).ok()?;
    let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    let at = segments.windows(2).position(|pair| pair == [family.as_str(), "projects"])?;
    let below = segments.get(at + 2..)?;
    rows()
        .filter(|row| row.method == method && row.has.of(family) != 0)
        .find_map(|row| Some((row.operation, template::decode_path(row.path, below)?)))
}
