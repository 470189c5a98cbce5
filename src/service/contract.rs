//! The contract of a service as data, for the gateway: the requests that the service takes.
//!
//! Each service makes its contract from its own tables. The files in `src/gateway/contracts/` are
//! generated from the contracts.

use crate::Method;
use crate::service::Limits;

/// The requests that a service takes.
pub(crate) struct Contract {
    /// The name of the service in the options of the gateway.
    pub(crate) service: &'static str,
    /// The beginnings of the paths.
    pub(crate) bases: Vec<Base>,
    /// The requests. If two match, the first one applies.
    pub(crate) requests: Vec<ContractRequest>,
    /// The limits of the service at one origin.
    pub(crate) limits: Limits,
    /// The places of a job and its state in answers.
    pub(crate) job: JobMembers,
}

/// The members of answers that name a job and its state, as JSON pointers.
pub(crate) struct JobMembers {
    pub(crate) id: &'static str,
    pub(crate) state: &'static str,
    /// The states of a job that has ended.
    pub(crate) done: Vec<String>,
}

/// The beginning of some paths, and the api-versions that have these paths.
pub(crate) struct Base {
    /// A path, such as `/language/authoring/analyze-text/projects`.
    pub(crate) path: String,
    /// The index of the mask in [`Masks`] that applies to these paths.
    pub(crate) column: usize,
    /// The api-versions, each with the bits that it has in masks. Empty for a service without
    /// versions.
    pub(crate) versions: Vec<(&'static str, u8)>,
}

/// A mask for each family. Each bit is a generation of api-versions that has a feature.
pub(crate) type Masks = [u8; 3];

/// The masks of a feature that every version of every family has.
pub(crate) const ALWAYS: Masks = [u8::MAX; 3];

/// The part of a request in the life of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Runs no job.
    Call,
    /// Starts a job.
    Submit,
    /// Reads the state of a job.
    Status,
    /// Collects the result of a job.
    Result,
    /// Cancels a job.
    Cancel,
}

impl Stage {
    /// Returns the name in JavaScript.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Submit => "submit",
            Self::Status => "status",
            Self::Result => "result",
            Self::Cancel => "cancel",
        }
    }
}

/// A parameter of the query, a header, or a member of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) name: &'static str,
    pub(crate) has: Masks,
}

impl Item {
    pub(crate) fn always(name: &'static str) -> Self {
        Self { name, has: ALWAYS }
    }
}

/// One request of a contract.
pub(crate) struct ContractRequest {
    /// The operation, as in [`crate::Job::operation`].
    pub(crate) operation: &'static str,
    pub(crate) stage: Stage,
    /// The kind of export, if an operation has several; otherwise an empty text.
    pub(crate) report: String,
    pub(crate) method: Method,
    /// The path below the base, with placeholders such as `{project}`.
    pub(crate) path: String,
    pub(crate) has: Masks,
    pub(crate) query: Vec<Item>,
    pub(crate) headers: Vec<Item>,
    /// The content types of its body. Empty if it has no body.
    pub(crate) bodies: Vec<Item>,
    /// The members of a JSON body, or of each item of a list. Empty for a file, whose content is
    /// not checked.
    pub(crate) members: Vec<Item>,
}

impl ContractRequest {
    pub(crate) fn new(
        operation: &'static str,
        stage: Stage,
        method: Method,
        path: impl Into<String>,
    ) -> Self {
        Self {
            operation,
            stage,
            report: String::new(),
            method,
            path: path.into(),
            has: ALWAYS,
            query: Vec::new(),
            headers: Vec::new(),
            bodies: Vec::new(),
            members: Vec::new(),
        }
    }
}
