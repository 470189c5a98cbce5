//! The steps of carrying a project over, in their order.

use crate::error::one_of;
use crate::{Error, Result, words};

words! {
    /// The steps of a replication, in their order.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Step as "ReplicationStep" {
        /// Reads what is at the source, and what is in the way at the target.
        Look = "look",
        /// Exports the project that is about to be replaced, and hands it to `onBackup`.
        Backup = "backup",
        /// Exports and downloads the source's project, and makes it fit for the target.
        Export = "export",
        /// Lists the documents of a custom-text project, copies them where that is wanted, and looks for them.
        Documents = "documents",
        /// Imports the project at the target.
        Import = "import",
        /// Exports the target's project, and compares it with what was sent.
        Verify = "verify",
        /// Trains the source's models at the target.
        Train = "train",
        /// Puts the evaluations of both sides side by side.
        Evaluate = "evaluate",
        /// Deploys the target's models under the source's names.
        Deploy = "deploy",
    }
}

impl Step {
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
