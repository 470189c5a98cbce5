//! The offsets of everything in a file.

use crate::OutOfMemory;
use crate::example_index::{ExampleIndex, ExampleReader};
use crate::json::{JsonError, Kind, Reader, Text};
use crate::memory::{Grow, is_out_of_memory, owned};
use crate::tally::Tally;

/// A range of bytes in the file. Files are smaller than 4 GB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let clamped = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: clamped(start), end: clamped(end) }
    }

    pub(crate) fn of(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A member of one of the file's outer objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The decoded name.
    pub(crate) name: String,
    /// Offset of the opening quote of its name.
    pub(crate) name_at: u32,
    /// Its value, without the space around it.
    pub(crate) value: Span,
}

/// A list among the assets, with the offset of each item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) starts: Vec<u32>,
    /// Empty if the items are not examples, or the file is large.
    pub(crate) examples: ExampleIndex,
}

impl List {
    /// Reads the examples of the list, which have been read before.
    pub(crate) fn examples<'a>(&'a self, bytes: &'a [u8]) -> ExampleReader<'a> {
        ExampleReader::new(bytes, &self.starts, &self.examples)
    }

    /// Returns an item as spelled in the file, which has been read before.
    pub(crate) fn item<'a>(&self, bytes: &'a [u8], index: usize) -> &'a [u8] {
        let Some(start) = self.starts.get(index) else { return &[] };
        // The comma before the next item, or the bracket after the last one.
        let (end, separator) = match self.starts.get(index + 1) {
            Some(next) => (*next, b','),
            None => (self.span.end, b']'),
        };
        let item = Span { start: *start, end }.of(bytes).trim_ascii_end();
        item.strip_suffix(&[separator]).unwrap_or(item).trim_ascii_end()
    }
}

/// The offsets of the members of a file's outer objects, and of each item of each list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// The file's own members, including `metadata` and `assets`.
    pub(crate) top: Vec<Member>,
    pub(crate) metadata: Vec<Member>,
    /// The members of `assets`, including the lists.
    pub(crate) assets: Vec<Member>,
    pub(crate) lists: Vec<List>,
    /// Index of each list by name. If a name occurs twice, the last one is used, as in
    /// `JSON.parse`.
    by_name: Tally<usize>,
}

impl Outline {
    /// Makes the lists available by name, once all of them are known.
    pub(crate) fn finish(&mut self) -> Result<(), OutOfMemory> {
        for (index, list) in self.lists.iter().enumerate() {
            *self.by_name.of(list.name.as_bytes())? = index;
        }
        Ok(())
    }

    /// Returns the list with this name.
    pub(crate) fn list(&self, name: &str) -> Option<&List> {
        self.lists.get(*self.by_name.get(name.as_bytes())?)
    }

    /// Returns each list once, in the order in which the names first occur.
    pub(crate) fn each_list(&self) -> impl Iterator<Item = &List> {
        self.by_name.iter().filter_map(|(_, index)| self.lists.get(*index))
    }

    /// Returns the list that contains this offset, after its opening bracket. A list that was not
    /// read to its end extends to the end of the file.
    pub(crate) fn list_around(&self, offset: usize) -> Option<&List> {
        let after = self.lists.partition_point(|list| (list.span.start as usize) < offset);
        let list = self.lists.get(after.checked_sub(1)?)?;
        let is_open = list.span.end == list.span.start;
        (is_open || offset < list.span.end as usize).then_some(list)
    }
}

/// Returns the last member with this name, as `JSON.parse` does.
pub(crate) fn member<'a>(members: &'a [Member], name: &str) -> Option<&'a Member> {
    members.iter().rev().find(|member| member.name == name)
}

/// The kind of the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// `utterances`, `documents`, `conversations`: what a model learns from.
    Example,
    /// `intents`, `entities`, `classes`: what a model learns.
    Category,
    /// Question-answer pairs, synonyms, and anything else.
    Other,
}

pub(crate) fn item_kind(list: Text<'_>) -> ItemKind {
    kind_of_list(&list.decode())
}

pub(crate) fn kind_of_list(name: &str) -> ItemKind {
    match name {
        "utterances" | "documents" | "conversations" => ItemKind::Example,
        "intents" | "entities" | "classes" => ItemKind::Category,
        _ => ItemKind::Other,
    }
}

/// Returns the members of the object at `start`.
pub(crate) fn members_at(bytes: &[u8], start: u32) -> Result<Vec<Member>, OutOfMemory> {
    let mut members = Vec::new();
    let mut reader = Reader::rereading(bytes, start as usize);
    let mut read = || {
        if reader.kind()? != Kind::Object {
            return Ok(());
        }
        let mut first = reader.enter_object()?;
        while reader.has_member(&mut first)? {
            let name_at = Span::new(reader.skip_space(), 0).start;
            let name = owned(&reader.name()?.decode())?;
            let start = reader.skip_space();
            reader.skip()?;
            members.grow(Member { name, name_at, value: Span::new(start, reader.position()) })?;
        }
        Ok::<(), JsonError>(())
    };
    match read() {
        Err(error) if is_out_of_memory(error) => Err(OutOfMemory),
        // The object has been read before without another error.
        _ => Ok(members),
    }
}
