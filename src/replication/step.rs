//! The steps of a replication.

use crate::error::one_of;
use crate::{Error, Result, words};

words! {
    /// The steps of a replication, in order.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Step as "ReplicationStep" {
        /// Reads the project at the source, and looks for obstacles at the target.
        Look = "look",
        /// Exports the project that will be replaced, and hands it to `onBackup`.
        Backup = "backup",
        /// Exports and downloads the source's project, and adapts it to the target.
        Export = "export",
        /// Lists the documents of a custom-text project, copies them if this is requested, and checks them.
        Documents = "documents",
        /// Imports the project at the target.
        Import = "import",
        /// Exports the target's project, and compares it with the one that was sent.
        Verify = "verify",
        /// Trains the source's models at the target.
        Train = "train",
        /// Compares the evaluations of both sides.
        Evaluate = "evaluate",
        /// Deploys the target's models under the source's names.
        Deploy = "deploy",
    }
}

impl Step {
    /// Parses a step's name.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" is not a step of a replication: give one of {}.",
                one_of(Self::ALL.map(Self::as_str))
            ))
        })
    }
}
