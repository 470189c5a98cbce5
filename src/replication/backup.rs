//! A project that is about to be replaced.

use crate::plain;

plain! {
    /// The information that `onBackup` gets about a project that will be replaced, besides its
    /// bytes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Backup {
        /// The name of the project.
        pub project: String,
        /// A name for the backup file.
        pub suggested_name: String,
    }
}

impl Backup {
    /// Returns the information about the backup of this project.
    pub fn of(project: &str) -> Self {
        let suggested_name = [project, "-backup.json"].concat();
        Self { project: project.to_owned(), suggested_name }
    }
}
