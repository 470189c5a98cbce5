//! One project on its way, as plain data.

use crate::Result;
use crate::json::{JsonWriter, Members, Value};
use crate::service::azure_language::Project;

use super::{DocumentsReport, Ending, Findings, ModelComparison, Submission, Verification};

/// What is known of one project's replication. Also its report, once it has ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectRun {
    /// The project's name at the source.
    pub source: String,
    /// Its name at the target.
    pub target: String,
    /// Its kind, such as `Conversation`.
    pub kind: Option<String>,
    /// When it was last changed at the source, RFC 3339 as sent.
    pub source_modified_at: Option<String>,
    /// What was at the target before.
    pub before: Before,
    /// True if the source's models and deployments were read.
    pub are_models_known: bool,
    /// The models to train, with the source's labels and configurations.
    pub models: Vec<ModelRun>,
    /// The deployments to make, with the source's names.
    pub deployments: Vec<DeploymentRun>,
    /// The export of what is about to be replaced.
    pub backup: Submission,
    /// Of which state of the target's project the backup was handed out: its date of change.
    pub handed_out: Option<String>,
    /// The export at the source.
    pub export: Submission,
    /// The import at the target, or the copy.
    pub import: Submission,
    /// The export of what was imported.
    pub verify: Submission,
    /// What the check of the exported file found.
    pub findings: Option<Findings>,
    /// The documents that it needs.
    pub documents: Option<DocumentsReport>,
    /// What the target has, held against what was sent.
    pub verification: Option<Verification>,
    /// The target's project as it was verified. Before training, it must still be that.
    pub arrived: Option<Arrival>,
    /// The evaluations of both sides.
    pub evaluation: Option<Vec<ModelComparison>>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// How it ended; none while it goes on.
    pub ending: Option<Ending>,
}

/// What was at the target before anything was changed there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Before {
    /// Nobody has looked.
    #[default]
    Unknown,
    /// No project of that name.
    Absent,
    /// A project of that name, last changed then (RFC 3339, as sent).
    Present(String),
}

/// A state of the target's project, to tell it from itself, changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// When it was last changed, RFC 3339 as sent. Empty where the service does not say it.
    pub modified_at: String,
    /// A hash of its exported file.
    pub hash: String,
}

/// A model to train.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelRun {
    /// Its label.
    pub label: String,
    /// The configuration version that the source's was trained with.
    pub config_version: Option<String>,
    /// Conversations: `standard` or `advanced`.
    pub mode: Option<String>,
    /// Trainings of this label that the target had before: none of them is this one.
    pub known_jobs: Vec<String>,
    /// When the target had trained a model of this label before, if it had.
    pub known_model: Option<String>,
    /// The training.
    pub train: Submission,
    /// The id of the model that the training made, where the service says it.
    pub made: Option<String>,
}

/// A deployment to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeploymentRun {
    /// Its name.
    pub name: String,
    /// The label of its model.
    pub model: String,
    /// What the target had deployed under this name before, if anything: the model's id, or the
    /// date of the deployment.
    pub known: Option<String>,
    /// The deployment.
    pub deploy: Submission,
}

impl Before {
    /// What a project at the target is. One without a date cannot be told from itself, changed.
    pub(super) fn of(project: Project) -> Self {
        Self::Present(project.last_modified_at.unwrap_or_default())
    }

    /// Returns whether it can be told from itself, changed.
    pub(super) fn has_date(&self) -> bool {
        matches!(self, Self::Present(at) if !at.is_empty())
    }
}

impl ProjectRun {
    /// A project that nothing is known of.
    pub(super) fn new(source: String, target: String) -> Self {
        Self { source, target, ..Self::default() }
    }

    /// Returns whether all that was wanted is done.
    pub fn is_done(&self) -> bool {
        matches!(self.ending, Some(Ending::Done))
    }

