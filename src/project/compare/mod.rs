//! Two projects: what was added, removed and changed, whatever the order.

mod header;
mod key;
mod matching;
mod meaning;

use crate::memory::{Grow, owned};
use crate::outline::List;
use crate::tally::Tally;
use crate::{ExportedProject, OutOfMemory};

use header::HeaderChange;
use key::name_of;
use matching::{Pair, Side};

/// What became of an item or a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is in the second project only.
    Added,
    /// It is in the first project only.
    Removed,
    /// It is in both, and says something else.
    Changed,
}

impl ChangeKind {
    /// The name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }

    fn of<T, U>(before: Option<T>, after: Option<U>) -> Self {
        match (before.is_some(), after.is_some()) {
            (false, _) => Self::Added,
            (true, false) => Self::Removed,
            (true, true) => Self::Changed,
        }
    }
}

/// One difference. The JSON is as it stands in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change<'a> {
    /// `file`, `metadata`, `assets` for members outside the lists; the list's name for an item.
    pub part: &'a str,
    /// What became of it.
    pub kind: ChangeKind,
    /// The member's name, with `settings.` before that of a setting; the item's text, location,
    /// category or id.
    pub name: String,
    /// What the first project has.
    pub before: Option<&'a str>,
    /// What the second project has.
    pub after: Option<&'a str>,
}

/// How much of a part differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartCounts<'a> {
    /// As in [`Change::part`].
    pub part: &'a str,
    /// In the second project only.
    pub added: usize,
    /// In the first project only.
    pub removed: usize,
    /// In both, and different.
    pub changed: usize,
}

/// What differs between two projects. The details are read from the files when they are asked for.
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
    /// How many differences there are up to here, with this part's.
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
    /// Compares what two projects say. Equal are those that mean the same: the order of items,
    /// labels and members says nothing, nor does the spelling of a text or a number, and a member
    /// that is null or empty is as good as absent.
    ///
    /// An item that differs is `Changed` if both have one of the same key: text and language of an
    /// utterance, location of a document, name of a category, id of a question-answer pair.
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

    /// The same, for where memory may run out.
    ///
    /// # Errors
    /// When memory does not hold what a comparison remembers of the files.
    pub fn try_compare(&self, other: &ExportedProject) -> Result<ProjectComparison, OutOfMemory> {
        let mut comparison =
            ProjectComparison { before: self.clone(), after: other.clone(), parts: Vec::new() };
        for (name, members) in header::PARTS.iter().zip(header::differences(self, other)?) {
            comparison.add(name, Differences::Members(members))?;
        }
        let mut names: Tally<()> = Tally::default();
        for List { name, .. } in self.outline().each_list().chain(other.outline().each_list()) {
            let count = names.len();
            if names.place(name.as_bytes())? < count || header::PARTS.contains(&name.as_str()) {
                continue;
            }
            let before = Side { bytes: self.bytes(), list: self.outline().list(name) };
            let after = Side { bytes: other.bytes(), list: other.outline().list(name) };
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

    /// Whether both mean the same.
    pub fn is_equal(&self) -> bool {
        self.parts.last().is_none_or(|part| part.total == 0)
    }

    /// How many differences there are.
    pub fn len(&self) -> usize {
        self.parts.last().map_or(0, |part| part.total)
    }

    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.is_equal()
    }

    /// How much differs of each part that either project has.
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

    /// One of the differences, counted from 0: those of the file, of the metadata, of the assets, and
    /// of each list. In a list, what is added or changed comes first, in the second project's order.
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
                let start = |project: &ExportedProject, place: Option<u32>| {
                    let list = project.outline().list(&part.name)?;
                    list.starts.get(place? as usize).map(|start| *start as usize)
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

    /// All differences, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = Change<'_>> {
        (0..self.len()).map_while(|at| self.change(at))
    }
}

fn json_at(project: &ExportedProject, start: usize) -> &str {
    std::str::from_utf8(crate::items::json_at(project.bytes(), start)).unwrap_or_default()
}
