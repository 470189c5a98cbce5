//! The request that starts a job.

use crate::plain::Rule;
use crate::{plain, words};

use super::{Condition, ErrorPlace, ParameterDescription, Verbatim};

/// HTTP statuses.
pub(super) const STATUSES: Rule = Rule { most: 599, ..Rule::EMPTY_IS_ABSENT };

words! {
    /// An HTTP method.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum DescribedMethod {
        /// Reads. Some services also submit with it.
        Get = "GET",
        /// Submits, acts, or reads with a body.
        Post = "POST",
        /// Creates or replaces.
        Put = "PUT",
        /// Changes in part.
        Patch = "PATCH",
        /// Deletes.
        Delete = "DELETE",
    }
}

plain! {
    readable
    /// The request that starts a job. Values of `headers`, `query` and `body` may contain names of parameters in
    /// braces.
    #[derive(Clone, Debug, PartialEq)]
    pub struct SubmissionDescription {
        /// The HTTP method.
        pub method: DescribedMethod = Rule::NONE.in_full(),
        /// The path below the endpoint, as a template. It may have a query. Without it, callers make the request
        /// themselves, with this method; the description is used for everything after it.
        pub path: Option<String>,
        /// Headers that every submission has, such as `Prefer: respond-async`.
        pub headers: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// Parameters that every query has.
        pub query: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// The JSON body. A text in it that is only a name in braces, such as `"{query}"`, is replaced by that
        /// parameter's value, or left out with its member if there is none. Other parameters of the body are added as
        /// members.
        pub body: Option<Verbatim>,
        /// The media type of the body. Default: `application/json`.
        pub content_type: Option<String>,
        /// The values that callers give, by their names.
        pub parameters: Vec<(String, ParameterDescription)> = Rule::EMPTY_IS_ABSENT,
        /// The HTTP statuses that mean "accepted". Default: every 2xx.
        pub success: Vec<u16> = STATUSES,
        /// The HTTP statuses that mean "done": the answer to the submission is also the last answer of the job. A state
        /// in the answer takes precedence.
        pub done_at: Vec<u16> = STATUSES,
        /// Conditions, each of which means that the answer refuses the submission, regardless of its HTTP status.
        pub failed_when: Vec<Condition> = Rule::EMPTY_IS_ABSENT,
        /// The place of the errors in a refusal. Default: the usual places.
        pub errors: Vec<ErrorPlace> = Rule::EMPTY_IS_ABSENT,
        /// The HTTP statuses after which the submission may be sent again, such as 503. It may then start two jobs.
        /// Default: none, because a submission that may have arrived is not repeated.
        pub repeat_after: Vec<u16> = STATUSES,
    }
}
