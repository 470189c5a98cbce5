//! A result that may be a project, indexed while it arrives.

use std::cell::RefCell;

use crate::project::ProjectIndex;

/// The index so far; `None` once the bytes are known not to be a project.
#[derive(Default)]
pub(super) struct ArrivingProject(RefCell<Option<ProjectIndex>>);

impl ArrivingProject {
    /// Takes the index out, with all that has been indexed.
    pub(super) fn take(&self) -> Self {
        Self(RefCell::new(self.0.take()))
    }

    /// Takes the index of the whole file. Without one, it is made when it is needed.
    pub(super) fn take_index(&self) -> ProjectIndex {
        self.0.take().unwrap_or_default()
    }

    /// Begins anew: the first byte comes next.
    pub(super) fn begin(&self) {
        self.0.replace(Some(ProjectIndex::default()));
    }

    /// Indexes the bytes that have arrived since the last call. `bytes` are all that there are.
    pub(super) fn advance(&self, bytes: &[u8]) {
        // What is no project, such as a ZIP file, is found out at its first byte.
        let mut index = self.0.borrow_mut();
        if index.as_mut().is_some_and(|index| index.advance(bytes).is_err()) {
            *index = None;
        }
    }
}
