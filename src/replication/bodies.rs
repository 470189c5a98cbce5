//! The bodies of what a replication submits.

use crate::json::object;
use crate::service::Family;

use super::ModelRun;

/// `TrainingJobOptions`: text requires the configuration's version, conversations the mode.
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

/// `CreateDeploymentOptions`. Question answering deploys the project itself, and sends nothing.
pub(super) fn deployment(model: &str) -> Option<Vec<u8>> {
    let body = || object(|out| out.text("trainedModelLabel", model)).into_bytes();
    (!model.is_empty()).then(body)
}

/// The requests to the target before a copy.
pub(super) fn permit(kind: &str, container: Option<&str>, may_replace: bool) -> Vec<u8> {
    object(|out| {
        out.text("projectKind", kind);
        out.option("storageInputContainerName", container);
        out.bool("allowOverwrite", may_replace);
    })
    .into_bytes()
}
