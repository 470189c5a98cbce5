//! Where in a file something is: for people a line and a column, for programs a path and an offset.

use std::fmt;

use crate::json::{JsonError, Kind, Reader};
use crate::outline::{List, Outline};

/// Why bytes are no project file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidProject {
    /// A sentence for people.
    pub message: String,
    /// The JSON path of the value in which reading ended, such as `$.assets.utterances[12].text`.
    pub path: String,
    /// Counted from 1.
    pub line: u64,
    /// In characters, counted from 1.
    pub column: u64,
    /// Bytes from the start of the file.
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
        // Characters, not bytes: what does not continue one in UTF-8.
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

    /// A file that is refused as a whole.
    pub(crate) fn whole(message: &str) -> Self {
        Self { message: message.into(), path: "$".into(), line: 1, column: 1, byte_offset: 0 }
    }
}

/// The JSON path of the innermost value at a byte.
pub(crate) fn path_at(bytes: &[u8], outline: &Outline, offset: usize) -> String {
    let mut path = String::from("$");
    let holds = |list: &&List| {
        let is_open = list.span.end == list.span.start;
        (list.span.start as usize) < offset && (is_open || offset < list.span.end as usize)
    };
    let Some(list) = outline.lists.iter().rev().find(holds) else {
        descend(&mut Reader::new(bytes), offset, &mut path);
        return path;
    };
    path.push_str(".assets");
    push_name(&mut path, &list.name);
    let after = list.starts.partition_point(|start| *start as usize <= offset);
    let (mut index, mut first) = (after.saturating_sub(1), after == 0);
    let start = list.starts.get(index).filter(|_| !first).map(|start| *start as usize);
    let mut reader = Reader::starting_at(bytes, start.unwrap_or(list.span.start as usize));
    let length = path.len();
    if first {
        // Entering is sound: the indexer has done so.
        let _ = reader.enter_array();
    } else {
        push_index(&mut path, index);
        if descend(&mut reader, offset, &mut path) {
            return path;
        }
        path.truncate(length);
        index += 1;
    }
    // Behind the last item that is indexed: where reading ended, or between two items.
    if reader.next_element(&mut first).is_ok_and(|is_there| is_there)
        && reader.skip_space() <= offset
    {
        push_index(&mut path, index);
        descend(&mut reader, offset, &mut path);
    }
    path
}

/// Follows the values that lead to a byte. False: it lies behind this value.
fn descend(reader: &mut Reader<'_>, target: usize, path: &mut String) -> bool {
    if reader.skip_space() >= target {
        return true;
    }
    let length = path.len();
    let mut inside = || {
        let mut first = true;
        match reader.kind()? {
            Kind::Object => {
                reader.enter_object()?;
                while let Some(name) = reader.next_member(&mut first)? {
                    push_name(path, &name.decode());
                    if descend(reader, target, path) || reader.position() > target {
                        return Ok(true);
                    }
                    path.truncate(length);
                }
            }
            Kind::Array => {
                reader.enter_array()?;
                let mut index = 0;
                while reader.next_element(&mut first)? {
                    push_index(path, index);
                    if descend(reader, target, path) || reader.position() > target {
                        return Ok(true);
                    }
                    path.truncate(length);
                    index += 1;
                }
            }
            _ => reader.skip()?,
        }
        Ok::<bool, JsonError>(reader.position() > target)
    };
    // What cannot be read any further is where it ends.
    inside().unwrap_or(true)
}

fn push_name(path: &mut String, name: &str) {
    let plain = |character: char| character.is_ascii_alphanumeric() || character == '_';
    if !name.is_empty() && name.chars().all(plain) {
        path.push('.');
        path.push_str(name);
        return;
    }
    path.push_str("[\"");
    for character in name.chars() {
        if matches!(character, '"' | '\\') {
            path.push('\\');
        }
        path.push(if character < ' ' { char::REPLACEMENT_CHARACTER } else { character });
    }
    path.push_str("\"]");
}

fn push_index(path: &mut String, index: usize) {
    path.push_str(&format!("[{index}]"));
}
