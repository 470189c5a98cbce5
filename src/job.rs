//! What to follow.

use serde::{Deserialize, Serialize};

/// A job at a service: plain data without secrets, fit for storage, for a link, for another page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Which service and family: `azure-language/analyze-text`, `avepoint`.
    pub service: String,
    /// What it does: `export`, `import`, `train`, `deploy` and so on; see
    /// [`Operation`](crate::service::Operation).
    pub operation: String,
    /// The project it belongs to, where the service has projects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The service's id, as sent. Not always a UUID.
    pub id: String,
    /// Where its status is read: an absolute URL.
    pub url: String,
}
