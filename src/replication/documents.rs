//! The documents of a custom-text project. An export does not contain them.

use crate::plain;
use crate::plain::Rule;

plain! {
    readable
    /// The documents that a project needs, and their state at the target.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct DocumentsReport {
        /// The container at the target that must hold them.
        pub container: Option<String>,
        /// The files that must be in the target's container, at its root.
        // (docs/contracts/azure-language.md#project-files)
        pub required: Vec<String>,
        /// True if storage was asked. Without a SAS URL of the target's container nothing is known.
        pub is_checked: bool as "checked",
        /// The number of documents that were copied.
        pub copied: u64,
        /// The number of documents that are there in the right size.
        pub verified: u64,
        /// The documents that are not at the target.
        pub missing: Vec<String>,
        /// The documents at the target that differ in size or hash. They were left alone.
        pub different: Vec<String>,
        /// The documents that could not be copied or looked at, with the reason.
        pub failed: Vec<DocumentFailure> = Rule::NONE.in_full(),
    } also {
        /// True if every document is where training looks for it, as far as storage was asked.
        complete: bool => DocumentsReport::is_complete,
    }
}

plain! {
    readable
    /// The reason why a document is not where it should be.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DocumentFailure {
        /// The name of the document.
        pub name: String = Rule::NONE.required(),
        /// The words of the storage, without any signature.
        pub message: String = Rule::NONE.required(),
    }
}

impl DocumentsReport {
    /// Returns whether every document is where training looks for it, as far as storage was asked.
    pub fn is_complete(&self) -> bool {
        self.required.is_empty() || (self.is_checked && self.verified == self.required.len() as u64)
    }
}