    /// Tells something once, however often it is found out.
    pub(super) fn note(&mut self, text: &str) {
        if !self.notes.iter().any(|note| note == text) {
            self.notes.push(text.to_owned());
        }
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        out.text("source", &self.source);
        out.text("target", &self.target);
        out.option("kind", self.kind.as_deref());
        out.option("sourceModifiedAt", self.source_modified_at.as_deref());
        match &self.before {
            Before::Unknown => {}
            Before::Absent => out.object("before", |_| {}),
            Before::Present(at) => out.object("before", |out| out.text("modifiedAt", at)),
        }
        out.bool("modelsKnown", self.are_models_known);
        out.list("models", &self.models, |it, out| {
            out.text("label", &it.label);
            out.option("configVersion", it.config_version.as_deref());
            out.option("mode", it.mode.as_deref());
            out.texts("knownJobs", &it.known_jobs);
            out.option("knownModel", it.known_model.as_deref());
            it.train.write("train", out);
            out.option("made", it.made.as_deref());
        });
        out.list("deployments", &self.deployments, |it, out| {
            out.text("name", &it.name);
            out.text("model", &it.model);
            out.option("known", it.known.as_deref());
            it.deploy.write("deploy", out);
        });
        out.option("handedOut", self.handed_out.as_deref());
        for (name, submission) in [
            ("backup", &self.backup),
            ("export", &self.export),
            ("import", &self.import),
            ("verify", &self.verify),
        ] {
            submission.write(name, out);
        }
        if let Some(findings) = &self.findings {
            out.object("findings", |out| findings.write(out));
        }
        if let Some(documents) = &self.documents {
            out.object("documents", |out| documents.write(out));
        }
        if let Some(verification) = &self.verification {
            out.object("verification", |out| verification.write(out));
        }
        if let Some(arrived) = &self.arrived {
            out.object("arrived", |out| {
                out.text("modifiedAt", &arrived.modified_at);
                out.text("hash", &arrived.hash);
            });
        }
        if let Some(evaluation) = &self.evaluation {
            out.list("evaluation", evaluation, ModelComparison::write);
        }
        out.texts("notes", &self.notes);
        if let Some(ending) = &self.ending {
            out.object("ending", |out| ending.write(out));
        }
    }

    pub(super) fn read(value: &Value<'_>) -> Result<Self> {
        let members = Members::of("A project in the state", value)?;
        let submission = |name| Submission::read(members.get(name));
        Ok(Self {
            source: members.required("source")?,
            target: members.required("target")?,
            kind: members.text("kind")?,
            source_modified_at: members.text("sourceModifiedAt")?,
            before: match members.get("before") {
                None => Before::Unknown,
                Some(value) => Members::of("The state's before", value)?
                    .text("modifiedAt")?
                    .map_or(Before::Absent, Before::Present),
            },
            are_models_known: members.bool("modelsKnown")?,
            models: members.list("models", |value| {
                let members = Members::of("A model in the state", value)?;
                Ok(ModelRun {
                    label: members.required("label")?,
                    config_version: members.text("configVersion")?,
                    mode: members.text("mode")?,
                    known_jobs: members.texts("knownJobs")?,
                    known_model: members.text("knownModel")?,
                    train: Submission::read(members.get("train"))?,
                    made: members.text("made")?,
                })
            })?,
            deployments: members.list("deployments", |value| {
                let members = Members::of("A deployment in the state", value)?;
                Ok(DeploymentRun {
                    name: members.required("name")?,
                    model: members.required("model")?,
                    known: members.text("known")?,
                    deploy: Submission::read(members.get("deploy"))?,
                })
            })?,
            backup: submission("backup")?,
            handed_out: members.text("handedOut")?,
            export: submission("export")?,
            import: submission("import")?,
            verify: submission("verify")?,
            findings: members.get("findings").map(Findings::read).transpose()?,
            documents: members.get("documents").map(DocumentsReport::read).transpose()?,
            verification: members.get("verification").map(Verification::read).transpose()?,
            arrived: match members.get("arrived") {
                Some(value) => {
                    let members = Members::of("The state's arrival", value)?;
                    let modified_at = members.required("modifiedAt")?;
                    Some(Arrival { modified_at, hash: members.required("hash")? })
                }
                None => None,
            },
            evaluation: match members.get("evaluation") {
                Some(_) => Some(members.list("evaluation", ModelComparison::read)?),
                None => None,
            },
            notes: members.texts("notes")?,
            ending: members.get("ending").map(Ending::read).transpose()?,
        })
    }
}
