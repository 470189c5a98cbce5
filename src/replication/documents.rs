//! The documents of a custom-text project. An export does not contain them.

use crate::plain;
use crate::plain::Rule;

plain! {
    readable
    /// The documents that a project needs, and their state at the target.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct DocumentsReport {
        /// The container at the target that must contain them.
        pub container: Option<String>,
        /// The files that must be in the target's container, at its root.
        // (docs/contracts/azure-language.md#project-files)
        pub required: Vec<String>,
        /// True if the storage was checked. This needs a SAS URL of the target's container.
        pub is_checked: bool as "checked",
        /// The number of documents that were copied.
        pub copied: u64,
        /// The number of documents at the target with the right size.
        pub verified: u64,
        /// The documents that are not at the target.
        pub missing: Vec<String>,
        /// The documents at the target that differ in size or hash. They were not changed.
        pub different: Vec<String>,
        /// The documents that could not be copied or checked, with the reason.
        pub failed: Vec<DocumentFailure> = Rule::NONE.in_full(),
    } also {
        /// True if no document is known to be missing, different or failed.
        complete: bool => DocumentsReport::is_complete,
    }
}

plain! {
    readable
    /// A document that could not be copied or checked, and the reason.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DocumentFailure {
        /// The name of the document.
        pub name: String = Rule::NONE.required(),
        /// The error of the storage, without any signature.
        pub message: String = Rule::NONE.required(),
    }
}

impl DocumentsReport {
    /// Returns whether no document is known to be missing, different or failed.
    pub fn is_complete(&self) -> bool {
        self.required.is_empty() || (self.is_checked && self.verified == self.required.len() as u64)
    }
}
