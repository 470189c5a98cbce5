//! What is wanted of a replication.

use crate::json::{JsonWriter, Members, Value};
use crate::{Error, Result};

use super::Step;

/// Which of the source's projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These.
    Named(Vec<String>),
    /// All that fit.
    All {
        /// Of this kind, such as `Conversation`; of any without.
        kind: Option<String>,
        /// With names that begin so; with any without.
        prefix: Option<String>,
    },
}

/// How a project gets to the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Exported, downloaded, and imported.
    #[default]
    Import,
    /// By the service itself (`:authorize-copy` and `:copy`, in previews), where both sides have it.
    Copy,
}

impl Route {
    /// The route's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Copy => "copy",
        }
    }

    /// Reads a route's name.
    ///
    /// # Errors
    /// `invalidArgument` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "import" => Ok(Self::Import),
            "copy" => Ok(Self::Copy),
            _ => Err(Error::invalid_argument(format!(
                "\"{text}\" is no route to the target: give \"import\" or \"copy\"."
            ))),
        }
    }
}

/// What is wanted. It is part of the state, so that whoever resumes need not say it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicationOptions {
    /// Which projects.
    pub selection: Selection,
    /// The project's name at the target, if another. Only for one named project.
    pub target_name: Option<String>,
    /// Projects at the target that may be replaced, by their names there. All others are left
    /// alone. What is replaced is exported and handed out first.
    pub replace: Vec<String>,
    /// The container of the documents at the target, if another.
    pub container: Option<String>,
    /// How the project gets there.
    pub route: Route,
    /// The last step that is wanted.
    pub stop_after: Option<Step>,
    /// True if the target trains. Without it, nothing is deployed either.
    pub train: bool,
    /// True if the target deploys.
    pub deploy: bool,
    /// True if documents in the target's container that differ from the source's may be replaced.
    pub replace_documents: bool,
}

impl ReplicationOptions {
    /// Everything, for these projects.
    pub fn new(selection: Selection) -> Self {
        Self {
            selection,
            target_name: None,
            replace: Vec::new(),
            container: None,
            route: Route::default(),
            stop_after: None,
            train: true,
            deploy: true,
            replace_documents: false,
        }
    }

    /// Returns whether a step is wanted.
    pub fn wants(&self, step: Step) -> bool {
        let last = self.stop_after.is_none_or(|last| step <= last);
        last && match step {
            Step::Train | Step::Evaluate => self.train,
            Step::Deploy => self.train && self.deploy,
            _ => true,
        }
    }

    /// # Errors
    /// `invalidArgument` for what contradicts itself.
    pub(super) fn check(&self) -> Result<()> {
        match &self.selection {
            Selection::Named(names) if names.is_empty() => {
                Err(Error::invalid_argument("Name at least one project to replicate."))
            }
            Selection::Named(names) if names.len() == 1 => Ok(()),
            _ if self.target_name.is_some() => Err(Error::invalid_argument(
                "Another name at the target is for one project: leave it out, or name one.",
            )),
            _ => Ok(()),
        }
    }

    /// Which projects, and where they go.
    pub(super) fn write_subject(&self, out: &mut JsonWriter) {
        match &self.selection {
            Selection::Named(names) => out.texts("projects", names),
            Selection::All { kind, prefix } => out.object("all", |out| {
                out.option("kind", kind.as_deref());
                out.option("prefix", prefix.as_deref());
            }),
        }
        out.option("targetName", self.target_name.as_deref());
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        self.write_subject(out);
        out.texts("replace", &self.replace);
        out.option("container", self.container.as_deref());
        out.text("route", self.route.as_str());
        out.option("stopAfter", self.stop_after.map(Step::as_str));
        out.bool("train", self.train);
        out.bool("deploy", self.deploy);
        out.bool("replaceDocuments", self.replace_documents);
    }

    pub(super) fn read(value: &Value<'_>) -> Result<Self> {
        let members = Members::of("The state's options", value)?;
        let selection = match members.get("all") {
            Some(all) => {
                let all = Members::of("The state's filter", all)?;
                Selection::All { kind: all.text("kind")?, prefix: all.text("prefix")? }
            }
            None => Selection::Named(members.texts("projects")?),
        };
        let options = Self {
            selection,
            target_name: members.text("targetName")?,
            replace: members.texts("replace")?,
            container: members.text("container")?,
            route: Route::parse(&members.required("route")?)?,
            stop_after: members.text("stopAfter")?.map(|name| Step::parse(&name)).transpose()?,
            train: members.bool("train")?,
            deploy: members.bool("deploy")?,
            replace_documents: members.bool("replaceDocuments")?,
        };
        options.check().map(|()| options)
    }
}
