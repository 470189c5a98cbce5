//! A small JSON tree that knows the offset of each value. It holds one item at a time: the
//! metadata, a declared category or a question-answer pair.

use crate::OutOfMemory;
use crate::json::{JsonError, Kind, Reader, Text};
use crate::memory::{Grow, is_out_of_memory};

/// A JSON value and its offset in the file.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) at: usize,
    pub(crate) value: NodeValue<'a>,
}

#[derive(Debug)]
pub(crate) enum NodeValue<'a> {
    Null,
    Bool,
    /// A number, as spelled in the file.
    Number(&'a str),
    String(Text<'a>),
    Array(Vec<Node<'a>>),
    Object(Vec<(Text<'a>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// Reads the value at `start`. The file has been read before.
    pub(crate) fn at(bytes: &'a [u8], start: usize) -> Result<Self, OutOfMemory> {
        match Self::read(&mut Reader::rereading(bytes, start)) {
            Err(error) if is_out_of_memory(error) => Err(OutOfMemory),
            // The value has been read before without an error.
            read => Ok(read.unwrap_or(Self { at: start, value: NodeValue::Null })),
        }
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, JsonError> {
        let kind = reader.kind()?;
        let at = reader.position();
        let mut first = true;
        let value = match kind {
            Kind::Null => reader.null().map(|()| NodeValue::Null)?,
            Kind::True | Kind::False => reader.boolean().map(|_| NodeValue::Bool)?,
            Kind::Number => NodeValue::Number(reader.number()?),
            Kind::String => NodeValue::String(reader.text()?),
            Kind::Array => {
                let mut items = Vec::new();
                reader.enter_array()?;
                while reader.next_element(&mut first)? {
                    items.grow(Self::read(reader)?)?;
                }
                NodeValue::Array(items)
            }
            Kind::Object => {
                let mut members = Vec::new();
                reader.enter_object()?;
                while let Some(name) = reader.next_member(&mut first)? {
                    members.grow((name, Self::read(reader)?))?;
                }
                NodeValue::Object(members)
            }
        };
        Ok(Self { at, value })
    }

    /// Returns a member that is not `null`. If a name occurs twice, the last one is used.
    pub(crate) fn get(&self, name: &str) -> Option<&Node<'a>> {
        let NodeValue::Object(members) = &self.value else { return None };
        let (_, node) = members.iter().rev().find(|(key, _)| key.is(name))?;
        (!matches!(node.value, NodeValue::Null)).then_some(node)
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.value, NodeValue::Object(_))
    }

    pub(crate) fn text(&self) -> Option<Text<'a>> {
        match self.value {
            NodeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the entries of a list.
    pub(crate) fn items(&self) -> &[Node<'a>] {
        match &self.value {
            NodeValue::Array(items) => items,
            _ => &[],
        }
    }
}
