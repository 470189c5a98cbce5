//! Indexes and summarises a file that is still arriving.

use crate::example::Example;
use crate::json::{JsonError, Kind, Reader};
use crate::memory::{Grow, owned};
use crate::outline::{ItemKind, List, Member, Outline, Span, item_kind};
use crate::summary::Sums;

/// The part of the file in which the next step begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Before the opening brace of the file.
    Start,
    Top,
    Metadata,
    Assets,
    /// In the last list of the outline.
    List(ItemKind),
    /// After the closing brace.
    End,
}

/// Reads a file in steps. A step is one member, or one item of a list. If a step reaches the end of
/// the bytes that have arrived, it runs again when more arrive.
#[derive(Debug)]
pub(crate) struct Indexer {
    at: usize,
    phase: Phase,
    /// True if the object or list has no entry yet.
    first: bool,
    /// Minimum number of bytes before the next attempt. Without it, an item of many megabytes would
    /// be read again for every piece.
    wait_for: usize,
    pub(crate) outline: Outline,
    pub(crate) sums: Sums,
}

impl Default for Indexer {
    fn default() -> Self {
        Self {
            at: 0,
            phase: Phase::Start,
            first: true,
            wait_for: 0,
            outline: Outline::default(),
            sums: Sums::default(),
        }
    }
}

type Result<T> = std::result::Result<T, JsonError>;

impl Indexer {
    /// Reads as many steps as the bytes allow. The bytes must begin with those of the last call.
    pub(crate) fn advance(&mut self, bytes: &[u8], complete: bool) -> Result<()> {
        // A byte order mark may arrive in parts.
        if !complete && (bytes.len() < self.wait_for || b"\xEF\xBB\xBF".starts_with(bytes)) {
            return Ok(());
        }
        let mut example = Example::default();
        loop {
            let mut reader = if self.phase == Phase::Start {
                Reader::new(bytes)
            } else {
                Reader::starting_at(bytes, self.at)
            };
            let step = self.step(&mut reader, &mut example, bytes, complete);
            match step {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) if complete || error.offset < bytes.len() => return Err(error),
                Err(_) => {
                    self.wait_for = bytes.len() + (bytes.len() - self.at);
                    return Ok(());
                }
            }
        }
    }

    /// Takes one step. Returns false at the end of the file. A step that fails changes nothing.
    fn step<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        example: &mut Example<'a>,
        bytes: &'a [u8],
        complete: bool,
    ) -> Result<bool> {
        match self.phase {
            Phase::Start => {
                self.first = reader.enter_object()?;
                self.phase = Phase::Top;
            }
            Phase::Top | Phase::Metadata | Phase::Assets => self.member(reader, bytes, complete)?,
            Phase::List(kind) => {
                return self.items(kind, reader, example, bytes, complete).map(|()| true);
            }
            Phase::End => return reader.end().map(|()| false),
        }
        self.at = reader.position();
        Ok(true)
    }

    fn member(&mut self, reader: &mut Reader<'_>, bytes: &[u8], complete: bool) -> Result<()> {
        let mut first = self.first;
        if !reader.has_member(&mut first)? {
            self.leave(reader.position());
            return Ok(());
        }
        let name_at = reader.skip_space();
        let name = reader.name()?;
        let kind = reader.kind()?;
        let start = reader.position();
        let inner = match (self.phase, name.content().as_ref(), kind) {
            (Phase::Top, b"metadata", Kind::Object) => Some(Phase::Metadata),
            (Phase::Top, b"assets", Kind::Object) => Some(Phase::Assets),
            (Phase::Assets, _, Kind::Array) => Some(Phase::List(item_kind(name))),
            _ => None,
        };
        let end = match inner {
            None => {
                reader.skip()?;
                let end = reader.position();
                // A number may continue in the next piece. Only the byte after it shows its end.
                if !complete && end == bytes.len() {
                    return Err(JsonError { offset: end, expected: "more" });
                }
                end
            }
            Some(Phase::List(_)) => {
                self.first = reader.enter_array()?;
                let name = owned(&name.decode())?;
                let list = List { name, span: Span::new(start, start), ..List::default() };
                self.outline.lists.grow(list)?;
                start
            }
            Some(_) => {
                self.first = reader.enter_object()?;
                // If a name occurs twice, the last member is used, as in `JSON.parse`.
                if inner == Some(Phase::Assets) {
                    self.outline.assets.clear();
                    self.outline.lists.clear();
                    self.sums = Sums::default();
                } else {
                    self.outline.metadata.clear();
                }
                start
            }
        };
        let member = Member {
            name: owned(&name.decode())?,
            name_at: Span::new(name_at, 0).start,
            value: Span::new(start, end),
        };
        match self.phase {
            Phase::Metadata => self.outline.metadata.grow(member)?,
            Phase::Assets => self.outline.assets.grow(member)?,
            _ => self.outline.top.grow(member)?,
        }
        match inner {
            Some(inner) => self.phase = inner,
            None => self.first = false,
        }
        Ok(())
    }

    /// Returns to the enclosing object.
    fn leave(&mut self, end: usize) {
        let members = match self.phase {
            Phase::List(_) => &mut self.outline.assets,
            _ => &mut self.outline.top,
        };
        let end = Span::new(0, end).end;
        self.phase = match self.phase {
            Phase::List(_) => Phase::Assets,
            Phase::Metadata | Phase::Assets => Phase::Top,
            _ => Phase::End,
        };
        if self.phase == Phase::End {
            return;
        }
        if let Some(member) = members.last_mut() {
            member.value.end = end;
            if self.phase == Phase::Assets
                && let Some(list) = self.outline.lists.last_mut()
            {
                list.span = member.value;
            }
        }
        self.first = false;
    }

    /// Reads items until the list ends.
    fn items<'a>(
        &mut self,
        kind: ItemKind,
        reader: &mut Reader<'a>,
        example: &mut Example<'a>,
        bytes: &'a [u8],
        complete: bool,
    ) -> Result<()> {
        loop {
            let mut first = self.first;
            if !reader.next_element_inline(&mut first)? {
                self.leave(reader.position());
                self.at = reader.position();
                return Ok(());
            }
            let start = reader.skip_space_inline();
            match kind {
                ItemKind::Example => example.read(reader)?,
                ItemKind::Category | ItemKind::Other => reader.skip()?,
            }
            if !complete && reader.position() == bytes.len() {
                return Err(JsonError { offset: bytes.len(), expected: "more" });
            }
            if kind == ItemKind::Example {
                self.sums.add(example)?;
            }
            if let Some(list) = self.outline.lists.last_mut() {
                list.starts.grow(Span::new(start, 0).start)?;
                if kind == ItemKind::Example {
                    list.examples.add(example, reader.position() - start, bytes.len());
                }
            }
            self.first = false;
            self.at = reader.position();
        }
    }
}
