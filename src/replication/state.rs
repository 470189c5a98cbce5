//! A replication as plain data, without secrets, to be stored and resumed later or in another tab.

use std::cell::Cell;

use crate::json::Value;
use crate::plain::{Foreign, MemberType, Mode, Rule, read};
use crate::service::AzureLanguage;
use crate::{Error, Result, plain};

use super::{ProjectRun, ReplicationOptions, Run};

/// The version of the format, by which later versions of this module recognize it.
const VERSION: f64 = 1.0;

plain! {
    readable
    /// Identifies a resource. A resumption compares it with its client's.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ResourceId {
        /// The endpoint of the resource.
        pub endpoint: String = Rule::NONE.required(),
        /// The family of its authoring API.
        pub family: String = Rule::NONE.required(),
    }
}

impl ResourceId {
    pub(super) fn of(client: &AzureLanguage) -> Self {
        Self { endpoint: client.endpoint(), family: client.family().as_str().to_owned() }
    }
}

plain! {
    readable
    /// A replication as plain data without secrets. Members that are not declared here may change in any version.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ReplicationState {
        /// The id of the replication, which is that of its first run.
        pub id: String = Rule::EMPTY_IS_ABSENT,
        /// The current or last run. Each resumption has the next number.
        pub run: Option<Run> = Rule::NONE.in_full(),
        /// The resource to copy from.
        pub source: ResourceId = Rule::NONE.required().in_full(),
        /// The resource to copy to.
        pub target: ResourceId = Rule::NONE.required().in_full(),
        /// The options. Their members may change in any version.
        pub options: ReplicationOptions = Rule::NONE.required().typescript("object"),
        /// True if the projects of the source were listed.
        pub is_listed: bool as "listed",
        /// The state of each project. After the end, it is the project's report.
        pub projects: Vec<ProjectRun>,
        /// The time spent on the replication, in milliseconds, including earlier sessions.
        pub elapsed_ms: u64,
    } also {
        /// The version of this format.
        version: f64 = Rule::NONE.typescript("1") => |_| VERSION,
    }
}

/// The highest number of objects that are read in a state. An object that refers to itself would
/// have no end.
const MOST_OBJECTS: u32 = 1 << 24;

impl ReplicationState {
    /// Returns the state as JSON.
    pub fn to_json(&self) -> String {
        self.to_plain().to_json()
    }

    /// Reads a state from its JSON.
    ///
    /// # Errors
    /// `invalidArgument`. The message names the problem.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        let value = Value::parse(json).map_err(|error| {
            Error::invalid_argument(format!("The state is not JSON: {error}. Is it cut off?"))
        })?;
        Self::read(&&value)
    }

    /// Reads a state back.
    ///
    /// # Errors
    /// `invalidArgument`. The message names the problem.
    pub fn read(value: &impl Foreign) -> Result<Self> {
        if value.member("version").and_then(|version| version.number()) != Some(VERSION) {
            return Err(Error::invalid_argument(
                "The state does not come from a Replication, or a later version of export-jobs wrote it: \
                 its version is not 1.",
            ));
        }
        let state: Self = read("state", value, Mode::Returned, &Cell::new(MOST_OBJECTS))
            .map_err(|wrong| Error::invalid_argument(wrong.message()))?;
        state.options.check().map(|()| state)
    }

    /// Returns whether every project has all wanted steps.
    pub fn is_done(&self) -> bool {
        self.is_listed && self.projects.iter().all(ProjectRun::is_done)
    }
}
