//! Where everything in a file stands.

use crate::OutOfMemory;
use crate::json::{JsonError, Kind, Reader, Text};
use crate::memory::{Grow, is_out_of_memory, owned};
use crate::tally::Tally;

/// A stretch of the file, in bytes from its start. Files end below 4 GB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: place(start), end: place(end) }
    }

    pub(crate) fn of(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A member of one of the file's outer objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The name, decoded.
    pub(crate) name: String,
    /// Where its name stands, from the opening quote on.
    pub(crate) name_at: u32,
    /// Its value, without space around it.
    pub(crate) value: Span,
}

/// A list among the assets, with the start of each of its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) starts: Vec<u32>,
}

/// Where everything in a file stands: its outer objects' members, and each item of each list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// The file's own members, `metadata` and `assets` among them.
    pub(crate) top: Vec<Member>,
    pub(crate) metadata: Vec<Member>,
    /// The members of `assets`, the lists among them.
    pub(crate) assets: Vec<Member>,
    pub(crate) lists: Vec<List>,
    /// The place of each list; of the last one when a name stands twice, as `JSON.parse` has it.
    places: Tally<usize>,
}

impl Outline {
    /// Makes lists known by name, when all of them are there.
    pub(crate) fn finish(&mut self) -> Result<(), OutOfMemory> {
        for (place, list) in self.lists.iter().enumerate() {
            *self.places.of(list.name.as_bytes())? = place;
        }
        Ok(())
    }

    /// A list by its name.
    pub(crate) fn list(&self, name: &str) -> Option<&List> {
        self.lists.get(*self.places.get(name.as_bytes())?)
    }

    /// The lists, each name once, in the order in which the names first stand.
    pub(crate) fn each_list(&self) -> impl Iterator<Item = &List> {
        self.places.iter().filter_map(|(_, place)| self.lists.get(*place))
    }

    /// The list whose span holds a byte behind its bracket. One that is not read to its end is open.
    pub(crate) fn list_around(&self, offset: usize) -> Option<&List> {
        let after = self.lists.partition_point(|list| (list.span.start as usize) < offset);
        let list = self.lists.get(after.checked_sub(1)?)?;
        let is_open = list.span.end == list.span.start;
        (is_open || offset < list.span.end as usize).then_some(list)
    }
}

/// The last member of a name, as `JSON.parse` has it.
pub(crate) fn member<'a>(members: &'a [Member], name: &str) -> Option<&'a Member> {
    members.iter().rev().find(|member| member.name == name)
}

/// What an item of a list of this name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// `utterances`, `documents`, `conversations`: what a model learns from.
    Example,
    /// `intents`, `entities`, `classes`: what it learns.
    Category,
    /// Question-answer pairs, synonyms, and whatever comes.
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

/// The members of the object that stands at a place.
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
        // It was read before without another error.
        _ => Ok(members),
    }
}
