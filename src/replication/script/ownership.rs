//! Models and deployments at the target: which are this replication's own.

use crate::service::azure_language::Deployment;
use crate::{Error, ErrorCode};

/// Returns what distinguishes a deployment from another one of the same name. Deployments of question
/// answering have no model.
pub(super) fn mark(deployment: &Deployment) -> String {
    let of = |it: &Option<String>| it.clone().unwrap_or_default();
    if deployment.model_id.is_some() {
        of(&deployment.model_id)
    } else {
        of(&deployment.last_deployed_at)
    }
}

/// The failure of a submission that would replace something made by somebody else since the import.
pub(super) fn not_ours(what: &str, name: &str, done: &str) -> Error {
    Error::new(
        ErrorCode::Conflict,
        format!(
            "The target has {what} \"{name}\" that somebody else has {done} since this replication \
             began, and it would be replaced. It was left alone. Wait until nobody works on the \
             project; then delete it, or replicate anew with the project's name in `replace`."
        ),
    )
}
