//! The documents that a custom-text project is made of, which no export holds.

use crate::Result;
use crate::json::{JsonWriter, Members, Value};

/// The documents of a project: which it needs, and what is known of them at the target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentsReport {
    /// The container at the target that must hold them.
    pub container: Option<String>,
    /// Their names, at the container's root (docs/contracts/azure-language.md#project-files).
    pub required: Vec<String>,
    /// True if storage was asked: without a SAS URL of the target's container nothing is known.
    pub is_checked: bool,
    /// How many were copied.
    pub copied: u64,
    /// How many are there in the right size.
    pub verified: u64,
    /// Those that are not at the target.
    pub missing: Vec<String>,
    /// Those that are there and differ in size or hash. They were left as they are.
    pub different: Vec<String>,
    /// Those that could not be copied or looked at, with why.
    pub failed: Vec<DocumentFailure>,
}

/// Why a document is not where it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFailure {
    /// The document.
    pub name: String,
    /// What the storage said, without any signature.
    pub message: String,
}

impl DocumentsReport {
    /// Returns whether every document is where training will look for it, as far as was asked.
    pub fn is_complete(&self) -> bool {
        self.required.is_empty() || (self.is_checked && self.verified == self.required.len() as u64)
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        out.option("container", self.container.as_deref());
        out.bool("checked", self.is_checked);
        out.bool("complete", self.is_complete());
        out.number("copied", self.copied);
        out.number("verified", self.verified);
        out.texts("required", &self.required);
        out.texts("missing", &self.missing);
        out.texts("different", &self.different);
        out.list("failed", &self.failed, |it, out| {
            out.text("name", &it.name);
            out.text("message", &it.message);
        });
    }

    pub(super) fn read(value: &Value<'_>) -> Result<Self> {
        let members = Members::of("The state's documents", value)?;
        Ok(Self {
            container: members.text("container")?,
            required: members.texts("required")?,
            is_checked: members.bool("checked")?,
            copied: members.number("copied")?,
            verified: members.number("verified")?,
            missing: members.texts("missing")?,
            different: members.texts("different")?,
            failed: members.list("failed", |value| {
                let members = Members::of("A failure in the state", value)?;
                Ok(DocumentFailure {
                    name: members.required("name")?,
                    message: members.required("message")?,
                })
            })?,
        })
    }
}
