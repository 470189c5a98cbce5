//! What a driver is asked to do.

use crate::Request;

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
}

impl Party {
    /// The party's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Storage => "storage",
        }
    }
}

/// How often a driver may send a request, and with which token. It matters where the credential is
/// a provider of tokens; a key is sent as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// A request that changes nothing. When its token is refused (401), the driver gets a fresh one
    /// and sends the request again.
    Renewed,
    /// Once, whatever the answer is. The script has to look before it sends anything again.
    Once,
    /// Once, with a token that no request has carried yet.
    OnceWithFreshToken,
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
    },
    /// Save this; report with [`Operation::handle_saved`](super::Operation::handle_saved).
    Save {
        /// The task.
        id: TaskId,
        /// What to save.
        item: SaveItem,
    },
}
