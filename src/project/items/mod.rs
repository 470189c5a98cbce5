//! Reads the items of a list, by range and by filter.

mod filter;
mod fold;

pub use filter::ItemFilter;

use std::fmt;

use crate::ExportedProject;
use crate::json::Reader;
use crate::outline::List;

/// The highest number of lists that an error message names.
const NAMED: usize = 20;

/// The file has no such list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoSuchList {
    /// The requested list, and the lists of the file.
    pub message: String,
}

impl fmt::Display for NoSuchList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NoSuchList {}

/// The items of a list, or those that match a filter. Items are read from the file on demand; only
/// the indexes of matching items are kept.
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
    /// Its index in the list of the file, from 0.
    pub index: usize,
    /// Offset of the item, in bytes from the start of the file.
    pub byte_offset: u64,
    /// The JSON as spelled in the file.
    pub json: &'a str,
}

impl ExportedProject {
    /// Returns the items of a list among the assets: `utterances`, `documents`, `intents`,
    /// `entities`, `classes` or `qnas`.
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
    /// Fails if the file has no such list.
    pub fn items(&self, list: &str, filter: &ItemFilter) -> Result<ProjectItems, NoSuchList> {
        let Some(found) = self.outline().list(list) else {
            let lists: Vec<_> =
                self.outline().each_list().take(NAMED).map(|list| list.name.as_str()).collect();
            return Err(NoSuchList {
                message: format!(
                    "This project has no list “{list}”. Its lists are {}.",
                    lists.join(", ")
                ),
            });
        };
        let matches = (!filter.is_empty()).then(|| filter.matches(self.bytes(), found));
        Ok(ProjectItems { project: self.clone(), list: list.to_owned(), matches })
    }
}

impl ProjectItems {
    /// Returns the list's name.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// Returns the project of the items.
    pub fn project(&self) -> &ExportedProject {
        &self.project
    }

    fn found(&self) -> Option<&List> {
        self.project.outline().list(&self.list)
    }

    /// Returns the number of items.
    pub fn len(&self) -> usize {
        let all = || self.found().map_or(0, |list| list.starts.len());
        self.matches.as_ref().map_or_else(all, Vec::len)
    }

    /// Returns whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns an item by index, from 0.
    pub fn get(&self, at: usize) -> Option<ProjectItem<'_>> {
        let (index, start) = self.index_and_start(at)?;
        let json = std::str::from_utf8(json_at(self.project.bytes(), start)).unwrap_or_default();
        Some(ProjectItem { index, byte_offset: start as u64, json })
    }

    /// Returns an item's index in the list of the file, and its offset.
    pub(crate) fn index_and_start(&self, at: usize) -> Option<(usize, usize)> {
        let index = match &self.matches {
            Some(matches) => *matches.get(at)? as usize,
            None => at,
        };
        Some((index, *self.found()?.starts.get(index)? as usize))
    }

    /// Iterates over all items.
    pub fn iter(&self) -> impl Iterator<Item = ProjectItem<'_>> {
        (0..self.len()).map_while(|at| self.get(at))
    }
}

/// Returns the value at `start`, as spelled in the file.
pub(crate) fn json_at(bytes: &[u8], start: usize) -> &[u8] {
    let mut reader = Reader::rereading(bytes, start);
    // The value has been read before without an error.
    let _ = reader.skip();
    reader.between(start, reader.position())
}
