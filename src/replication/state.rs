//! A replication as plain data, without secrets: for storage, for another tab, for another day.

use crate::json::{JsonWriter, Members, Value, object};
use crate::service::AzureLanguage;
use crate::{Error, Result};

use super::{ProjectRun, ReplicationOptions, Run};

/// What the state begins with, so that a later version knows what it reads.
const VERSION: u64 = 1;

/// Identifies a resource. A resumption compares it with that of its client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceId {
    /// The resource's endpoint.
    pub endpoint: String,
    /// The family of the resource's authoring API.
    pub family: String,
}

impl ResourceId {
    pub(super) fn of(client: &AzureLanguage) -> Self {
        Self { endpoint: client.endpoint(), family: client.family().as_str().to_owned() }
    }

    pub(super) fn write(&self, name: &str, out: &mut JsonWriter) {
        out.object(name, |out| {
            out.text("endpoint", &self.endpoint);
            out.text("family", &self.family);
        });
    }

    fn read(members: &Members<'_, '_>, name: &str) -> Result<Self> {
        let value = members.get(name).unwrap_or(&Value::Null);
        let members = Members::of("The state's resource", value)?;
        Ok(Self { endpoint: members.required("endpoint")?, family: members.required("family")? })
    }
}

/// All that is known of a replication. Neither credentials nor signatures are in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplicationState {
    /// What tells this replication from others: the id of its first run. Empty before that.
    pub id: String,
    /// The run that has it, or had it last.
    pub run: Option<Run>,
    /// Where the projects come from.
    pub source: ResourceId,
    /// Where they go.
    pub target: ResourceId,
    /// What is wanted.
    pub options: ReplicationOptions,
    /// True if the source's projects were listed, where a filter chooses them.
    pub is_listed: bool,
    /// The projects, in their order.
    pub projects: Vec<ProjectRun>,
    /// For how long it has been worked on, in milliseconds.
    pub elapsed_ms: u64,
}

impl ReplicationState {
    /// The state as JSON.
    pub fn to_json(&self) -> String {
        object(|out| {
            out.number("version", VERSION);
            out.option("id", Some(self.id.as_str()).filter(|id| !id.is_empty()));
            if let Some(run) = &self.run {
                out.object("run", |out| run.write(out));
            }
            self.source.write("source", out);
            self.target.write("target", out);
            out.object("options", |out| self.options.write(out));
            out.bool("listed", self.is_listed);
            out.number("elapsedMs", self.elapsed_ms);
            out.list("projects", &self.projects, ProjectRun::write);
        })
    }

    /// Reads a state back.
    ///
    /// # Errors
    /// `invalidArgument` that names what is wrong with it.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        let value = Value::parse(json).map_err(|error| {
            Error::invalid_argument(format!("The state is not JSON: {error}. Is it cut off?"))
        })?;
        let members = Members::of("The state", &value)?;
        if members.number("version")? != VERSION {
            return Err(Error::invalid_argument(
                "The state is none of a Replication, or of one that a later version of \
                 export-jobs made: its version is not 1.",
            ));
        }
        let options = members.get("options").unwrap_or(&Value::Null);
        Ok(Self {
            id: members.text("id")?.unwrap_or_default(),
            run: members.get("run").map(Run::read).transpose()?,
            source: ResourceId::read(&members, "source")?,
            target: ResourceId::read(&members, "target")?,
            options: ReplicationOptions::read(options)?,
            is_listed: members.bool("listed")?,
            elapsed_ms: members.number("elapsedMs")?,
            projects: members.list("projects", ProjectRun::read)?,
        })
    }

    /// Returns whether every project has all that was wanted.
    pub fn is_done(&self) -> bool {
        self.is_listed && self.projects.iter().all(ProjectRun::is_done)
    }
}
