//! The description of a service: a JSON document without code that says how its jobs are submitted,
//! followed, collected and cancelled.
//!
//! The types of this folder declare the document. [`DescribedService`](crate::service::DescribedService)
//! interprets it. Three notations occur in it:
//! * A **JSON pointer** (RFC 6901) names a member of an answer: `/status`, `/output/0/url`. The segment `*` means every
//!   item of a list. The empty text means the whole answer.
//! * A **template** (RFC 6570, level 1) is a text with names in braces: `/jobs/{id}`. Values are encoded,
//!   so that each stays within its segment. `{+id}` keeps the slashes of a value (level 2).
//! * A **list of places** is tried in its order. The first place that has a value is used.
//!
//! A member that is null or left out has its default.

mod check;
mod job;
mod limits;
mod operation;
mod parameter;
mod place;
mod reader;
mod result;
mod status;
mod submission;
pub(crate) mod template;
pub(crate) mod value;
mod verbatim;
pub(crate) mod words;

pub use job::{CancelDescription, Gone, JobPlaces};
pub use limits::{DescribedLimits, DescribedPace};
pub use operation::{CredentialDescription, CredentialKind, OperationDescription};
pub use parameter::{ParameterDescription, ParameterKind, ParameterPlace};
pub use place::{AnswerOf, Condition, ErrorPlace, Place, RequestPart};
pub(crate) use result::FilesCredential;
pub use result::{PagesDescription, ResultDescription, ResultRenewal};
pub use status::{DescribedState, StatePlace, StatusDescription};
pub use submission::{DescribedMethod, SubmissionDescription};
pub use verbatim::Verbatim;

use crate::json::Value;
use crate::plain::{MemberType, ReadMember, Rule};
use crate::text::digits;
use crate::{Error, Result, plain};

use reader::Mistakes;

plain! {
    readable
    /// A service as data: all facts that `JobService` needs. Nothing in it is executed.
    ///
    /// Texts that name a member of an answer are JSON pointers (RFC 6901), in which `*` means every item of a list.
    /// Paths are templates (RFC 6570, level 1) with names in braces. A list of places is tried in order.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ServiceDescription {
        /// The name of the service, which is also in its jobs: letters, digits, `-`, `_` and `.`.
        pub name: String,
        /// The name for people.
        pub title: Option<String>,
        /// The documents with the facts, such as their URLs.
        pub sources: Vec<String> = Rule::EMPTY_IS_ABSENT,
        /// The day on which the sources were read, such as `2026-11-27`.
        pub read_on: Option<String>,
        /// The address of the service. The option `endpoint` of a client replaces it.
        pub endpoint: Option<String>,
        /// The credential that requests carry.
        pub credential: CredentialDescription,
        /// The operations, by their names.
        pub operations: Vec<(String, OperationDescription)>,
        /// The limits of the service at one origin.
        pub limits: Option<DescribedLimits>,
        /// The pace at which jobs are polled.
        pub pace: Option<DescribedPace>,
    }
}

/// The longest description, in bytes.
const LONGEST: usize = 1 << 18;

impl ServiceDescription {
    /// Reads a description from JSON, and checks all of it.
    ///
    /// # Errors
    /// `invalidArgument`. The message has the first mistake. [`Error::errors`] has every mistake, with its path as
    /// `target`.
    pub fn parse(json: &str) -> Result<Self> {
        if json.len() > LONGEST {
            return Err(Error::invalid_argument("The description is longer than 256 KB."));
        }
        let value = Value::parse(json.as_bytes()).map_err(|error| {
            Error::invalid_argument(text!(
                "The description is not JSON: {} expected at byte {}.",
                error.expected,
                digits(error.offset as u64)
            ))
        })?;
        let mut mistakes = Mistakes::default();
        let plain = mistakes.read(Self::KIND, 0, &value);
        let description = Self::from_plain(plain);
        // Further checks would treat an unreadable member as one that is left out.
        if mistakes.list.is_empty() {
            check::check(&description, &mut mistakes);
        }
        let Some(first) = mistakes.list.first() else { return Ok(description) };
        let message = text!(
            "The description cannot be used. {}: {} ({} mistakes in all.)",
            first.target.as_deref().unwrap_or_default(),
            first.message,
            digits(mistakes.list.len() as u64)
        );
        Err(Error::invalid_argument(message).with_errors(mistakes.list))
    }
}
