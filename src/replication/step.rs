//! The steps of carrying a project over, in their order.

use crate::error::one_of;
use crate::{Error, Result};

/// A step. Each can be the last one that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What is at the source, and what is in the way at the target.
    Look,
    /// The project that is replaced is exported and handed out.
    Backup,
    /// The source's project is exported, downloaded and made fit for the target.
    Export,
    /// The documents of a custom-text project are listed, copied where asked, and looked for.
    Documents,
    /// The target takes the project in.
    Import,
    /// The target's project is exported and compared with what was sent.
    Verify,
    /// The target trains the source's models.
    Train,
    /// The evaluations of both sides, side by side.
    Evaluate,
    /// The target's models are deployed under the source's names.
    Deploy,
}

impl Step {
    /// All of them, first to last.
    pub const ALL: [Self; 9] = [
        Self::Look,
        Self::Backup,
        Self::Export,
        Self::Documents,
        Self::Import,
        Self::Verify,
        Self::Train,
        Self::Evaluate,
        Self::Deploy,
    ];

    /// The step's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Backup => "backup",
            Self::Export => "export",
            Self::Documents => "documents",
            Self::Import => "import",
            Self::Verify => "verify",
            Self::Train => "train",
            Self::Evaluate => "evaluate",
            Self::Deploy => "deploy",
        }
    }

    /// Reads a step's name.
    ///
    /// # Errors
    /// `invalidArgument` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" is no step of a replication: give one of {}.",
                one_of(Self::ALL.map(Self::as_str))
            ))
        })
    }
}
