//! What a driver is asked to do.

use crate::{Request, Sending};

/// Names a task.
pub type TaskId = u32;

/// Whom a request is for, and so whose credential it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// The resource that a project comes from.
    Source,
    /// The resource that it goes to.
    Target,
    /// Blob storage, whose URLs hold a signature: without any other credential, and in no log.
    Storage,
    /// One of several resources, by its index in the order of preference. An operation that knows
    /// one service only has it at 0.
    Resource(usize),
}

impl Party {
    /// The party's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Storage => "storage",
            Self::Resource(_) => "resource",
        }
    }
}

/// What a request is answered with, and so how its answer is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A job's status. The headers that a status is not read from are left out.
    Status,
    /// An answer that is stopped when it is longer than this many bytes.
    Answer(usize),
    /// A file of any length. Its bytes are looked at as they arrive.
    File,
}

/// What a script has saved.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveItem {
    /// The state, which has changed. It must outlive the page.
    State,
    /// A project that is about to be replaced, as it was.
    Backup {
        /// Its name.
        project: String,
        /// Its file, as the service exported it.
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
        /// Whose credential goes with it.
        to: Party,
        /// The request, without the token of a provider.
        request: Request,
        /// How often it may be sent.
        sending: Sending,
        /// What the answer is.
        expected: Expected,
    },
    /// Save this; report with [`Operation::handle_saved`](super::Operation::handle_saved).
    Save {
        /// The task.
        id: TaskId,
        /// What to save.
        item: SaveItem,
    },
}
