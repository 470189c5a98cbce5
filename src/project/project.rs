//! The file that Azure AI Language exports.

use std::rc::Rc;

use crate::outline::Outline;
use crate::project_reader::ProjectIndex;
use crate::{InvalidProject, ProjectSummary};

/// A project file: its unchanged bytes, an index of their contents, and a summary. Copies share all
/// of it.
#[derive(Clone, Debug)]
pub struct ExportedProject(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    bytes: Rc<Vec<u8>>,
    outline: Outline,
    summary: ProjectSummary,
}

impl ExportedProject {
    /// Reads a project file of any kind and version. The bytes are shared, not copied.
    ///
    /// # Errors
    /// Fails if the bytes are not JSON or not a project. The error has path, line, column and byte
    /// offset.
    pub fn parse(bytes: impl Into<Rc<Vec<u8>>>) -> Result<Self, InvalidProject> {
        ProjectIndex::default().finish(bytes.into())
    }

    pub(crate) fn new(bytes: Rc<Vec<u8>>, outline: Outline, summary: ProjectSummary) -> Self {
        Self(Rc::new(Inner { bytes, outline, summary }))
    }

    /// Returns the project's kind, name and counts.
    pub fn summary(&self) -> &ProjectSummary {
        &self.0.summary
    }

    /// Returns the file, byte for byte.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    pub(crate) fn outline(&self) -> &Outline {
        &self.0.outline
    }
}
