//! Indexes a result while it arrives, because it may be a project.

use std::cell::RefCell;

use crate::project::ProjectIndex;

/// The index so far; `None` once the bytes are known not to be a project.
#[derive(Default)]
pub(crate) struct ArrivingProject(RefCell<Option<ProjectIndex>>);

impl ArrivingProject {
    /// Takes the index of the whole file. If there is none, it is built later, on demand.
    pub(crate) fn take_index(&self) -> ProjectIndex {
        self.0.take().unwrap_or_default()
    }

    /// Starts again. The next byte is the first one.
    pub(crate) fn begin(&self) {
        self.0.replace(Some(ProjectIndex::default()));
    }

    /// Indexes the bytes that have arrived since the last call. `bytes` is the whole file so far.
    pub(crate) fn advance(&self, bytes: &[u8]) {
        // A file of another kind, such as ZIP, is recognised by its first byte.
        let mut index = self.0.borrow_mut();
        if index.as_mut().is_some_and(|index| index.advance(bytes).is_err()) {
            *index = None;
        }
    }
}
