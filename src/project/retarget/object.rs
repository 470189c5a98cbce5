//! Changes, adds and removes members of an object, and leaves all other bytes as they are.

use std::rc::Rc;

use super::Edit;
use crate::OutOfMemory;
use crate::json::{Reader, quoted};
use crate::memory::{Grow, filled};
use crate::outline::{Member, Span};
use crate::tally::Tally;

/// The change that a member undergoes.
#[derive(Clone, Debug)]
enum MemberEdit {
    Keep,
    Replace(Rc<[u8]>),
    Remove,
}

/// An object, and the change of each of its members.
pub(super) struct Object<'a> {
    bytes: &'a [u8],
    members: &'a [Member],
    /// The indexes of the members with each name.
    indexes: Tally<Vec<usize>>,
    member_edits: Vec<MemberEdit>,
    first: Vec<(String, Vec<u8>)>,
    last: Vec<(String, Vec<u8>)>,
}

impl<'a> Object<'a> {
    pub(super) fn new(bytes: &'a [u8], members: &'a [Member]) -> Result<Self, OutOfMemory> {
        let mut indexes: Tally<Vec<usize>> = Tally::default();
        for (index, member) in members.iter().enumerate() {
            indexes.of(member.name.as_bytes())?.grow(index)?;
        }
        let member_edits = filled(members.len(), MemberEdit::Keep)?;
        Ok(Self { bytes, members, indexes, member_edits, first: Vec::new(), last: Vec::new() })
    }

    pub(super) fn is_unchanged(&self) -> bool {
        self.last.is_empty()
            && self.member_edits.iter().all(|edit| matches!(edit, MemberEdit::Keep))
    }

    /// Sets a member to this JSON, or removes it. A missing member is added at the end. If several
    /// members have the name, the last one is set, and the others are removed, because readers use
    /// only the last one.
    pub(super) fn set(&mut self, name: &str, json: Option<Vec<u8>>) {
        if !self.replace(name, json.as_deref())
            && let Some(json) = json
        {
            self.last.push((name.to_owned(), json));
        }
    }

    /// Sets a member like [`Object::set`], but adds a missing one at the beginning.
    pub(super) fn set_first(&mut self, name: &str, json: Option<Vec<u8>>) {
        if !self.replace(name, json.as_deref())
            && let Some(json) = json
        {
            self.first.push((name.to_owned(), json));
        }
    }

    fn replace(&mut self, name: &str, json: Option<&[u8]>) -> bool {
        let Some((last, others)) = self.indexes.get(name.as_bytes()).and_then(|it| it.split_last())
        else {
            return false;
        };
        for index in others {
            if let Some(edit) = self.member_edits.get_mut(*index) {
                *edit = MemberEdit::Remove;
            }
        }
        if let (Some(edit), Some(member)) =
            (self.member_edits.get_mut(*last), self.members.get(*last))
        {
            *edit = match json {
                None => MemberEdit::Remove,
                Some(json) if is_unchanged(member.value.of(self.bytes), json) => MemberEdit::Keep,
                Some(json) => MemberEdit::Replace(json.into()),
            };
        }
        true
    }

    /// Returns the added members as a new object.
    pub(super) fn as_new(&self) -> Vec<u8> {
        let mut json = vec![b'{'];
        for (index, (name, value)) in self.last.iter().enumerate() {
            if index > 0 {
                json.push(b',');
            }
            json.extend(quoted(name));
            json.push(b':');
            json.extend_from_slice(value);
        }
        json.push(b'}');
        json
    }

    /// Adds the edits for an object whose brace is at `start`.
    pub(super) fn finish(self, start: u32, edits: &mut Vec<Edit>) -> Result<(), OutOfMemory> {
        let mut kept = false;
        let mut before = None;
        for (index, (member, edit)) in self.members.iter().zip(self.member_edits).enumerate() {
            match edit {
                MemberEdit::Keep => kept = true,
                MemberEdit::Replace(content) => {
                    kept = true;
                    edits.grow(Edit { span: member.value, content })?;
                }
                MemberEdit::Remove => {
                    let next = self.members.get(index + 1).map(|next| next.name_at);
                    // Includes the comma before the member; for the first member, the comma after
                    // it.
                    let span = match before {
                        Some(start) if kept => Span { start, end: member.value.end },
                        _ => Span { start: member.name_at, end: next.unwrap_or(member.value.end) },
                    };
                    edits.grow(Edit { span, content: Rc::default() })?;
                }
            }
            before = Some(member.value.end);
        }
        let style = Style::of(self.bytes, start, self.members);
        if let Some(first) = self.members.first().filter(|_| kept) {
            let mut content = Vec::new();
            for (name, json) in &self.first {
                style.write(&mut content, name, json);
                content.extend_from_slice(&style.glue);
            }
            insert(edits, first.name_at, content)?;
        }
        let mut content = Vec::new();
        let alone = if kept { &[][..] } else { &self.first };
        for (name, json) in alone.iter().chain(&self.last) {
            if kept || !content.is_empty() {
                content.extend_from_slice(&style.glue);
            }
            style.write(&mut content, name, json);
        }
        insert(edits, before.unwrap_or(start + 1), content)
    }
}

/// Inserts content before an offset.
fn insert(edits: &mut Vec<Edit>, offset: u32, content: Vec<u8>) -> Result<(), OutOfMemory> {
    if content.is_empty() {
        return Ok(());
    }
    edits.grow(Edit { span: Span { start: offset, end: offset }, content: content.into() })
}

/// The style in which an object writes its members.
struct Style {
    /// The bytes from the end of a value to the next name: a comma and space.
    glue: Vec<u8>,
    /// The bytes from the end of a name to its value: a colon and space.
    colon: Vec<u8>,
}

impl Style {
    fn of(bytes: &[u8], start: u32, members: &[Member]) -> Self {
        let glue = match members {
            [.., last_but_one, last] => {
                Span { start: last_but_one.value.end, end: last.name_at }.of(bytes).to_vec()
            }
            [only] => {
                let space = Span { start: start + 1, end: only.name_at }.of(bytes);
                [b",", space].concat()
            }
            [] => vec![b','],
        };
        let colon = members.last().map(|last| {
            let mut reader = Reader::rereading(bytes, last.name_at as usize);
            // The bytes are a name, which has been read before.
            let _ = reader.text();
            Span::new(reader.position(), last.value.start as usize).of(bytes).to_vec()
        });
        Self { glue, colon: colon.unwrap_or_else(|| vec![b':']) }
    }

    fn write(&self, content: &mut Vec<u8>, name: &str, json: &[u8]) {
        content.extend(quoted(name));
        content.extend_from_slice(&self.colon);
        content.extend_from_slice(json);
    }
}

/// Returns whether a value already has this meaning. Strings may be spelled differently.
fn is_unchanged(value: &[u8], json: &[u8]) -> bool {
    let string = |json| Reader::rereading(json, 0).text().ok();
    match (string(value), string(json)) {
        (Some(value), Some(json)) => value == json,
        _ => value == json,
    }
}
