//! A job, which a poller or a board follows.

mod service_error;
pub(crate) mod status;
pub(crate) mod stored;

pub use service_error::ServiceError;
pub use status::{JobState, JobStatus};

use serde::Deserialize;

use crate::job::stored::{ID, NAME, URL};
use crate::plain;

plain! {
    readable
    /// A job to follow: plain JSON without secrets. Store it, and `follow` it in another page.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Job {
        /// The service, with the family where it has several: `azure-language/analyze-text`,
        /// `azure-language/analyze-conversations`, `azure-language/query-knowledgebases`,
        /// `azure-language-runtime`, `avepoint`.
        pub service: String = ID,
        /// The operation of the job: `export`, `import`, `train`, `deploy` and so on; `analyze` for the runtime.
        pub operation: String = ID,
        /// The project of the job, if the service has projects.
        pub project: Option<String> = NAME,
        /// The service's id of the job, as sent. It is not always a UUID.
        pub id: String = ID,
        /// The absolute URL of the job's status.
        pub url: String = URL.required(),
    }
}
