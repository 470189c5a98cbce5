//! Distinguishes this replication's models and deployments at the target from those of others.

use crate::service::azure_language::Deployment;
use crate::{Error, ErrorCode};

/// Returns a value that distinguishes a deployment from others of the same name: its model or, for
/// question answering, its date.
pub(super) fn mark(deployment: &Deployment) -> String {
    let of = |it: &Option<String>| it.clone().unwrap_or_default();
    if deployment.model_id.is_some() {
        of(&deployment.model_id)
    } else {
        of(&deployment.last_deployed_at)
    }
}

/// Returns the error of a submission that would replace something that somebody else has made since the import.
pub(super) fn not_ours(what: &str, name: &str, done: &str) -> Error {
    Error::new(
        ErrorCode::Conflict,
        format!(
            "The target has {what} \"{name}\" that somebody else has {done} since this replication \
             began. It would be replaced, so it was left alone. Wait until nobody works on the \
             project; then delete it, or begin a new replication with the project's name in `replace`."
        ),
    )
}
