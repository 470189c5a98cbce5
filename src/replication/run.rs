//! The replication of one project, as plain data.

use crate::plain;
use crate::plain::{Kind, MemberType, Plain, ReadMember, Rule};
use crate::service::azure_language::Project;

use super::{DocumentsReport, Ending, Findings, ModelComparison, Submission, Verification};

plain! {
    readable
    /// The replication of one project.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ProjectRun as "ProjectReplication" {
        /// The name of the project at the source.
        pub source: String = Rule::NONE.required(),
        /// The name of the project at the target.
        pub target: String = Rule::NONE.required(),
        /// The kind of the project, such as `Conversation`.
        pub kind: Option<String>,
        /// When the source's project last changed. RFC 3339, as sent.
        pub source_modified_at: Option<String>,
        /// The project that the target had before. An empty object if it had none.
        pub before: Before = Rule::NONE.in_full(),
        /// True if the source's models and deployments were read.
        pub are_models_known: bool as "modelsKnown" = Rule::NONE.hidden(),
        /// The models to train, with their options.
        pub models: Vec<ModelRun> = Rule::NONE.in_full(),
        /// The deployments to create, each with its model.
        pub deployments: Vec<DeploymentRun> = Rule::NONE.in_full(),
        /// The export of the project that will be replaced.
        pub backup: Submission = Rule::NONE.hidden(),
        /// The date of the target's project that was handed out as a backup: RFC 3339, as sent.
        pub handed_out: Option<String> = Rule::NONE.hidden(),
        /// The export at the source.
        pub export: Submission = Rule::NONE.hidden(),
        /// The import at the target, or the copy.
        pub import: Submission = Rule::NONE.hidden(),
        /// The export of the imported project.
        pub verify: Submission = Rule::NONE.hidden(),
        /// The findings of the check of the exported file.
        pub findings: Option<Findings> = Rule::NONE.in_full(),
        /// The documents of a custom-text project.
        pub documents: Option<DocumentsReport> = Rule::NONE.in_full(),
        /// The differences between the target's project and the one that was sent.
        pub verification: Option<Verification>,
        /// The verified version of the target's project. It must not change before training.
        pub arrived: Option<Arrival> = Rule::NONE.hidden(),
        /// The evaluations of the models at the source and at the target.
        pub evaluation: Option<Vec<ModelComparison>> = Rule::NONE.in_full(),
        /// Remarks to show.
        pub notes: Vec<String>,
        /// The outcome of the project's replication. Absent before its end.
        pub ending: Option<Ending>,
    }
}

/// The state of the target before the first change there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Before {
    /// The target was not read yet.
    #[default]
    Unknown,
    /// The target had no project of that name.
    Absent,
    /// The target had a project of that name. The value is the date of its last change: RFC 3339,
    /// as sent.
    Present(String),
}

plain! {
    readable
    /// The state found at the target.
    #[derive(Clone, Debug)]
    struct Found {
        /// When the project there was last changed. RFC 3339, as sent.
        modified_at: Option<String>,
    }
}

/// Nothing is written before the target was read for the first time.
impl MemberType for Before {
    const KIND: Kind = Found::KIND;
    const IS_OPTIONAL: bool = true;

    fn to_plain(&self) -> Plain<'_> {
        let modified_at = match self {
            Self::Unknown => return Plain::Absent,
            Self::Absent => None,
            Self::Present(at) => Some(at.clone()),
        };
        Found { modified_at }.to_plain().into_owned()
    }
}

impl ReadMember for Before {
    fn from_plain(plain: Plain<'static>) -> Self {
        if plain == Plain::Absent {
            return Self::Unknown;
        }
        let Found { modified_at } = ReadMember::from_plain(plain);
        modified_at.map_or(Self::Absent, Self::Present)
    }
}

plain! {
    readable
    /// A version of the target's project, to detect whether the project has changed since.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Arrival {
        /// When it was last changed: RFC 3339, as sent. Empty if the service does not send it.
        pub modified_at: String = Rule::NONE.required(),
        /// A hash of its exported file.
        pub hash: String = Rule::NONE.required(),
    }
}

plain! {
    readable
    /// A model to train.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ModelRun {
        /// The model's label.
        pub label: String = Rule::NONE.required(),
        /// The configuration version with which the source's model was trained.
        pub config_version: Option<String>,
        /// The training mode of conversations: `standard` or `advanced`.
        pub mode: Option<String>,
        /// The ids of trainings of this label that the target had before the run. They are not the run's own.
        pub known_jobs: Vec<String> = Rule::NONE.hidden(),
        /// When the target trained its earlier model of this label. Absent if it had none.
        pub known_model: Option<String> = Rule::NONE.hidden(),
        /// The training.
        pub train: Submission = Rule::NONE.hidden(),
        /// The id of the model that the training made, if the service sends it.
        pub made: Option<String> = Rule::NONE.hidden(),
    }
}

plain! {
    readable
    /// A deployment to create.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct DeploymentRun {
        /// The deployment's name.
        pub name: String = Rule::NONE.required(),
        /// The label of its model.
        pub model: String = Rule::NONE.required(),
        /// The identity of an earlier deployment of this name at the target, if any: its model's
        /// id, or its date.
        pub known: Option<String> = Rule::NONE.hidden(),
        /// The deployment.
        pub deploy: Submission = Rule::NONE.hidden(),
    }
}

impl Before {
    /// Returns the version of a project at the target. Without a date, a change cannot be detected.
    pub(super) fn of(project: Project) -> Self {
        Self::Present(project.last_modified_at.unwrap_or_default())
    }

    /// Returns whether a change of the project can be detected.
    pub(super) fn has_date(&self) -> bool {
        matches!(self, Self::Present(at) if !at.is_empty())
    }
}

impl ProjectRun {
    /// Creates the run of a project of which only the names are known.
    pub(super) fn new(source: String, target: String) -> Self {
        Self { source, target, ..Self::default() }
    }

    /// Returns whether every wanted step is done.
    pub fn is_done(&self) -> bool {
        matches!(self.ending, Some(Ending::Done))
    }

    /// Adds a remark, unless it is there already.
    pub(super) fn note(&mut self, text: &str) {
        if !self.notes.iter().any(|note| note == text) {
            self.notes.push(text.to_owned());
        }
    }
}
