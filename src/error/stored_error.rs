//! Errors in storage and between tabs.

use crate::job::stored::{ERRORS, MS, NAME, SENTENCE};
use crate::plain::{Form, Kind, MemberType, Plain, Plainly, ReadMember, Rule};
use crate::{Error, ErrorCode, Result, ServiceError, plain};

plain! {
    readable
    /// An error as it is stored, without members that its owner knows, such as the job.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct StoredError {
        /// The error's code. A code that is not known is read as `httpError`.
        pub code: String = NAME,
        /// The error's message.
        pub message: String = SENTENCE,
        /// The HTTP status.
        pub status: Option<u16> = Rule::most(999),
        /// The service's id of the exchange.
        pub request_id: Option<String> = NAME,
        /// The wait that the service asked for, in milliseconds.
        pub retry_after_ms: Option<u64> = MS,
        /// The errors that the service reported.
        pub errors: Vec<ServiceError> = ERRORS,
    }
}

impl From<StoredError> for Error {
    fn from(stored: StoredError) -> Self {
        let StoredError { code, message, status, request_id, retry_after_ms, errors } = stored;
        let code = ErrorCode::find(&code).unwrap_or(ErrorCode::HttpError);
        let error = Self::new(code, message)
            .with_request_id(request_id.as_deref())
            .with_retry_after_ms(retry_after_ms)
            .with_errors(errors);
        match status {
            Some(status) => error.with_status(status),
            None => error,
        }
    }
}

impl Error {
    /// Returns the error in the form of a `StoredError`.
    pub fn stored(&self) -> Plain<'_> {
        let Plain::Failure(plain) = self.to_plain() else { return Plain::Absent };
        let mut plain = *plain;
        if let Plain::Object(names, values) = &mut plain {
            for (name, value) in names.iter().zip(values) {
                if !StoredError::shape().names.contains(name) {
                    *value = Plain::Absent;
                }
            }
        }
        plain
    }
}

/// An error crosses to JavaScript in its stored form.
impl Form<Option<Error>> for StoredError {
    const KIND: Kind = <Self as MemberType>::KIND;
    const IS_OPTIONAL: bool = true;

    fn to_plain(error: &Option<Error>) -> Plain<'_> {
        error.as_ref().map_or(Plain::Absent, Error::stored)
    }

    fn from_plain(plain: Plain<'static>) -> Option<Error> {
        let stored: Option<Self> = ReadMember::from_plain(plain);
        stored.map(Error::from)
    }
}

/// A success crosses to JavaScript as an error without a code.
impl Form<Option<Result<()>>> for StoredError {
    const KIND: Kind = <Self as MemberType>::KIND;
    const IS_OPTIONAL: bool = true;

    fn to_plain(outcome: &Option<Result<()>>) -> Plain<'_> {
        match outcome {
            None => Plain::Absent,
            Some(Ok(())) => Plain::map([]),
            Some(Err(error)) => error.stored(),
        }
    }

    fn from_plain(plain: Plain<'static>) -> Option<Result<()>> {
        let stored: Option<Self> = ReadMember::from_plain(plain);
        stored.map(|it| if it.code.is_empty() { Ok(()) } else { Err(it.into()) })
    }
}

/// A success is absent.
impl Form<Result<()>> for StoredError {
    const KIND: Kind = <Self as MemberType>::KIND;
    const IS_OPTIONAL: bool = true;

    fn to_plain(outcome: &Result<()>) -> Plain<'_> {
        outcome.as_ref().err().map_or(Plain::Absent, Error::stored)
    }

    fn from_plain(plain: Plain<'static>) -> Result<()> {
        let refusal: Option<Error> = <Self as Form<_>>::from_plain(plain);
        refusal.map_or(Ok(()), Err)
    }
}
