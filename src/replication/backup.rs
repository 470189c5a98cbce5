//! A project that is about to be replaced.

use crate::plain;

plain! {
    /// What `onBackup` is told of a project that is about to be replaced, beside its bytes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Backup {
        /// The name of the project.
        pub project: String,
        /// A name for the file.
        pub suggested_name: String,
    }
}

impl Backup {
    /// The backup of this project.
    pub fn of(project: &str) -> Self {
        let suggested_name = [project, "-backup.json"].concat();
        Self { project: project.to_owned(), suggested_name }
    }
}
