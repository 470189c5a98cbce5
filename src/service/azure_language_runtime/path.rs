//! Builds the path of an analysis job, and reads it back.

use crate::Result;
use crate::url::{PathSegment, decode};

use super::JobFamily;

/// The parts of a path such as `/language/analyze-text/jobs/{jobId}`. The authoring paths of 2021
/// begin in the same way, but continue with `projects`.
pub(super) struct JobPath {
    pub(super) family: JobFamily,
    pub(super) id: String,
}

impl JobPath {
    pub(super) fn encode(&self) -> Result<String> {
        let id = PathSegment { what: "the job id", text: &self.id }.encode()?;
        Ok(format!("/language/{}/jobs/{id}", self.family.as_str()))
    }

    /// Parses the path of a job. Returns `None` for other paths.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let mut next = || segments.next();
        let is_language = next()? == "language";
        let family = JobFamily::parse(next()?).ok()?;
        let fits = is_language && next()? == "jobs";
        // A colon begins an action, such as `:cancel`.
        let id = next().filter(|id| fits && !id.contains(':'))?;
        next().is_none().then(|| Self { family, id: decode(id) })
    }
}
