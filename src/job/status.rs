//! One reading of a job.

use crate::ServiceError;
use crate::job::stored::{ERRORS, MS, NAME, URL};
use crate::plain::Rule;
use crate::url::has_secret;
use crate::{plain, words};

words! {
    /// The state of a job, in words that all services share.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum JobState {
        /// Accepted, and waiting.
        NotStarted = "notStarted",
        /// Under way.
        Running = "running",
        /// Asked to stop, and not yet stopped.
        Cancelling = "cancelling",
        /// Ended successfully.
        Succeeded = "succeeded",
        /// Ended, with errors in parts. The result can be fetched.
        PartiallyCompleted = "partiallyCompleted",
        /// Ended with a failure.
        Failed = "failed",
        /// Failed because the service was busy. The caller may submit it again.
        Retryable = "retryable",
        /// Stopped at the service before it ended.
        Cancelled = "cancelled",
        /// A state that no contract lists. It never counts as an end.
        Unknown = "unknown",
    }
}

impl JobState {
    /// Returns whether the job will not change any more.
    pub fn is_done(self) -> bool {
        !matches!(self, Self::NotStarted | Self::Running | Self::Cancelling | Self::Unknown)
    }

    /// Returns whether there is a result to fetch.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Succeeded | Self::PartiallyCompleted)
    }
}

plain! {
    readable
    /// One reading of a job's status.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct JobStatus {
        /// The state, in words that all services share.
        pub state: JobState = NAME.required(),
        /// The service's own word or number for the state, as sent.
        pub service_state: String = NAME,
        /// True if the job has ended, successfully or not, and will not change any more.
        pub is_done: bool,
        /// The service's id of the job, when the answer names it.
        pub job_id: Option<String> = NAME,
        /// When the job was created. RFC 3339, as sent.
        pub created_at: Option<String> = NAME,
        /// When the job last changed. RFC 3339, as sent.
        pub updated_at: Option<String> = NAME,
        /// When the service deletes the job and its result. RFC 3339, as sent.
        pub expires_at: Option<String> = NAME,
        /// Progress from 0 to 100, where the service reports it; 100 for a job that succeeded. Pollers and
        /// boards never report less than before.
        pub percent_complete: Option<f64> = Rule { is_cut: false, ..Rule::most(100) },
        /// The URL of the result, as the service says. Its presence does not mean success.
        pub result_url: Option<String> = URL,
        /// The failure, in the service's words.
        pub errors: Vec<ServiceError> = ERRORS,
        /// The service's warnings.
        pub warnings: Vec<ServiceError> = ERRORS,
        /// The wait before the next reading that the service asks for, in milliseconds.
        pub retry_after_ms: Option<u64> = MS,
    }
}

plain! {
    readable
    /// The members of a status that the request for a result needs. Reading only these keeps the module small.
    #[derive(Clone, Debug)]
    pub(crate) struct StatusOfResult {
        /// The state.
        state: JobState = NAME.required(),
        /// The URL of the result, as the service says.
        result_url: Option<String> = URL,
    }
}

impl From<StatusOfResult> for JobStatus {
    fn from(StatusOfResult { state, result_url }: StatusOfResult) -> Self {
        Self { result_url, ..Self::new(state, state.as_str()) }
    }
}

impl JobStatus {
    /// Creates a reading from a state and the service's own word or number for it.
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
