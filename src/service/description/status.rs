//! The rules for reading the state of a job.

use crate::plain::Rule;
use crate::{plain, words};

use super::{Condition, DescribedMethod, ErrorPlace, Place, Verbatim};

words! {
    /// The states to which a description maps a service's words.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum DescribedState {
        /// Accepted, and waiting.
        NotStarted = "notStarted",
        /// Under way.
        Running = "running",
        /// Asked to stop, and not yet stopped.
        Cancelling = "cancelling",
        /// Ended successfully.
        Succeeded = "succeeded",
        /// Ended, with errors in parts. There is a result.
        PartiallyCompleted = "partiallyCompleted",
        /// Ended with a failure.
        Failed = "failed",
        /// Failed because the service was busy: the caller may submit again.
        Retryable = "retryable",
        /// Stopped before it ended.
        Cancelled = "cancelled",
        /// Ended, and deleted by the service: reported as the error `expired`.
        Expired = "expired",
    }
}

plain! {
    readable
    /// The place of a job's state. Give one of `body`, `header` and `http`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct StatePlace {
        /// A member of the JSON body, as a JSON pointer: a text, a number or a boolean.
        pub body: Option<String>,
        /// A header.
        pub header: Option<String>,
        /// The state for each HTTP status, such as `{ "202": "running", "200": "succeeded" }`. An answer with a listed
        /// status is a reading, even if it is not a 2xx.
        pub http: Vec<(String, DescribedState)> = Rule::EMPTY_IS_ABSENT,
        /// For `http`: true if the place applies only to an answer whose body is a JSON object.
        pub json: Option<bool>,
    }
}

plain! {
    readable
    /// The rules for reading the state of a job from the answer at its URL.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct StatusDescription {
        /// The HTTP method. Default: `GET`.
        pub method: Option<DescribedMethod> = Rule::NONE.typescript("\"GET\" | \"POST\""),
        /// Headers of the request.
        pub headers: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// Parameters that are added to the query of the job's URL. Values may contain `{id}`. These parameters are not
        /// part of the job's URL, so they are not stored.
        pub query: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// The JSON body of a `POST`. A text in it that is only `{id}` is replaced by the job's id.
        pub body: Option<Verbatim>,
        /// The places of the state. The first one that has a state is used.
        pub state: Vec<StatePlace>,
        /// The states by the service's words, numbers or booleans (`"true"`). Case is ignored, and `canceled` is the
        /// same as `cancelled`. Any other word is `unknown`, which is never an end.
        pub states: Vec<(String, DescribedState)> = Rule::EMPTY_IS_ABSENT,
        /// The place of the job's id in an answer. With it, the status of another job is detected.
        pub id: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The state if no place has one. Without this member, such an answer is unreadable.
        pub absent: Option<DescribedState>,
        /// Conditions under which the poll has failed and may be repeated, regardless of its HTTP status.
        pub transient_when: Vec<Condition> = Rule::EMPTY_IS_ABSENT,
        /// Conditions under which the job was cancelled, regardless of its state.
        pub cancelled_when: Vec<Condition> = Rule::EMPTY_IS_ABSENT,
        /// Conditions under which the job has failed, regardless of its state. A failed job is
        /// never a success.
        pub failed_when: Vec<Condition> = Rule::EMPTY_IS_ABSENT,
        /// Conditions under which a failed job may be submitted again: its state is `retryable`. It is never submitted
        /// again automatically.
        pub retryable_when: Vec<Condition> = Rule::EMPTY_IS_ABSENT,
        /// Conditions under which a job that succeeded or failed has a partial result: its state is
        /// `partiallyCompleted`.
        pub partial_when: Vec<Condition> = Rule::EMPTY_IS_ABSENT,
        /// The progress in percent: a number, or a text such as `50` or `50%`.
        pub percent: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The remaining time of the job, in seconds. The next poll waits for it, within the limits of the pace, unless
        /// the service asks for another wait.
        pub remaining: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The place of the service's message about the state, for people. The message of a failed job is
        /// added to its `errors`, and that of any other job to its `warnings`.
        pub message: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// When the job was created. RFC 3339.
        pub created_at: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// When the job last changed. RFC 3339.
        pub updated_at: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// When the service deletes the result. RFC 3339, or the date of an HTTP header.
        pub expires_at: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The place of the errors of a job, and of a poll that failed. Default: the usual places.
        pub errors: Vec<ErrorPlace> = Rule::EMPTY_IS_ABSENT,
        /// The place of warnings.
        pub warnings: Vec<ErrorPlace> = Rule::EMPTY_IS_ABSENT,
        /// The place of the wait before the next poll, in seconds or as an HTTP date. The headers
        /// `Retry-After` and `Retry-After-Ms` are always read.
        pub retry_after: Vec<Place> = Rule::EMPTY_IS_ABSENT,
    }
}
