//! Plain values, which are passed to JavaScript.

use std::borrow::Cow;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

/// A plain value: one that `JSON.stringify` and a structured clone accept.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Plain<'a> {
    /// A member that is left out of its object.
    #[default]
    Absent,
    /// A string.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A list.
    List(Vec<Plain<'a>>),
    /// A declared object: the names of its members, and their values in the same order.
    Object(&'static [&'static str], Vec<Plain<'a>>),
    /// An object whose member names are data.
    Map(Vec<(Cow<'a, str>, Plain<'a>)>),
    /// JSON from elsewhere.
    Json(Cow<'a, str>),
    /// The members of an error, which is an `ExportJobsError` in JavaScript.
    Failure(Box<Plain<'a>>),
}

impl<'a> Plain<'a> {
    /// Creates a text.
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Creates a value from JSON that comes from elsewhere.
    pub fn json(json: &'a str) -> Self {
        Self::Json(Cow::Borrowed(json))
    }

    /// Creates a number from a count, a size or a time. All are far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "times and sizes stay below 2^53")]
    pub fn count(count: u64) -> Self {
        Self::Number(count as f64)
    }

    /// Creates an object whose members are not declared, such as a message of one of several kinds.
    pub fn map(members: impl IntoIterator<Item = (&'a str, Plain<'a>)>) -> Self {
        let members = members.into_iter();
        Self::Map(members.map(|(name, value)| (Cow::Borrowed(name), value)).collect())
    }

    /// Returns the value with owned texts.
    pub fn into_owned(self) -> Plain<'static> {
        let text = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        let list = |values: Vec<Self>| values.into_iter().map(Self::into_owned).collect();
        match self {
            Self::Absent => Plain::Absent,
            Self::Text(it) => Plain::Text(text(it)),
            Self::Json(it) => Plain::Json(text(it)),
            Self::Number(number) => Plain::Number(number),
            Self::Bool(value) => Plain::Bool(value),
            Self::List(items) => Plain::List(list(items)),
            Self::Object(names, values) => Plain::Object(names, list(values)),
            Self::Map(members) => {
                let members = members.into_iter();
                Plain::Map(members.map(|(name, it)| (text(name), it.into_owned())).collect())
            }
            Self::Failure(fields) => Plain::Failure(Box::new(fields.into_owned())),
        }
    }

    /// Returns whether this is zero, an empty text or an empty list.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => *number == 0.0,
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// Returns the values of an object's members, in their order.
    #[doc(hidden)]
    pub fn into_values(self) -> std::vec::IntoIter<Plain<'a>> {
        match self {
            Self::Object(_, values) => values,
            _ => Vec::new(),
        }
        .into_iter()
    }
}

/// Serializes for Rust programs. The module makes JavaScript objects without it. JSON from
/// elsewhere is left out.
impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_unit(),
            Self::Text(text) | Self::Json(text) => serializer.serialize_str(text),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole")]
            Self::Number(number) if number.fract() == 0.0 && (0.0..1e15).contains(number) => {
                serializer.serialize_u64(*number as u64)
            }
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Object(names, values) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in names.iter().zip(values) {
                    if !matches!(value, Self::Absent | Self::Json(_)) {
                        map.serialize_entry(name, value)?;
                    }
                }
                map.end()
            }
            Self::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Self::Failure(error) => error.serialize(serializer),
        }
    }
}
