//! The paths of the authoring API, built and read back.

use crate::url::{AbsoluteUrl, decode};
use crate::{Method, Result};

use super::{Family, Operation, OperationArguments};

/// The path below which everything lies.
pub(super) fn projects(family: Family, authoring: bool) -> String {
    let authoring = if authoring { "/authoring" } else { "" };
    format!("/language{authoring}/{}/projects", family.as_str())
}

/// The path of an operation's job, in the contract's form. Question answering has the deletion of
/// projects without `global/` (reference, section 1.4).
fn job_path(operation: Operation, family: Family) -> &'static str {
    let path = operation.contract().job;
    if family == Family::QueryKnowledgebases {
        path.strip_prefix("global/").unwrap_or(path)
    } else {
        path
    }
}

/// The path of a job, in parts.
pub(super) struct JobPath {
    /// Whether `authoring/` is part of the path.
    pub(super) authoring: bool,
    pub(super) operation: Operation,
    pub(super) arguments: OperationArguments,
}

impl JobPath {
    pub(super) fn encode(&self, family: Family) -> Result<String> {
        let path = job_path(self.operation, family);
        // A deletion's URL does not hold its project, which the job names all the same.
        let named = OperationArguments { project: None, ..self.arguments.clone() };
        named.refuse_surplus(path)?;
        Ok(projects(family, self.authoring) + &self.arguments.encode(path)?)
    }

    /// Reads the path of a job or of its result. None: it is neither.
    pub(super) fn parse(family: Family, path: &str) -> Option<Self> {
        let (authoring, segments) = segments_below(family, path)?;
        let (last, rest) = segments.split_last()?;
        // A job may be called so itself.
        let of_result = || (last == "result").then(|| job_in(family, rest)).flatten();
        let (operation, arguments) = job_in(family, &segments).or_else(of_result)?;
        Some(Self { authoring, operation, arguments })
    }
}

fn job_in(family: Family, segments: &[String]) -> Option<(Operation, OperationArguments)> {
    // A deployment's own job comes after that of an exchange, whose path could be its.
    Operation::ALL.iter().find_map(|operation| {
        let arguments = OperationArguments::decode(job_path(*operation, family), segments)?;
        arguments.job.is_some().then_some((*operation, arguments))
    })
}

/// Which operation a request asks for, and of what.
pub(super) fn operation_of(
    family: Family,
    method: Method,
    path: &str,
) -> Option<(Operation, OperationArguments)> {
    let (_, segments) = segments_below(family, path)?;
    Operation::ALL.iter().find_map(|operation| {
        let contract = operation.contract();
        if contract.method != method {
            return None;
        }
        Some((*operation, OperationArguments::decode(contract.path, &segments)?))
    })
}

/// The decoded segments below `…/projects`, and whether `authoring/` is part of the path.
fn segments_below(family: Family, path: &str) -> Option<(bool, Vec<String>)> {
    // The service takes a doubled slash for one (reference, section 3).
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    if segments.next()? != "language" {
        return None;
    }
    let mut segment = segments.next()?;
    let authoring = segment == "authoring";
    if authoring {
        segment = segments.next()?;
    }
    if segment != family.as_str() {
        return None;
    }
    segment = segments.next()?;
    if segment == "internal" {
        segment = segments.next()?;
    }
    (segment == "projects").then(|| (authoring, segments.map(decode).collect()))
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

/// The path of a URL that a request went to.
pub(super) fn path_of(url: &str) -> Option<AbsoluteUrl> {
    AbsoluteUrl::parse(url).ok()
}
