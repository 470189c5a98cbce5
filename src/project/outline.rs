//! Where everything in a file stands.

use crate::json::{JsonError, Kind, Reader, Text};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The file's own members, `metadata` and `assets` among them.
    pub(crate) top: Vec<Member>,
    pub(crate) metadata: Vec<Member>,
    /// The members of `assets`, the lists among them.
    pub(crate) assets: Vec<Member>,
    pub(crate) lists: Vec<List>,
}

impl Outline {
    /// A list by its name; the last one when a name stands twice, as `JSON.parse` has it.
    pub(crate) fn list(&self, name: &str) -> Option<&List> {
        self.lists.iter().rev().find(|list| list.name == name)
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
pub(crate) fn members_at(bytes: &[u8], start: u32) -> Vec<Member> {
    let mut members = Vec::new();
    let mut reader = Reader::rereading(bytes, start as usize);
    let mut read = || {
        if reader.kind()? != Kind::Object {
            return Ok(());
        }
        let mut first = reader.enter_object()?;
        while reader.has_member(&mut first)? {
            let name_at = Span::new(reader.skip_space(), 0).start;
            let name = reader.name()?.decode().into_owned();
            let start = reader.skip_space();
            reader.skip()?;
            members.push(Member { name, name_at, value: Span::new(start, reader.position()) });
        }
        Ok::<(), JsonError>(())
    };
    // It was read before without an error.
    let _ = read();
    members
}
