//! The answers of operations that do not run as jobs. Unknown members are ignored, null counts as
//! absent, and a member of the wrong type is `unreadableResponse`.

mod copy_authorization;
mod deployment;
mod evaluation;
mod exported_model;
mod knowledge;
mod page;
mod project;
mod record;
mod trained_model;
mod training_job;

pub use copy_authorization::CopyAuthorization;
pub use deployment::{Deployment, DeploymentResource};
pub use evaluation::{EvaluationSummary, Score};
pub use exported_model::{ExportedModel, ModelFile};
pub use knowledge::{Qna, Source};
pub use page::Page;
pub use project::Project;
pub use trained_model::TrainedModel;
pub use training_job::{TrainingJob, TrainingStep};

use crate::json::Value;
use crate::{ErrorCode, Request, Response, Result};

use super::{AzureLanguage, Operation, answers};
use record::Record;

/// The size limit of an answer, in bytes. A confusion matrix of several hundred categories fits.
const MAX_BYTES: usize = 16 << 20;

impl AzureLanguage {
    /// Reads the answer to [`Operation::GetProject`] or [`Operation::CreateProject`].
    ///
    /// # Errors
    /// The error of the HTTP status; `unreadableResponse`. All readers here have these errors.
    pub fn read_project(&self, response: &Response) -> Result<Project> {
        one(Operation::CreateProject, response, Project::read)
    }

    /// Reads a page of [`Operation::ListProjects`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`]; `foreignOrigin` when the next page is on another
    /// origin. All lists have these errors.
    pub fn read_projects(&self, response: &Response) -> Result<Page<Project>> {
        self.page(Operation::ListProjects, response, Project::read)
    }

    /// Reads the answer to [`Operation::GetModel`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`].
    pub fn read_model(&self, response: &Response) -> Result<TrainedModel> {
        one(Operation::GetModel, response, TrainedModel::read)
    }

    /// Reads a page of [`Operation::ListModels`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`].
    pub fn read_models(&self, response: &Response) -> Result<Page<TrainedModel>> {
        self.page(Operation::ListModels, response, TrainedModel::read)
    }

    /// Reads the answer to [`Operation::GetDeployment`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`].
    pub fn read_deployment(&self, response: &Response) -> Result<Deployment> {
        one(Operation::GetDeployment, response, Deployment::read)
    }

    /// Reads a page of [`Operation::ListDeployments`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`].
    pub fn read_deployments(&self, response: &Response) -> Result<Page<Deployment>> {
        self.page(Operation::ListDeployments, response, Deployment::read)
    }

    /// Reads the answer to [`Operation::GetTrainingJob`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`].
    pub fn read_training_job(&self, response: &Response) -> Result<TrainingJob> {
        one(Operation::GetTrainingJob, response, TrainingJob::read)
    }

    /// Reads a page of [`Operation::ListTrainingJobs`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`].
    pub fn read_training_jobs(&self, response: &Response) -> Result<Page<TrainingJob>> {
        self.page(Operation::ListTrainingJobs, response, TrainingJob::read)
    }

    /// Reads the answer to [`Operation::EvaluationSummary`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`].
    pub fn read_evaluation_summary(&self, response: &Response) -> Result<EvaluationSummary> {
        one(Operation::EvaluationSummary, response, EvaluationSummary::read)
    }

    /// Reads the answer to [`Operation::GetExportedModel`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`].
    pub fn read_exported_model(&self, response: &Response) -> Result<ExportedModel> {
        one(Operation::GetExportedModel, response, ExportedModel::read)
    }

    /// Reads a page of [`Operation::ListExportedModels`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`].
    pub fn read_exported_models(&self, response: &Response) -> Result<Page<ExportedModel>> {
        self.page(Operation::ListExportedModels, response, ExportedModel::read)
    }

    /// Reads the answer to [`Operation::GetExportedModelManifest`]: the files of the model.
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`].
    pub fn read_exported_model_manifest(&self, response: &Response) -> Result<Vec<ModelFile>> {
        one(Operation::GetExportedModelManifest, response, ModelFile::read_all)
    }

    /// Reads the answer to [`Operation::AuthorizeCopy`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_project`].
    pub fn read_copy_authorization(&self, response: &Response) -> Result<CopyAuthorization> {
        one(Operation::AuthorizeCopy, response, CopyAuthorization::read)
    }

    /// Checks the answer to an operation whose answer has no content.
    ///
    /// # Errors
    /// The error of the HTTP status; `unreadableResponse` for an HTTP status that is not a success
    /// of the operation; `invalidArgument` for an operation that runs as a job.
    pub fn read_empty(&self, operation: Operation, response: &Response) -> Result<()> {
        refuse_job(operation)?;
        check(operation, response)
    }

    /// Checks the answer to any operation that does not run as a job. The caller reads the answer.
    /// For a page, returns the request of the next page.
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`]; `invalidArgument` for an operation that runs as a
    /// job.
    pub fn check_answer(
        &self,
        operation: Operation,
        response: &Response,
    ) -> Result<Option<Request>> {
        refuse_job(operation)?;
        let checked = if operation.row().is_paged {
            self.page(operation, response, |_| Ok(())).map(|page| page.next)
        } else if operation.row().success == [200] || operation == Operation::CreateProject {
            one(operation, response, |_| Ok(())).map(|()| None)
        } else {
            check(operation, response).map(|()| None)
        };
        checked.map_err(|error| self.connection.access().explain(error, response))
    }
}

fn refuse_job(operation: Operation) -> Result<()> {
    if operation.is_job() {
        return Err(crate::Error::invalid_argument(format!(
            "{} runs as a job: its answer is read with readSubmission.",
            operation.as_str()
        )));
    }
    Ok(())
}

/// Checks that the HTTP status is a success of the operation.
fn check(operation: Operation, response: &Response) -> Result<()> {
    answers::check(response)?;
    if operation.row().success.contains(&response.status) {
        return Ok(());
    }
    Err(response.unreadable(&text!("{} has no such success", operation.as_str())))
}

/// Reads an answer that is one object.
fn one<T>(
    operation: Operation,
    response: &Response,
    read: impl Fn(&Record<'_>) -> Result<T>,
) -> Result<T> {
    let body = body_of(operation, response).map_err(|error| {
        // An excerpt would show a token, or the signed URL of a file.
        match (error.code(), operation) {
            (ErrorCode::UnreadableResponse, Operation::AuthorizeCopy) => {
                error.with_message("The permission to copy cannot be read.")
            }
            (ErrorCode::UnreadableResponse, Operation::GetExportedModelManifest) => {
                error.with_message("The files of the exported model cannot be read.")
            }
            _ => error,
        }
    })?;
    read(&Record { response, value: &body })
}

fn body_of(operation: Operation, response: &Response) -> Result<Value<'_>> {
    check(operation, response)?;
    let body = response.json_within(MAX_BYTES)?;
    if !matches!(body, Value::Object(_)) {
        return Err(response.unreadable(&text!("it is {}, not an object", body.kind())));
    }
    answers::check_for_error(response, &body)?;
    Ok(body)
}
