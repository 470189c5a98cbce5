//! The places that name a job, and its cancellation.

use crate::plain::Rule;
use crate::{plain, words};

use super::submission::STATUSES;
use super::{DescribedMethod, Place, Verbatim};

plain! {
    readable
    /// The place where the answer to a submission names the job.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct JobPlaces {
        /// The service's id of the job. Without it, the last segment of the URL is the id.
        pub id: Vec<Place> = Rule::EMPTY_IS_ABSENT,
        /// The URL of the job's status. A URL that is only a path belongs to the endpoint's origin. Places are tried in
        /// order, so a path after a header is used if a browser hides the header. Each job needs a URL of its own.
        pub url: Vec<Place>,
        /// True if the answer to a status request may name a new URL of the job, at the same
        /// places.
        pub moves: Option<bool>,
        /// The parameter that becomes the job's `project`, for people. Default: the one named `project`, or
        /// the one that `result.name` needs.
        pub project: Option<String>,
    }
}

words! {
    /// The state of a job that its service no longer knows.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Gone {
        /// The job was cancelled.
        Cancelled = "cancelled",
    }
}

plain! {
    readable
    /// The request that cancels a job.
    #[derive(Clone, Debug, PartialEq)]
    pub struct CancelDescription {
        /// The HTTP method. Not `GET`.
        pub method: DescribedMethod = Rule::NONE.in_full().typescript("\"POST\" | \"PUT\" | \"PATCH\" | \"DELETE\""),
        /// The URL: `job` for the job's own URL, or a template as in `Place.path`, such as `{job}/cancel`. Default:
        /// `job`.
        pub url: Option<String>,
        /// The headers of the request.
        pub headers: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// The JSON body. A text in it that is only `{id}` is replaced by the job's id.
        pub body: Option<Verbatim>,
        /// The HTTP statuses that mean "accepted". Default: every 2xx.
        pub success: Vec<u16> = STATUSES,
        /// `cancelled`: if the service answers HTTP 404 or 410 for a job after its cancellation, the job is cancelled.
        /// Without this member, such an answer is an error.
        pub gone: Option<Gone> = Rule::NONE.in_full(),
    }
}
