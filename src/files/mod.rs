//! The files that jobs make.

mod archive;
mod result_file;

pub(crate) use archive::{LONGEST_END, is_end, is_whole};
pub use archive::{ArchiveEntry, archive_entries};
pub use result_file::ResultFile;
