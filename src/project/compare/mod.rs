//! Compares two projects: what was added, removed and changed, in any order.

mod exact;
mod header;
mod key;
mod matching;
mod meaning;
mod side;

use crate::memory::{Grow, owned};
use crate::outline::List;
use crate::plain::{Json, Plain};
use crate::tally::Tally;
use crate::{ExportedProject, OutOfMemory, plain, words};

use header::HeaderChange;
use key::name_of;
use matching::Pair;
use side::Side;

words! {
    /// The kind of difference of an item or member.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ChangeKind as "ProjectChangeKind" {
        /// It is in the second project only.
        Added = "added",
        /// It is in the first project only.
        Removed = "removed",
        /// It is in both, with different contents.
        Changed = "changed",
    }
}

impl ChangeKind {
    fn of<T, U>(before: Option<T>, after: Option<U>) -> Self {
        match (before.is_some(), after.is_some()) {
            (false, _) => Self::Added,
            (true, false) => Self::Removed,
            (true, true) => Self::Changed,
        }
    }
}

plain! {
    /// One difference between two projects.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Change<'a> as "ProjectChange" {
        /// `file` or `metadata`; `assets` for members outside the lists; the name of the list for an
        /// item.
        pub part: &'a str,
        /// The kind of difference.
        pub kind: ChangeKind as "change",
        /// The name of a member, with `settings.` before that of a setting; the text, location,
        /// category or id of an item.
        pub name: String,
    } besides {
        /// The value in the first project, as JSON from the file.
        pub before: Option<&'a str>,
        /// The value in the second project, as JSON from the file.
        pub after: Option<&'a str>,
    } also {
        /// The value in the first project.
        before: Option<Json> => |it| it.before.map(Plain::json),
        /// The value in the second project.
        after: Option<Json> => |it| it.after.map(Plain::json),
    }
}

plain! {
    /// The number of differences in a part of the file.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct PartCounts<'a> as "ProjectPartCounts" {
        /// The number in the second project only.
        pub added: usize,
        /// The number in the first project only.
        pub removed: usize,
        /// The number in both, with different contents.
        pub changed: usize,
    } besides {
        /// As in [`Change::part`].
        pub part: &'a str,
    }
}

/// The differences between two projects. Details are read from the files on demand.
#[derive(Clone, Debug)]
pub struct ProjectComparison {
    before: ExportedProject,
    after: ExportedProject,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    name: String,
    differences: Differences,
    /// The number of differences in this part and all parts before it.
    total: usize,
}

#[derive(Clone, Debug)]
enum Differences {
    Members(Vec<HeaderChange>),
    Items(Vec<Pair>),
}

impl Differences {
    fn len(&self) -> usize {
        match self {
            Self::Members(members) => members.len(),
            Self::Items(items) => items.len(),
        }
    }

    fn kind(&self, at: usize) -> Option<ChangeKind> {
        match self {
            Self::Members(members) => members.get(at).map(|it| ChangeKind::of(it.before, it.after)),
            Self::Items(items) => items.get(at).map(|it| ChangeKind::of(it.before, it.after)),
        }
    }
}

impl ExportedProject {
    /// Compares the meaning of two projects. The order of items, labels and members does not
    /// matter, nor does the spelling of a string or a number. A member that is null or empty counts
    /// as absent.
    ///
    /// An item is `Changed` if both projects have an item with the same key. The key is the text
    /// and language of an utterance, the location of a document, the name of a category, or the id
    /// of a question-answer pair.
    /// ```
    /// use export_jobs_project::ExportedProject;
    ///
    /// let project = |utterances| {
    ///     let file = format!(r#"{{"metadata": {{}}, "assets": {{"utterances": [{utterances}]}}}}"#);
    ///     ExportedProject::parse(file.into_bytes())
    /// };
    /// let before = project(r#"{"text": "hi", "intent": "Greet"}, {"text": "bye", "intent": "End"}"#)?;
    /// let after = project(r#"{"text": "bye", "intent": "End"}, {"text": "hi", "intent": "Open"}"#)?;
    /// let comparison = before.compare(&after);
    /// assert_eq!(comparison.len(), 1);
    /// assert_eq!(comparison.change(0).map(|change| change.name), Some("hi".to_owned()));
    /// # Ok::<(), export_jobs_project::InvalidProject>(())
    /// ```
    pub fn compare(&self, other: &ExportedProject) -> ProjectComparison {
        self.try_compare(other).unwrap_or_else(|error| error.abort())
    }

