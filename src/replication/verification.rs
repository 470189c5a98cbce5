//! Differences between the project that was sent and the one at the target.

use export_jobs_project::{ChangeKind, ExportedProject};

use crate::plain;
use crate::plain::Rule;

/// The maximum number of differences to list. All differences are counted.
const LISTED: usize = 100;

plain! {
    readable
    /// The differences between two projects.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Verification as "ReplicationDifferences" {
        /// The number of differences.
        pub differences: u64,
        /// The first 100 differences.
        pub listed: Vec<Difference> = Rule::NONE.in_full(),
    } also {
        /// True if there is no difference.
        equal: bool => Verification::is_equal,
    }
}

plain! {
    readable
    /// One difference.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Difference {
        /// `file`, `metadata`, `assets`, or the list that an item is in.
        pub part: String = Rule::NONE.required(),
        /// The kind of difference of the target.
        pub change: ChangeKind = Rule::NONE.required().in_full(),
        /// The member's name, or the item's text, location, category or id.
        pub name: String = Rule::NONE.required(),
    }
}

impl Verification {
    /// Compares the file that was sent with the target's. The service replaces the api-version in the
    /// file by that of the request.
    pub(crate) fn of(sent: &ExportedProject, there: &ExportedProject) -> Self {
        Self::without(sent, there, &["projectFileVersion"])
    }

    /// Compares a project in two regions, each with its own container.
    pub(crate) fn of_regions(here: &ExportedProject, there: &ExportedProject) -> Self {
        Self::without(here, there, &["projectFileVersion", "storageInputContainerName"])
    }

    fn without(sent: &ExportedProject, there: &ExportedProject, own: &[&str]) -> Self {
        let comparison = sent.compare(there);
        let is_own =
            |part: &str, name: &str| matches!(part, "file" | "metadata") && own.contains(&name);
        let mut verification = Self::default();
        for change in comparison.iter().filter(|it| !is_own(it.part, &it.name)) {
            verification.differences += 1;
            if verification.listed.len() < LISTED {
                verification.listed.push(Difference {
                    part: change.part.to_owned(),
                    change: change.kind,
                    name: change.name,
                });
            }
        }
        verification
    }

    /// Returns whether there is no difference.
    pub fn is_equal(&self) -> bool {
        self.differences == 0
    }
}
