//! The files that jobs make.

mod archive;
mod result_file;

pub use archive::{ArchiveEntry, archive_entries};
pub(crate) use archive::{LONGEST_END, is_end, is_whole};
pub use result_file::ResultFile;
