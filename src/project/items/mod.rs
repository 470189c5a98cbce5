//! Looking inside: the items of a list, by range and by filter.

mod filter;
mod fold;

pub use filter::ItemFilter;

use std::fmt;

use crate::ExportedProject;
use crate::json::Reader;
use crate::outline::List;

/// So many lists are named where one is missing.
const NAMED: usize = 20;

/// A list that a file does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoSuchList {
    /// Which list was asked for, and which ones there are.
    pub message: String,
}

impl fmt::Display for NoSuchList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NoSuchList {}

/// Some or all items of a list. They are read from the file when they are asked for; only the places
/// of those that a filter let through are kept.
#[derive(Clone, Debug)]
pub struct ProjectItems {
    project: ExportedProject,
    list: String,
    matches: Option<Vec<u32>>,
}

/// An item: an utterance, a document, an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProjectItem<'a> {
    /// Its place in the file's list, from 0.
    pub index: usize,
    /// Where it stands, in bytes from the start of the file.
    pub byte_offset: u64,
    /// The JSON as it stands in the file.
    pub json: &'a str,
}

impl ExportedProject {
    /// The items of one of the lists among the assets: `utterances`, `documents`, `intents`,
    /// `entities`, `classes`, `qnas`.
    /// ```
    /// use export_jobs_project::{ExportedProject, ItemFilter};
    ///
    /// let file = br#"{"metadata": {}, "assets": {"utterances": [
    ///     {"text": "read it", "intent": "Read"}, {"text": "SEND it", "intent": "Send"}]}}"#;
    /// let project = ExportedProject::parse(file.to_vec())?;
    /// let sent = project.items("utterances", &ItemFilter::default().text("send"))?;
    /// let items: Vec<_> = sent.iter().map(|item| (item.index, item.json)).collect();
    /// assert_eq!(items, [(1, r#"{"text": "SEND it", "intent": "Send"}"#)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the file has no such list.
    pub fn items(&self, list: &str, filter: &ItemFilter) -> Result<ProjectItems, NoSuchList> {
        let Some(found) = self.outline().list(list) else {
            let lists: Vec<_> =
                self.outline().each_list().take(NAMED).map(|list| list.name.as_str()).collect();
            return Err(NoSuchList {
                message: format!("This project has no “{list}”. It has {}.", lists.join(", ")),
            });
        };
        let matches = (!filter.is_empty()).then(|| filter.matches(self.bytes(), found));
        Ok(ProjectItems { project: self.clone(), list: list.to_owned(), matches })
    }
}

impl ProjectItems {
    /// The list's name.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// The project that they belong to.
    pub fn project(&self) -> &ExportedProject {
        &self.project
    }

    fn found(&self) -> Option<&List> {
        self.project.outline().list(&self.list)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        let all = || self.found().map_or(0, |list| list.starts.len());
        self.matches.as_ref().map_or_else(all, Vec::len)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them, counted from 0.
    pub fn get(&self, at: usize) -> Option<ProjectItem<'_>> {
        let (index, start) = self.place(at)?;
        let json = std::str::from_utf8(json_at(self.project.bytes(), start)).unwrap_or_default();
        Some(ProjectItem { index, byte_offset: start as u64, json })
    }

    /// The place in the file's list of one of them, and the byte at which it begins.
    pub(crate) fn place(&self, at: usize) -> Option<(usize, usize)> {
        let index = match &self.matches {
            Some(matches) => *matches.get(at)? as usize,
            None => at,
        };
        Some((index, *self.found()?.starts.get(index)? as usize))
    }

    /// All of them, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = ProjectItem<'_>> {
        (0..self.len()).map_while(|at| self.get(at))
    }
}

/// The value that begins at a byte, as it stands in the file.
pub(crate) fn json_at(bytes: &[u8], start: usize) -> &[u8] {
    let mut reader = Reader::rereading(bytes, start);
    // It was read before without an error.
    let _ = reader.skip();
    reader.between(start, reader.position())
}
