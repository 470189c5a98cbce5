//! Members of an object that are changed, added and removed between bytes that stay.

use super::Edit;
use crate::json::{JsonError, Kind, Reader};
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
                    edits.push(Edit { span: member.value, content: json.clone() });
                }
                Some(None) => {
                    let next = self.members.get(index + 1).map(|next| next.name_at);
                    // With the comma before it; the first with the one behind it.
                    let span = match before {
                        Some(start) if kept => Span { start, end: member.value.end },
                        _ => Span { start: member.name_at, end: next.unwrap_or(member.value.end) },
                    };
                    edits.push(Edit { span, content: Vec::new() });
                }
            }
            before = Some(member.value.end);
        }
        let at = |place| Span { start: place, end: place };
        let style = Style::of(self.bytes, start, self.members);
        if let Some(first) = self.members.first().filter(|_| kept) {
            let mut content = Vec::new();
            for (name, json) in &self.first {
                style.write(&mut content, name, json);
                content.extend_from_slice(&style.glue);
            }
            push(edits, at(first.name_at), content);
        }
        let mut content = Vec::new();
        let alone = if kept { &[][..] } else { &self.first };
        for (name, json) in alone.iter().chain(&self.last) {
            if kept || !content.is_empty() {
                content.extend_from_slice(&style.glue);
            }
            style.write(&mut content, name, json);
        }
        push(edits, at(before.unwrap_or(start + 1)), content);
    }
}

fn push(edits: &mut Vec<Edit>, span: Span, content: Vec<u8>) {
    if !content.is_empty() {
        edits.push(Edit { span, content });
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
            let mut reader = Reader::starting_at(bytes, last.name_at as usize);
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
    let string = |json| Reader::starting_at(json, 0).text().ok();
    match (string(value), string(json)) {
        (Some(value), Some(json)) => value == json,
        _ => value == json,
    }
}

/// The members of the object that stands at a place.
pub(super) fn members_at(bytes: &[u8], start: u32) -> Vec<Member> {
    let mut members = Vec::new();
    let mut reader = Reader::starting_at(bytes, start as usize);
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

/// A string as JSON. Nothing is escaped that need not be.
pub(super) fn quoted(text: &str) -> Vec<u8> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut json = vec![b'"'];
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => json.extend([b'\\', byte]),
            b'\n' => json.extend(b"\\n"),
            b'\r' => json.extend(b"\\r"),
            b'\t' => json.extend(b"\\t"),
            0..0x20 => {
                json.extend(b"\\u00");
                let digits = [byte >> 4, byte & 15].map(|it| HEX.get(usize::from(it)).copied());
                json.extend(digits.into_iter().flatten());
            }
            _ => json.push(byte),
        }
    }
    json.push(b'"');
    json
}
