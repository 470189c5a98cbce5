//! Reads a project file that arrives in pieces.

use std::rc::Rc;

use crate::indexer::Indexer;
use crate::memory::is_out_of_memory;
use crate::summary;
use crate::{ExportedProject, InvalidProject};

/// The index of a growing file. The caller keeps the bytes.
#[derive(Debug, Default)]
pub struct ProjectIndex(Indexer);

impl ProjectIndex {
    /// Reads as much of the bytes as possible. They must begin with those of the last call.
    ///
    /// # Errors
    /// Fails as soon as the bytes cannot be the beginning of a project.
    pub fn advance(&mut self, bytes: &[u8]) -> Result<(), InvalidProject> {
        self.read(bytes, false)
    }

    fn read(&mut self, bytes: &[u8], complete: bool) -> Result<(), InvalidProject> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(InvalidProject::whole(
                "The file is too large to be a project: it has more than 4 GB.",
            ));
        }
        let read = self.0.advance(bytes, complete);
        read.map_err(|error| match is_out_of_memory(error) {
            true => too_large(),
            false => InvalidProject::new(bytes, &self.0.outline, error),
        })
    }

    /// Reads the rest, when all bytes have arrived.
    ///
    /// # Errors
    /// Fails if the bytes are not a project, or are cut off.
    pub fn finish(mut self, bytes: Rc<Vec<u8>>) -> Result<ExportedProject, InvalidProject> {
        self.read(&bytes, true)?;
        let Indexer { mut outline, sums, .. } = self.0;
        outline.finish().map_err(|_| too_large())?;
        let is_object = |name: &str| {
            let found = crate::outline::member(&outline.top, name);
            found.is_some_and(|member| member.value.of(&bytes).first() == Some(&b'{'))
        };
        if !is_object("metadata") && !is_object("assets") {
            return Err(InvalidProject::whole(
                "The file is JSON, but not an exported project: neither `metadata` nor `assets` \
                 is an object.",
            ));
        }
        let summary = summary::summarise(&bytes, &outline, sums).map_err(|_| too_large())?;
        Ok(ExportedProject::new(bytes, outline, summary))
    }
}

/// Reads a file while it arrives. The summary is ready as soon as the last byte has arrived.
/// ```
/// let mut reader = export_jobs_project::ProjectReader::default();
/// for piece in [&br#"{"metadata": {"projectName": "Ma"#[..], br#"il"}, "assets": {}}"#] {
///     reader.push(piece)?;
/// }
/// assert_eq!(reader.finish()?.summary().name.as_deref(), Some("Mail"));
/// # Ok::<(), export_jobs_project::InvalidProject>(())
/// ```
#[derive(Debug, Default)]
pub struct ProjectReader {
    bytes: Vec<u8>,
    index: ProjectIndex,
}

impl ProjectReader {
    /// Reserves memory for a file of a known size, so that the bytes are never moved. `bytes` is
    /// the size.
    ///
    /// # Errors
    /// Fails if there is too little memory.
    pub fn reserve(&mut self, bytes: u64) -> Result<(), InvalidProject> {
        let room = usize::try_from(bytes).ok();
        room.and_then(|room| self.bytes.try_reserve_exact(room).ok()).ok_or_else(too_large)
    }

    /// Appends the next piece.
    ///
    /// # Errors
    /// Fails as soon as the bytes cannot be the beginning of a project.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), InvalidProject> {
        self.push_with(piece.len(), |room| room.copy_from_slice(piece))
    }

    /// Appends the next piece, which the caller writes into its final place.
    ///
    /// # Errors
    /// Fails as soon as the bytes cannot be the beginning of a project.
    pub fn push_with(
        &mut self,
        length: usize,
        write: impl FnOnce(&mut [u8]),
    ) -> Result<(), InvalidProject> {
        self.bytes.try_reserve(length).map_err(|_| too_large())?;
        let start = self.bytes.len();
        self.bytes.resize(start + length, 0);
        write(self.bytes.get_mut(start..).unwrap_or_default());
        self.index.advance(&self.bytes)
    }

    /// Returns the number of bytes that have arrived.
    pub fn received(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Reads the rest, when the file has arrived.
    ///
    /// # Errors
    /// Fails if the file is not a project, or is cut off.
    pub fn finish(self) -> Result<ExportedProject, InvalidProject> {
        self.index.finish(Rc::new(self.bytes))
    }
}

fn too_large() -> InvalidProject {
    InvalidProject::whole("There is too little memory for this file.")
}
