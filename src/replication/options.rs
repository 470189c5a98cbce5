//! The options of a replication.

use crate::json::JsonWriter;
use crate::plain::Rule;
use crate::{Error, Result, plain, words};

use super::Step;

/// The projects of the source to replicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The projects with these names.
    Named(Vec<String>),
    /// All projects that match the filter.
    All {
        /// The kind of the projects, such as `Conversation`. If absent, any kind matches.
        kind: Option<String>,
        /// The beginning of the projects' names. If absent, any name matches.
        prefix: Option<String>,
    },
}

words! {
    /// The way of a project to the target.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Route {
        /// The project is exported, downloaded, and imported.
        Import = "import",
        /// The service copies the project (`:authorize-copy` and `:copy`, in previews). Both resources must support it.
        Copy = "copy",
    }
}

impl Route {
    /// Parses a route's name.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        Self::find(text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" is not a route to the target: give \"import\" or \"copy\"."
            ))
        })
    }
}

plain! {
    readable
    /// The projects of the source to replicate.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProjectFilter {
        /// The kind of the projects, such as `Conversation`. If absent, any kind matches.
        pub kind: Option<String>,
        /// The beginning of the projects' names. If absent, any name matches.
        pub prefix: Option<String>,
    }
}

plain! {
    readable
    /// The projects to replicate, and the last step. The options are part of the state, so a resumption does not need
    /// them again.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ReplicationOptions {
        /// The names of the projects. Empty if a filter chooses them.
        pub projects: Vec<String> = Rule::EMPTY_IS_ABSENT,
        /// The projects, chosen by a filter.
        pub all: Option<ProjectFilter>,
        /// The project's name at the target, if it is different. Only for one named project.
        pub target_name: Option<String>,
        /// Projects at the target that may be replaced, by their names there. All others are left
        /// unchanged. A project is exported and handed to `onBackup` before it is replaced.
        pub replace: Vec<String>,
        /// The container of the documents at the target, if it is different.
        pub container: Option<String>,
        /// The way of the project to the target.
        pub route: Route = Rule::NONE.required(),
        /// The last step to run.
        pub stop_after: Option<Step>,
        /// True if models are trained at the target. If not, nothing is deployed either.
        pub train: bool,
        /// True if models are deployed at the target.
        pub deploy: bool,
        /// True if documents in the target's container that differ from the source's may be replaced.
        pub replace_documents: bool,
    }
}

impl ReplicationOptions {
    /// Returns the options that replicate these projects with all steps.
    pub fn new(selection: Selection) -> Self {
        let (projects, all) = match selection {
            Selection::Named(names) => (names, None),
            Selection::All { kind, prefix } => (Vec::new(), Some(ProjectFilter { kind, prefix })),
        };
        Self {
            projects,
            all,
            target_name: None,
            replace: Vec::new(),
            container: None,
            route: Route::Import,
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
    /// `invalidArgument` for options that contradict each other.
    pub(super) fn check(&self) -> Result<()> {
        match self.projects.len() {
            0 if self.all.is_none() => {
                Err(Error::invalid_argument("Name at least one project to replicate."))
            }
            1 if self.all.is_none() => Ok(()),
            _ if self.target_name.is_some() => Err(Error::invalid_argument(
                "Another name at the target is for one project: leave it out, or name one.",
            )),
            _ => Ok(()),
        }
    }

    /// Describes the projects and their names at the target.
    pub(super) fn write_subject(&self, out: &mut JsonWriter) {
        match &self.all {
            None => out.texts("projects", &self.projects),
            Some(ProjectFilter { kind, prefix }) => out.object("all", |out| {
                out.option("kind", kind.as_deref());
                out.option("prefix", prefix.as_deref());
            }),
        }
        out.option("targetName", self.target_name.as_deref());
    }
}
