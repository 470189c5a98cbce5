//! The operations of the authoring API.

use crate::error::one_of;
use crate::{Error, Result};

use super::contract::{CONTRACTS, Contract};

macro_rules! operations {
    ($($(#[$doc:meta])* $variant:ident, $name:literal;)*) => {
        /// An operation of the authoring API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Operation {
            $($(#[$doc])* $variant,)*
        }

        impl Operation {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The operation's name, as a [`Job`](crate::Job) and JavaScript have it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

operations! {
    /// Makes the project file. A job.
    Export, "export";
    /// Takes a project file in; replaces a project of the same name. A job.
    Import, "import";
    /// Trains a model. A job.
    Train, "train";
    /// Exchanges two deployments. A job.
    SwapDeployments, "swapDeployments";
    /// Deploys a model under a name. A job.
    Deploy, "deploy";
    /// Deletes a deployment. A job, at a URL like that of [`Operation::Deploy`].
    DeleteDeployment, "deleteDeployment";
    /// Makes what a model was trained on the working copy. A job.
    LoadSnapshot, "loadSnapshot";
    /// Evaluates a model anew. A job.
    Evaluate, "evaluate";
    /// Copies a project to the resource that has authorised it. A job.
    Copy, "copy";
    /// Assigns resources to a project. A job.
    AssignResources, "assignResources";
    /// Takes resources off a project. A job.
    UnassignResources, "unassignResources";
    /// Deletes a deployment from some of its resources. A job.
    DeleteFromResources, "deleteFromResources";
    /// Deletes a project. A job.
    DeleteProject, "deleteProject";
    /// The projects of the resource.
    ListProjects, "listProjects";
    /// One project.
    GetProject, "getProject";
    /// Makes a project, or changes one (a merge patch).
    CreateProject, "createProject";
    /// The trainings that are still kept.
    ListTrainingJobs, "listTrainingJobs";
    /// Asks a training to stop. The training's own job tells when it has.
    CancelTraining, "cancelTraining";
    /// The trained models of a project.
    ListModels, "listModels";
    /// One trained model.
    GetModel, "getModel";
    /// Deletes a trained model.
    DeleteModel, "deleteModel";
    /// How good a model is, in figures.
    EvaluationSummary, "evaluationSummary";
    /// How good a model is, example by example.
    EvaluationResult, "evaluationResult";
    /// The deployments of a project.
    ListDeployments, "listDeployments";
    /// One deployment.
    GetDeployment, "getDeployment";
    /// Lets a project of another resource be copied to this name.
    AuthorizeCopy, "authorizeCopy";
    /// The resources that are assigned to a project.
    ListResources, "listResources";
    /// The deployments that other resources' projects have at this one.
    ListDeploymentResources, "listDeploymentResources";
    /// The languages of a kind of project.
    ListLanguages, "listLanguages";
    /// The training configurations of a kind of project.
    ListTrainingConfigVersions, "listTrainingConfigVersions";
    /// The entities that come with the service.
    ListPrebuiltEntities, "listPrebuiltEntities";
}

impl Operation {
    /// Reads an operation's name.
    ///
    /// # Errors
    /// `invalidArgument` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|operation| operation.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" is no operation: give one of {}.",
                one_of(Self::ALL.iter().map(|operation| operation.as_str()))
            ))
        })
    }

    /// Whether it runs as a job.
    pub fn is_job(self) -> bool {
        !self.contract().job.is_empty()
    }

    /// Its line in the table. The two are in the same order, which a test sees to.
    pub(super) fn contract(self) -> &'static Contract {
        const NONE: &Contract = &Contract::NONE;
        CONTRACTS.get(self as usize).unwrap_or(NONE)
    }
}
