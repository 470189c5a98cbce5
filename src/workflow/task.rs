//! The tasks of a driver.

use crate::{Request, Sending};

/// The id of a task.
pub type TaskId = u32;

/// The receiver of a request. It decides whose credential the request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// The resource from which projects are copied.
    Source,
    /// The resource to which projects are copied.
    Target,
    /// Blob storage. Its URLs contain a signature, so requests carry no other credential, and the URLs are never
    /// logged.
    Storage,
    /// One of several resources, by its index in the order of preference. An operation with one service
    /// has it at index 0.
    Resource(usize),
}

impl Party {
    /// Returns the party's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Storage => "storage",
            Self::Resource(_) => "resource",
        }
    }
}

/// The expected answer, which decides how it is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A job's status. Only the headers that the service reads are passed on.
    Status,
    /// An answer of at most this many bytes. A longer answer is aborted.
    Answer(usize),
    /// A file of any length. Its bytes are processed as they arrive.
    File,
}

/// Something that a script saves.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveItem {
    /// The changed state. It must outlive the page.
    State,
    /// The backup of a project that will be replaced.
    Backup {
        /// The project's name.
        project: String,
        /// The project's file, as the service exported it.
        file: Vec<u8>,
    },
}

/// Something to do. Its outcome is reported once, under its id.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Send this request; report with
    /// [`Operation::handle_response`](super::Operation::handle_response).
    Send {
        /// The task.
        id: TaskId,
        /// The receiver.
        to: Party,
        /// The request. It has no token yet if the credential is a token provider.
        request: Request,
        /// The number of times that it may be sent.
        sending: Sending,
        /// The expected answer.
        expected: Expected,
    },
    /// Save this; report with [`Operation::handle_saved`](super::Operation::handle_saved).
    Save {
        /// The task.
        id: TaskId,
        /// The bytes to save.
        item: SaveItem,
    },
}