    /// Compares two projects, and fails if memory runs out.
    ///
    /// # Errors
    /// Fails if there is too little memory for the tables of the comparison.
    pub fn try_compare(&self, other: &ExportedProject) -> Result<ProjectComparison, OutOfMemory> {
        let mut comparison =
            ProjectComparison { before: self.clone(), after: other.clone(), parts: Vec::new() };
        for (name, members) in header::PARTS.iter().zip(header::differences(self, other)?) {
            comparison.add(name, Differences::Members(members))?;
        }
        let mut names: Tally<()> = Tally::default();
        for List { name, .. } in self.outline().each_list().chain(other.outline().each_list()) {
            let count = names.len();
            if names.index_of(name.as_bytes())? < count || header::PARTS.contains(&name.as_str()) {
                continue;
            }
            let [before, after] = [self, other].map(|project| Side::new(project, name));
            comparison.add(name, Differences::Items(matching::differences(before, after)?))?;
        }
        Ok(comparison)
    }
}

impl ProjectComparison {
    fn add(&mut self, name: &str, differences: Differences) -> Result<(), OutOfMemory> {
        let total = self.len() + differences.len();
        self.parts.grow(Part { name: owned(name)?, differences, total })
    }

    /// Returns whether both projects mean the same.
    pub fn is_equal(&self) -> bool {
        self.parts.last().is_none_or(|part| part.total == 0)
    }

    /// Returns the number of differences.
    pub fn len(&self) -> usize {
        self.parts.last().map_or(0, |part| part.total)
    }

    /// Returns whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.is_equal()
    }

    /// Returns the number of differences in each part of either project.
    pub fn counts(&self) -> Vec<PartCounts<'_>> {
        let counts = |part: &'_ Part| {
            let kinds = (0..part.differences.len()).filter_map(|at| part.differences.kind(at));
            let mut counts = [0, 0, 0];
            for kind in kinds {
                if let Some(count) = counts.get_mut(kind as usize) {
                    *count += 1;
                }
            }
            counts
        };
        let parts = self.parts.iter().map(|part| {
            let [added, removed, changed] = counts(part);
            PartCounts { part: &part.name, added, removed, changed }
        });
        parts.collect()
    }

    /// Returns a difference by index, from 0. The order is: file, metadata, assets, then each list.
    /// Within a list, changed and added items come first, in the order of the second project.
    pub fn change(&self, at: usize) -> Option<Change<'_>> {
        let part = self.parts.get(self.parts.partition_point(|part| part.total <= at))?;
        let at = at - (part.total - part.differences.len());
        let kind = part.differences.kind(at)?;
        let (name, before, after) = match &part.differences {
            Differences::Members(members) => {
                let HeaderChange { name, before, after } = members.get(at)?;
                let start = |span: &crate::outline::Span| span.start as usize;
                (Some(name.clone()), before.as_ref().map(start), after.as_ref().map(start))
            }
            Differences::Items(items) => {
                let Pair { before, after } = *items.get(at)?;
                let start = |project: &ExportedProject, index: Option<u32>| {
                    let list = project.outline().list(&part.name)?;
                    list.starts.get(index? as usize).map(|start| *start as usize)
                };
                (None, start(&self.before, before), start(&self.after, after))
            }
        };
        let name = name.unwrap_or_else(|| match (after, before) {
            (Some(start), _) => name_of(self.after.bytes(), start),
            (None, Some(start)) => name_of(self.before.bytes(), start),
            (None, None) => String::new(),
        });
        Some(Change {
            part: &part.name,
            kind,
            name,
            before: before.map(|start| json_at(&self.before, start)),
            after: after.map(|start| json_at(&self.after, start)),
        })
    }

    /// Iterates over all differences.
    pub fn iter(&self) -> impl Iterator<Item = Change<'_>> {
        (0..self.len()).map_while(|at| self.change(at))
    }
}

fn json_at(project: &ExportedProject, start: usize) -> &str {
    std::str::from_utf8(crate::items::json_at(project.bytes(), start)).unwrap_or_default()
}
