//! The bodies of the requests of a replication.

use crate::json::object;
use crate::service::Family;

use super::ModelRun;

/// Returns the `TrainingJobOptions`. Text requires the version of the configuration, conversations
/// the mode.
pub(super) fn training(model: &ModelRun, family: Family, evaluation: Option<String>) -> Vec<u8> {
    object(|out| {
        out.text("modelLabel", &model.label);
        out.text("trainingConfigVersion", model.config_version.as_deref().unwrap_or("latest"));
        if family == Family::AnalyzeConversations {
            out.text("trainingMode", model.mode.as_deref().unwrap_or("standard"));
        }
        if let Some(options) = evaluation {
            out.raw("evaluationOptions", &options);
        }
    })
    .into_bytes()
}

/// Returns the `CreateDeploymentOptions`. Question answering deploys the project itself, and has no
/// body.
pub(super) fn deployment(model: &str) -> Option<Vec<u8>> {
    let body = || object(|out| out.text("trainedModelLabel", model)).into_bytes();
    (!model.is_empty()).then(body)
}

/// Returns the body of the request that asks the target to authorise a copy.
pub(super) fn permit(kind: &str, container: Option<&str>, may_replace: bool) -> Vec<u8> {
    object(|out| {
        out.text("projectKind", kind);
        out.option("storageInputContainerName", container);
        out.bool("allowOverwrite", may_replace);
    })
    .into_bytes()
}
