//! Lists the files in a ZIP file.

use crate::plain;
use crate::{Error, ErrorCode, Result};

plain! {
    /// A file in a ZIP file.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ArchiveEntry {
        /// The path of the file within the ZIP file, as written.
        pub name: String,
        /// The unpacked size in bytes.
        pub size: u64,
        /// The packed size in bytes.
        pub compressed_size: u64,
    }
}

/// The end-of-directory record (APPNOTE 4.3.16), without its comment.
const END_BYTES: usize = 22;
/// The longest comment after the end record, in bytes.
const MAX_COMMENT: usize = u16::MAX as usize;
/// A directory record (APPNOTE 4.3.12), without name, extra field and comment.
const RECORD_BYTES: usize = 46;

/// Lists the files in a ZIP file. Reads only its directory; nothing is unpacked.
///
/// # Errors
/// `unreadableResponse` if the bytes are not a complete ZIP file.
pub fn archive_entries(bytes: &[u8]) -> Result<Vec<ArchiveEntry>> {
    entries(bytes).ok_or_else(|| {
        Error::new(
            ErrorCode::UnreadableResponse,
            "The file is not a ZIP file or is incomplete: its directory cannot be read.",
        )
    })
}

fn entries(bytes: &[u8]) -> Option<Vec<ArchiveEntry>> {
    let end = find_end(bytes)?;
    let count = end.u16_at(10)?;
    let mut directory = Bytes(bytes.get(end.u32_at(16)? as usize..)?);
    let mut entries = Vec::new();
    for _ in 0..count {
        if !directory.0.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name_length = usize::from(directory.u16_at(28)?);
        let rest_length = usize::from(directory.u16_at(30)?) + usize::from(directory.u16_at(32)?);
        let name = directory.0.get(RECORD_BYTES..RECORD_BYTES + name_length)?;
        entries.push(ArchiveEntry {
            name: String::from_utf8_lossy(name).into_owned(),
            size: u64::from(directory.u32_at(24)?),
            compressed_size: u64::from(directory.u32_at(20)?),
        });
        directory = Bytes(directory.0.get(RECORD_BYTES + name_length + rest_length..)?);
    }
    Some(entries)
}

/// Returns whether a ZIP file is complete: it ends with the end record, and the directory is
/// directly before that. Finding an end record is not enough, because a workbook inside is a ZIP
/// file too.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    is_end(bytes, bytes.len() as u64)
}

/// The length of the part at the end of a ZIP file that [`is_end`] needs.
pub(crate) const LONGEST_END: usize = END_BYTES + MAX_COMMENT;

/// Does the same as [`is_whole`] for a file of `size` bytes. `tail` is its last bytes.
pub(crate) fn is_end(tail: &[u8], size: u64) -> bool {
    let Some(end) = find_end(tail) else { return false };
    let (Some(length), Some(start), Some(comment)) =
        (end.u32_at(12), end.u32_at(16), end.u16_at(20))
    else {
        return false;
    };
    let end_at = end_of_directory(tail).unwrap_or_default();
    let is_last = end_at + END_BYTES + usize::from(comment) == tail.len();
    let before = size.saturating_sub(tail.len() as u64);
    // If all bits are set, the values are in the ZIP64 records, which lie between the directory and
    // the end record.
    let is_behind = start == u32::MAX || length == u32::MAX || length == 0;
    let directory_end = u64::from(start) + u64::from(length);
    is_last && (is_behind || directory_end == before + end_at as u64)
}

/// Returns the end record. Only a comment, usually empty, follows it.
fn find_end(bytes: &[u8]) -> Option<Bytes<'_>> {
    let at = end_of_directory(bytes)?;
    bytes.get(at..at + END_BYTES).map(Bytes)
}

/// Returns the offset of the end record.
fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(LONGEST_END);
    let tail = bytes.get(from..)?;
    tail.windows(4).rposition(|window| window == b"PK\x05\x06").map(|at| from + at)
}

/// Reads little-endian numbers at offsets.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn u16_at(&self, at: usize) -> Option<u16> {
        self.0.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn u32_at(&self, at: usize) -> Option<u32> {
        self.0.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns a ZIP file with one stored file, `a.xlsx`, whose content is `hi`.
    fn archive() -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend([
            20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 2, 0, 0, 0, 2, 0, 0, 0, 6, 0, 0, 0,
        ]);
        bytes.extend(b"a.xlsxhi");
        let directory = u8::try_from(bytes.len()).unwrap();
        bytes.extend(b"PK\x01\x02");
        bytes.extend([
            20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 2, 0, 0, 0, 2, 0, 0, 0, 6, 0,
        ]);
        bytes.extend([0; 16]);
        bytes.extend(b"a.xlsx");
        bytes.extend(b"PK\x05\x06");
        bytes.extend([0, 0, 0, 0, 1, 0, 1, 0, 52, 0, 0, 0, directory, 0, 0, 0, 0, 0]);
        bytes
    }

    #[test]
    fn the_files_are_listed_with_their_sizes() {
        let entry = ArchiveEntry { name: "a.xlsx".into(), size: 2, compressed_size: 2 };
        assert_eq!(archive_entries(&archive()).unwrap(), [entry]);
    }

    #[test]
    fn a_file_that_was_cut_off_is_refused() {
        let whole = archive();
        for length in 0..whole.len() - 1 {
            assert!(archive_entries(&whole[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn a_file_that_is_cut_behind_a_workbook_in_it_is_not_whole() {
        assert!(is_whole(&archive()));
        let mut outer = b"PK\x03\x04 a local header and its name".to_vec();
        outer.extend(archive());
        assert!(!is_whole(&outer));
        outer.extend(b"more");
        assert!(!is_whole(&outer));
    }

    #[test]
    fn the_end_of_a_file_is_enough_to_see_that_it_is_whole() {
        let whole = archive();
        let size = whole.len() as u64;
        for from in 0..=whole.len() - END_BYTES {
            assert!(is_end(&whole[from..], size), "{from}");
            assert!(!is_end(&whole[from..], size + 1), "{from}");
        }
        assert!(!is_end(&whole[..whole.len() - 1], size));
    }

    proptest! {
        #[test]
        fn it_never_panics(bytes in any::<Vec<u8>>(), at in any::<usize>(), byte in any::<u8>()) {
            let _ = (archive_entries(&bytes), is_whole(&bytes));
            let mut broken = archive();
            let at = at % broken.len();
            broken[at] = byte;
            let _ = (archive_entries(&broken), is_whole(&broken));
        }
    }
}
