//! The project that is read from a file while the file is saved.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::Error;

use super::arriving_project::ArrivingProject;
use super::project::ExportedProject;
use crate::wasm::values::error::Thrown;

/// The bytes of a file that may be a project, and their index.
#[derive(Clone, Default)]
pub(crate) struct SavedProject(Rc<Arriving>);

#[derive(Default)]
struct Arriving {
    bytes: RefCell<Vec<u8>>,
    index: ArrivingProject,
    /// True if there is no memory for the file.
    is_too_large: Cell<bool>,
}

impl SavedProject {
    /// Starts again. The next byte is the first one.
    pub(crate) fn begin(&self) {
        self.0.bytes.take();
        self.0.index.begin();
    }

    /// Takes the next piece.
    pub(crate) fn take_piece(&self, piece: &[u8]) {
        let mut bytes = self.0.bytes.borrow_mut();
        if bytes.try_reserve(piece.len()).is_err() {
            self.0.is_too_large.set(true);
            return;
        }
        bytes.extend_from_slice(piece);
        self.0.index.advance(&bytes);
    }

    /// Returns the project.
    ///
    /// # Errors
    /// `invalidProject` if the file is not a project; `invalidArgument` if there is no memory for
    /// it.
    pub(crate) fn take(&self) -> Thrown<ExportedProject> {
        if self.0.is_too_large.get() {
            return Err(Error::invalid_argument(
                "The file is too large for this page's memory: save it without `project`.",
            )
            .into());
        }
        ExportedProject::of(self.0.index.take_index(), Rc::new(self.0.bytes.take()))
    }
}
