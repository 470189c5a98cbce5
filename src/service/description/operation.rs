//! One kind of job, and how its requests are authorised.

use crate::plain::Rule;
use crate::{plain, words};

use super::{
    CancelDescription, JobPlaces, ResultDescription, StatusDescription, SubmissionDescription,
};

words! {
    /// The kinds of credentials.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum CredentialKind {
        /// A token, sent as `Authorization: Bearer`.
        Bearer = "bearer",
        /// A key, in a header of its own.
        Header = "header",
        /// No credential.
        None = "none",
    }
}

plain! {
    readable
    /// The credential that requests to a service carry.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CredentialDescription {
        /// `bearer`: a token in `Authorization`. `header`: a key in the header `name`. `none`: nothing.
        pub kind: CredentialKind = Rule::NONE.in_full(),
        /// The header of the key, such as `X-Api-Key`.
        pub name: Option<String>,
        /// The text before the key in its header, such as `Bearer ` or `SSWS `.
        pub prefix: Option<String>,
        /// The scope of the tokens, such as `https://graph.microsoft.com/.default`.
        pub scope: Option<String>,
    }
}

plain! {
    readable
    /// One kind of job: its submission, URL, status, result and cancellation.
    #[derive(Clone, Debug, PartialEq)]
    pub struct OperationDescription {
        /// The request that starts a job.
        pub submit: SubmissionDescription,
        /// The place where the answer to the submission names the job.
        pub job: JobPlaces,
        /// The reading of the job's state.
        pub status: StatusDescription,
        /// The place of the result. Without it, the job has none.
        pub result: Option<ResultDescription>,
        /// The cancellation of the job. Without it, the service has no way to cancel a job.
        pub cancel: Option<CancelDescription>,
    }
}
