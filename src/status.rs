//! One reading of a job.

use serde::Serialize;

use crate::ServiceError;
use crate::url::has_secret;

/// Where a job stands, in words that all services share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum JobState {
    /// Accepted, and waiting.
    NotStarted,
    /// Under way.
    Running,
    /// Asked to stop, and not yet stopped.
    Cancelling,
    /// Ended well.
    Succeeded,
    /// Ended, with errors in parts. What there is can be fetched.
    PartiallyCompleted,
    /// Ended badly.
    Failed,
    /// Ended because somebody stopped it.
    Cancelled,
    /// A state that the contract does not list. Never taken for an end.
    Unknown,
}

impl JobState {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NotStarted,
        Self::Running,
        Self::Cancelling,
        Self::Succeeded,
        Self::PartiallyCompleted,
        Self::Failed,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// Whether the job will not change any more.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Succeeded | Self::PartiallyCompleted | Self::Failed | Self::Cancelled)
    }

    /// Whether there is something to fetch.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Succeeded | Self::PartiallyCompleted)
    }

    /// The state's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "notStarted",
            Self::Running => "running",
            Self::Cancelling => "cancelling",
            Self::Succeeded => "succeeded",
            Self::PartiallyCompleted => "partiallyCompleted",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}

/// One reading of a job's status.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JobStatus {
    /// Where the job stands.
    pub state: JobState,
    /// The service's own word or number, verbatim.
    pub service_state: String,
    /// Whether the job will not change any more.
    pub is_done: bool,
    /// The service's id of the job, when the answer names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_id: Option<String>,
    /// RFC 3339, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// RFC 3339, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// When job and result are deleted. RFC 3339, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// From 0 to 100, where the service says it; 100 for a job that succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent_complete: Option<f64>,
    /// Where the service says the result is. Its presence is no success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_url: Option<String>,
    /// What went wrong, in the service's words.
    pub errors: Vec<ServiceError>,
    /// What the service warns of.
    pub warnings: Vec<ServiceError>,
    /// How long the service asks to wait before the next reading, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

impl JobStatus {
    /// Makes a reading of a state, and of the service's own word or number for it.
    pub fn new(state: JobState, service_state: impl Into<String>) -> Self {
        Self {
            state,
            service_state: service_state.into(),
            is_done: state.is_done(),
            job_id: None,
            created_at: None,
            updated_at: None,
            expires_at: None,
            percent_complete: (state == JobState::Succeeded).then_some(100.0),
            result_url: None,
            errors: Vec::new(),
            warnings: Vec::new(),
            retry_after_ms: None,
        }
    }

    /// Returns the reading as it may be stored and sent to other tabs: without a result URL that
    /// holds a credential. The next reading has a fresh one.
    pub(crate) fn storable(&self) -> Self {
        let mut status = self.clone();
        status.result_url = status.result_url.filter(|url| !has_secret(url));
        status
    }
}
