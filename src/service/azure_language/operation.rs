//! The operations of the authoring API.

use crate::error::one_of;
use crate::{Error, Result};

use super::table::{Row, row_of, rows};

/// An operation of the authoring API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Lists the projects of a resource.
    ListProjects,
    /// Reads a project's metadata.
    GetProject,
    /// Creates a project, or changes its metadata.
    CreateProject,
    /// Deletes a project, as a job.
    DeleteProject,
    /// Exports a project to a file, as a job.
    Export,
    /// Imports a project file, as a job. It replaces a project of the same name.
    Import,
    /// Trains a model, as a job.
    Train,
    /// Lists the training jobs that have not expired.
    ListTrainingJobs,
    /// Reads a training job.
    GetTrainingJob,
    /// Cancels a training job.
    CancelTraining,
    /// Lists the trained models of a project.
    ListModels,
    /// Reads a trained model.
    GetModel,
    /// Deletes a trained model.
    DeleteModel,
    /// Reads the scores of a model.
    EvaluationSummary,
    /// Lists the predictions of a model for each example of its test set.
    EvaluationResult,
    /// Evaluates a model again, as a job.
    Evaluate,
    /// Lists the models that were exported to run in containers.
    ListExportedModels,
    /// Reads an exported model.
    GetExportedModel,
    /// Exports a trained model, or replaces an exported one, as a job.
    CreateExportedModel,
    /// Deletes an exported model, as a job.
    DeleteExportedModel,
    /// Lists the files of an exported model, with URLs that hold a secret. Text only.
    GetExportedModelManifest,
    /// Lists the deployments of a project.
    ListDeployments,
    /// Reads a deployment.
    GetDeployment,
    /// Deploys a model, as a job.
    Deploy,
    /// Swaps the models of two deployments, as a job.
    SwapDeployments,
    /// Deletes a deployment, as a job.
    DeleteDeployment,
    /// Makes the snapshot of a model the working copy of its project, as a job.
    LoadSnapshot,
    /// At the target: authorizes a copy of a project to it.
    AuthorizeCopy,
    /// At the source: copies a project to the target that authorized it, as a job.
    Copy,
    /// Lists the resources that a project may be deployed to.
    ListResources,
    /// Adds resources that a project may be deployed to, as a job. Needs a token, not a key.
    AssignResources,
    /// Removes resources that a project may be deployed to, as a job.
    UnassignResources,
    /// Deletes a deployment from some of its resources, as a job.
    DeleteFromResources,
    /// Lists the deployments of other resources' projects to this resource.
    ListDeploymentResources,
    /// Lists the versions that training can be configured with.
    ListTrainingConfigVersions,
    /// Lists the languages of a kind of project.
    ListLanguages,
    /// Lists the prebuilt entities.
    ListPrebuiltEntities,
    /// Lists the sources of a question answering project.
    ListSources,
    /// Adds, replaces and deletes sources, as a job.
    UpdateSources,
    /// Lists questions with their answers.
    ListQnas,
    /// Adds, replaces and deletes questions with their answers, as a job.
    UpdateQnas,
    /// Lists the synonyms of a question answering project.
    ListSynonyms,
    /// Replaces all synonyms.
    UpdateSynonyms,
    /// Reports which answers fitted which questions, for active learning.
    AddFeedback,
}

impl Operation {
    /// All operations.
    pub const ALL: [Self; 44] = [
        Self::ListProjects,
        Self::GetProject,
        Self::CreateProject,
        Self::DeleteProject,
        Self::Export,
        Self::Import,
        Self::Train,
        Self::ListTrainingJobs,
        Self::GetTrainingJob,
        Self::CancelTraining,
        Self::ListModels,
        Self::GetModel,
        Self::DeleteModel,
        Self::EvaluationSummary,
        Self::EvaluationResult,
        Self::Evaluate,
        Self::ListExportedModels,
        Self::GetExportedModel,
        Self::CreateExportedModel,
        Self::DeleteExportedModel,
        Self::GetExportedModelManifest,
        Self::ListDeployments,
        Self::GetDeployment,
        Self::Deploy,
        Self::SwapDeployments,
        Self::DeleteDeployment,
        Self::LoadSnapshot,
        Self::AuthorizeCopy,
        Self::Copy,
        Self::ListResources,
        Self::AssignResources,
        Self::UnassignResources,
        Self::DeleteFromResources,
        Self::ListDeploymentResources,
        Self::ListTrainingConfigVersions,
        Self::ListLanguages,
        Self::ListPrebuiltEntities,
        Self::ListSources,
        Self::UpdateSources,
        Self::ListQnas,
        Self::UpdateQnas,
        Self::ListSynonyms,
        Self::UpdateSynonyms,
        Self::AddFeedback,
    ];

    /// Returns the operation's name, as in [`crate::Job::operation`] and in JavaScript:
    /// `listProjects`.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    /// Parses the operation's name.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        let row = rows().find(|row| row.name == text).ok_or_else(|| {
            Error::invalid_argument(text!(
                "\"{}\" is not an operation of this client: give one of {}.",
                text,
                one_of(rows().map(|row| row.name))
            ))
        })?;
        Ok(row.operation)
    }

    /// Returns whether the operation runs as a job, which is followed until it ends.
    pub fn is_job(self) -> bool {
        self.row().job.is_some()
    }

    pub(super) fn row(self) -> &'static Row {
        row_of(self)
    }
}
