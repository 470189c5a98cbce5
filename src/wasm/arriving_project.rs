//! A result that may be a project, indexed while it arrives.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::project::ProjectIndex;

use super::error::Thrown;
use super::job_result::JobResult;
use super::project::ExportedProject;

/// The index so far; none of what is no project.
#[derive(Default)]
pub(super) struct ArrivingProject(RefCell<Option<ProjectIndex>>);

impl ArrivingProject {
    /// The first byte comes next.
    pub(super) fn begin(&self) {
        self.0.replace(Some(ProjectIndex::default()));
    }

    /// Takes note of all bytes that are there.
    pub(super) fn advance(&self, bytes: &[u8]) {
        // What is no project, such as a ZIP file, is found out at its first byte.
        let mut index = self.0.borrow_mut();
        if index.as_mut().is_some_and(|index| index.advance(bytes).is_err()) {
            *index = None;
        }
    }
}

#[wasm_bindgen]
impl JobResult {
    /// The file as an exported project of Azure AI Language.
    pub fn project(&self) -> Thrown<ExportedProject> {
        let index = self.project.0.take().unwrap_or_default();
        ExportedProject::of(index, self.bytes.clone())
    }
}
