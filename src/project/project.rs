//! The file that an export of Azure AI Language gives.

use std::rc::Rc;

use crate::outline::Outline;
use crate::project_reader::ProjectIndex;
use crate::{InvalidProject, ProjectSummary};

/// A project file: its bytes as they came, an index of what stands where, and what a person wants to
/// know first. Copies share all of it.
#[derive(Clone, Debug)]
pub struct ExportedProject(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    bytes: Rc<Vec<u8>>,
    outline: Outline,
    summary: ProjectSummary,
}

impl ExportedProject {
    /// Reads a project file, of any kind and version. The bytes are shared, not copied.
    ///
    /// # Errors
    /// With path, line, column and byte offset, when the bytes are not JSON or not a project.
    pub fn parse(bytes: impl Into<Rc<Vec<u8>>>) -> Result<Self, InvalidProject> {
        ProjectIndex::default().finish(bytes.into())
    }

    pub(crate) fn new(bytes: Rc<Vec<u8>>, outline: Outline, summary: ProjectSummary) -> Self {
        Self(Rc::new(Inner { bytes, outline, summary }))
    }

    /// What the project is and how much is in it.
    pub fn summary(&self) -> &ProjectSummary {
        &self.0.summary
    }

    /// The file, byte for byte as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    pub(crate) fn outline(&self) -> &Outline {
        &self.0.outline
    }
}
