//! The file that an export of Azure AI Language gives.

mod summary;

pub use summary::ProjectSummary;

use std::rc::Rc;

use crate::json::{JsonError, Reader};
use crate::{Error, ErrorCode, Result};

/// A project file: its bytes as they came, checked to be one, with what a person wants to know
/// first.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportedProject {
    bytes: Rc<Vec<u8>>,
    summary: ProjectSummary,
}

impl ExportedProject {
    /// Reads a project file, of any kind and version. The bytes are shared, not copied.
    ///
    /// # Errors
    /// `invalidProject`, with line, column and byte offset, when the bytes are not JSON or not a
    /// project.
    pub fn parse(bytes: impl Into<Rc<Vec<u8>>>) -> Result<Self> {
        let bytes = bytes.into();
        let mut reader = Reader::new(&bytes);
        let mut summary = summary::read(&mut reader)
            .and_then(|summary| reader.end().map(|()| summary))
            .map_err(|error| invalid(&bytes, error))?;
        summary.size = bytes.len() as u64;
        if !summary.is_project() {
            return Err(Error::new(
                ErrorCode::InvalidProject,
                "The file is JSON, but no exported project: it has neither `metadata` nor \
                 `assets` as objects.",
            ));
        }
        Ok(Self { bytes, summary })
    }

    /// What the project is and how much is in it.
    pub fn summary(&self) -> &ProjectSummary {
        &self.summary
    }

    /// The file, byte for byte as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn invalid(bytes: &[u8], JsonError { offset, expected }: JsonError) -> Error {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start_of_line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // Characters, not bytes: what does not continue one in UTF-8.
    let line_so_far = before.get(start_of_line..).unwrap_or_default();
    let column = line_so_far.iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
    Error::new(
        ErrorCode::InvalidProject,
        format!(
            "The file is not a project: {expected} expected at line {line}, column {column} \
             (byte {offset})."
        ),
    )
}
