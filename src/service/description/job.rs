//! The place of a job, and its cancellation.

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
        /// The URL at which its status is read. A URL that is only a path belongs to the endpoint's
        /// origin. A place with a header is tried before those after it, so a path at the end serves where
        /// a browser hides the header. Each job needs a URL of its own.
        pub url: Vec<Place>,
        /// True if any status may name another URL, at the same places, which is then the job's.
        pub moves: Option<bool>,
        /// The parameter that becomes the job's `project`, for people. Default: the one named `project`, or
        /// the one that `result.name` needs.
        pub project: Option<String>,
    }
}

words! {
    /// The fate of a job that its service no longer knows.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Gone {
        /// It was cancelled.
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
        /// `job`, which is the job's own URL; or a template as in `Place.path`, such as `{job}/cancel`.
        /// Default: `job`.
        pub url: Option<String>,
        /// Headers.
        pub headers: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// The JSON body. A text in it that is only `{id}` is replaced by the job's id.
        pub body: Option<Verbatim>,
        /// The HTTP statuses that mean "accepted". Default: every 2xx.
        pub success: Vec<u16> = STATUSES,
        /// `cancelled`: a job that the service no longer knows after it was cancelled, with HTTP 404 or 410,
        /// counts as cancelled. Without it, that answer is an error.
        pub gone: Option<Gone> = Rule::NONE.in_full(),
    }
}
