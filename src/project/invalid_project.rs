//! The error of a file that is not a project.

use std::fmt;

use crate::json::JsonError;
use crate::outline::Outline;
use crate::path::path_at;

/// The reason why bytes are not a project file, and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidProject {
    /// The fault, in a sentence.
    pub message: String,
    /// The JSON path of the value in which reading ended, such as `$.assets.utterances[12].text`.
    pub path: String,
    /// Line, counted from 1.
    pub line: u64,
    /// Column in characters, counted from 1.
    pub column: u64,
    /// Offset in bytes from the start of the file.
    pub byte_offset: u64,
}

impl fmt::Display for InvalidProject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidProject {}

impl InvalidProject {
    pub(crate) fn new(bytes: &[u8], outline: &Outline, error: JsonError) -> Self {
        let JsonError { offset, expected } = error;
        let before = bytes.get(..offset).unwrap_or(bytes);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start_of_line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        // Counts characters, not bytes: continuation bytes of UTF-8 are left out.
        let line_so_far = before.get(start_of_line..).unwrap_or_default();
        let column = line_so_far.iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
        let path = path_at(bytes, outline, offset);
        Self {
            message: format!(
                "The file is not a project: {expected} expected at line {line}, column {column} \
                 (byte {offset}), in {path}."
            ),
            path,
            line: line as u64,
            column: column as u64,
            byte_offset: offset as u64,
        }
    }

    /// Returns the error for a file that is refused as a whole.
    pub(crate) fn whole(message: &str) -> Self {
        Self { message: message.into(), path: "$".into(), line: 1, column: 1, byte_offset: 0 }
    }
}
