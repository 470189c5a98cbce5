//! What a job of the authoring API does.

use crate::{Error, Result};

/// An operation that runs as a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Makes the project file.
    Export,
    /// Takes a project file in.
    Import,
    /// Trains a model.
    Train,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Export, Self::Import, Self::Train];

    /// The operation's segment in job paths.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Export => "export",
            Self::Import => "import",
            Self::Train => "train",
        }
    }

    /// Reads the operation's name.
    ///
    /// # Errors
    /// `invalidArgument` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|operation| operation.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" is no operation that runs as a job: give \"export\", \"import\" \
                 or \"train\"."
            ))
        })
    }
}
