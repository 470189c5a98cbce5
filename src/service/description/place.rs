//! Places in requests and answers.

use crate::plain::Rule;
use crate::{plain, words};

use super::Verbatim;
use super::submission::STATUSES;

words! {
    /// A part of the request that was sent.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum RequestPart {
        /// The URL of the request.
        Url = "url",
    }
}

words! {
    /// An answer other than the one that is read.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum AnswerOf {
        /// The answer to the submission.
        Submission = "submission",
    }
}

plain! {
    readable
    /// The place of a value. Give one of `body`, `header`, `path` and `request`.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Place {
        /// A member of the answer's JSON body, as a JSON pointer: `/status`. A text, a number or a boolean.
        pub body: Option<String>,
        /// A header of the answer.
        pub header: Option<String>,
        /// For URLs: a path below the endpoint, as a template. It may have `{id}`, the names of the
        /// submission's parameters in the path, and those of the client's `parameters`. A path that begins
        /// with `{job}` begins with the job's own URL: `{job}/file`.
        pub path: Option<String>,
        /// For the paths of files and of `result.via`: names in the path whose values are in the answer, each with its
        /// JSON pointer.
        pub with: Vec<(String, String)> = Rule::EMPTY_IS_ABSENT,
        /// For URLs: `url` is the URL of the submission itself.
        pub request: Option<RequestPart> = Rule::NONE.in_full(),
        /// For `result.via`: the header is in the answer to the submission.
        pub of: Option<AnswerOf> = Rule::NONE.in_full(),
        /// For URLs of jobs: another operation, to which a job with this URL belongs. The rules of that operation then
        /// apply to the job, for example those of a status monitor instead of a resource.
        pub operation: Option<String>,
        /// Values that mean "no value", such as `0001-01-01T00:00:00Z`.
        pub none: Vec<String> = Rule::EMPTY_IS_ABSENT,
    }
}

plain! {
    readable
    /// A condition on an answer. Give one of `body`, `header` and `http`. A member or a header meets the condition if
    /// it is present, and is not null, `false`, zero, or an empty text, list or object. With `is`, it must have one of
    /// these values.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Condition {
        /// A member of the JSON body, as a JSON pointer.
        pub body: Option<String>,
        /// A header.
        pub header: Option<String>,
        /// HTTP statuses.
        pub http: Vec<u16> = STATUSES,
        /// The values that meet the condition. Texts are compared without regard to case.
        pub is: Vec<Verbatim> =
            Rule::EMPTY_IS_ABSENT.typescript("(string | number | boolean)[]"),
    }
}

plain! {
    readable
    /// The place of errors in an answer: an error object, a list of them, or a text.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ErrorPlace {
        /// The error, the list or the text, as a JSON pointer.
        pub body: String,
        /// The code within an error. Default: `/code`.
        pub code: Option<String>,
        /// The sentence within an error. Default: `/message`.
        pub message: Option<String>,
        /// The subject within an error. Default: `/target`.
        pub target: Option<String>,
    }
}
