//! The outcome of the replication of one project.

use crate::plain::{Form, Kind, MemberType, Plain, ReadMember, Rule};
use crate::{Error, ErrorCode, ServiceError, plain, variants};

use super::Step;

variants! {
    /// The end of the replication of a project. [`Ending::Done`] and [`Ending::Stopped`] are successes.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Ending by "state" {
        /// All steps are done.
        Done = "done",
        /// The last wanted step is done.
        Stopped(
            /// The last wanted step.
            step: Step = Rule::NONE.required()
        ) = "stopped",
        /// A step failed. The results of earlier steps are kept. A resumption begins with this
        /// step.
        Failed {
            /// The step that failed.
            step: Step = Rule::NONE.required(),
            /// The failure and its remedy.
            error via Failure: Error = Rule::NONE.in_full(),
        } = "failed",
    }
}

plain! {
    readable
    /// An error in the report of a replication.
    #[derive(Clone, Debug)]
    struct Failure {
        /// The code of the failure, to branch on.
        code: String = Rule::NONE.required(),
        /// The failure and its remedy.
        message: String = Rule::NONE.required(),
        /// The HTTP status of the answer.
        status: Option<u16>,
        /// The service's id of the exchange.
        request_id: Option<String>,
        /// The errors that the service reported.
        errors: Vec<ServiceError>,
    }
}

impl Form<Error> for Failure {
    const KIND: Kind = <Self as MemberType>::KIND;

    fn to_plain(error: &Error) -> Plain<'_> {
        let failure = Self {
            code: error.code().as_str().to_owned(),
            message: error.message().to_owned(),
            status: error.status(),
            request_id: error.request_id().map(str::to_owned),
            errors: error.errors().to_vec(),
        };
        MemberType::to_plain(&failure).into_owned()
    }

    fn from_plain(plain: Plain<'static>) -> Error {
        if plain == Plain::Absent {
            return Error::new(ErrorCode::HttpError, "The reason of the failure is unknown.");
        }
        let failure: Self = ReadMember::from_plain(plain);
        let code = ErrorCode::find(&failure.code).unwrap_or(ErrorCode::HttpError);
        let error = Error::new(code, failure.message)
            .with_request_id(failure.request_id.as_deref())
            .with_errors(failure.errors);
        match failure.status {
            Some(status @ 1..) => error.with_status(status),
            _ => error,
        }
    }
}
