//! Where a replication stands, in words for people.

use crate::json::object;

use super::Step;

/// Where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The project at the source.
    pub project: String,
    /// Its name at the target.
    pub target: String,
    /// Which of the projects it is, from 1.
    pub place: usize,
    /// How many projects there are.
    pub projects: usize,
    /// The step under way.
    pub step: Step,
    /// Which of the wanted steps it is, from 1.
    pub number: usize,
    /// How many steps are wanted.
    pub of: usize,
    /// What the step is doing, in a sentence without a full stop.
    pub doing: String,
    /// The service's own word for the job's state, while one is followed.
    pub state: Option<String>,
    /// From 0 to 100, where the service says it, as whole percent.
    pub percent: Option<u64>,
    /// For how long it has been worked on, in milliseconds, earlier sessions included.
    pub elapsed_ms: u64,
}

impl Progress {
    /// The progress as JSON.
    pub fn to_json(&self) -> String {
        object(|out| {
            out.text("project", &self.project);
            out.text("target", &self.target);
            out.number("place", self.place as u64);
            out.number("projects", self.projects as u64);
            out.text("step", self.step.as_str());
            out.number("number", self.number as u64);
            out.number("of", self.of as u64);
            out.text("doing", &self.doing);
            out.option("state", self.state.as_deref());
            if let Some(percent) = self.percent {
                out.number("percent", percent);
            }
            out.number("elapsedMs", self.elapsed_ms);
        })
    }
}
