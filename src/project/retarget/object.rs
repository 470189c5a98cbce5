//! Members of an object that are changed, added and removed between bytes that stay.

use super::{Edit, add};
use crate::json::{Reader, quoted};
use crate::outline::{Member, Span};

/// An object and what becomes of its members.
pub(super) struct Object<'a> {
    bytes: &'a [u8],
    members: &'a [Member],
    /// New values of members; none for those that go.
    changed: Vec<(usize, Option<Vec<u8>>)>,
    first: Vec<(String, Vec<u8>)>,
    last: Vec<(String, Vec<u8>)>,
}

impl<'a> Object<'a> {
    pub(super) fn new(bytes: &'a [u8], members: &'a [Member]) -> Self {
        Self { bytes, members, changed: Vec::new(), first: Vec::new(), last: Vec::new() }
    }

    pub(super) fn is_unchanged(&self) -> bool {
        self.changed.is_empty() && self.last.is_empty()
    }

    /// Gives a member this JSON, wherever it stands; or removes it. An absent one goes to the end.
    pub(super) fn set(&mut self, name: &str, json: Option<Vec<u8>>) {
        if !self.replace(name, json.as_ref())
            && let Some(json) = json
        {
            self.last.push((name.to_owned(), json));
        }
    }

    /// The same, with the beginning as the place for what is absent.
    pub(super) fn set_first(&mut self, name: &str, json: Option<Vec<u8>>) {
        if !self.replace(name, json.as_ref())
            && let Some(json) = json
        {
            self.first.push((name.to_owned(), json));
        }
    }

    fn replace(&mut self, name: &str, json: Option<&Vec<u8>>) -> bool {
        let mut is_there = false;
        for (index, member) in self.members.iter().enumerate() {
            if member.name == name {
                is_there = true;
                if !json.is_some_and(|json| says_the_same(member.value.of(self.bytes), json)) {
                    self.changed.push((index, json.cloned()));
                }
            }
        }
        is_there
    }

    /// What becomes of a member: none if it stays, none within if it goes.
    fn change(&self, index: usize) -> Option<&Option<Vec<u8>>> {
        self.changed.iter().find(|(at, _)| *at == index).map(|(_, json)| json)
    }

    /// An object of its own with what was added.
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

    /// Adds what is to be done to an object whose brace stands at `start`.
    pub(super) fn finish(self, start: u32, edits: &mut Vec<Edit>) {
        let mut kept = false;
        let mut before = None;
        for (index, member) in self.members.iter().enumerate() {
            match self.change(index) {
                None => kept = true,
                Some(Some(json)) => {
                    kept = true;
                    add(edits, member.value, json.clone());
                }
                Some(None) => {
                    let next = self.members.get(index + 1).map(|next| next.name_at);
                    // With the comma before it; the first with the one behind it.
                    let span = match before {
                        Some(start) if kept => Span { start, end: member.value.end },
                        _ => Span { start: member.name_at, end: next.unwrap_or(member.value.end) },
                    };
                    add(edits, span, Vec::new());
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
            insert(edits, first.name_at, content);
        }
        let mut content = Vec::new();
        let alone = if kept { &[][..] } else { &self.first };
        for (name, json) in alone.iter().chain(&self.last) {
            if kept || !content.is_empty() {
                content.extend_from_slice(&style.glue);
            }
            style.write(&mut content, name, json);
        }
        insert(edits, before.unwrap_or(start + 1), content);
    }
}

/// Adds new content before a byte.
fn insert(edits: &mut Vec<Edit>, place: u32, content: Vec<u8>) {
    if !content.is_empty() {
        add(edits, Span { start: place, end: place }, content);
    }
}

/// How an object writes its members.
struct Style {
    /// From one value's end to the next name: a comma and space.
    glue: Vec<u8>,
    /// From a name's end to its value: a colon and space.
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
            // A name, since it was read as one.
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

/// Whether a value need not be changed: strings may be spelled differently.
fn says_the_same(value: &[u8], json: &[u8]) -> bool {
    let string = |json| Reader::rereading(json, 0).text().ok();
    match (string(value), string(json)) {
        (Some(value), Some(json)) => value == json,
        _ => value == json,
    }
}
