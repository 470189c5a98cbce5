//! A small tree, for answers of a few hundred bytes.

use std::borrow::Cow;

use export_jobs_project::json::{JsonError, Kind, Reader, quoted};

/// A JSON value that borrows its texts where it can.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    /// As it was spelled.
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Reads a whole text.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, JsonError> {
        let mut reader = Reader::new(bytes);
        let value = Self::read(&mut reader)?;
        reader.end()?;
        Ok(value)
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, JsonError> {
        Ok(match reader.kind()? {
            Kind::Null => reader.null().map(|()| Self::Null)?,
            Kind::True | Kind::False => Self::Bool(reader.boolean()?),
            Kind::Number => Self::Number(reader.number()?),
            Kind::String => Self::String(reader.string()?),
            Kind::Array => {
                let mut items = Vec::new();
                let mut first = reader.enter_array()?;
                while reader.next_element(&mut first)? {
                    items.push(Self::read(reader)?);
                }
                Self::Array(items)
            }
            Kind::Object => {
                let mut members = Vec::new();
                let mut first = reader.enter_object()?;
                while let Some(name) = reader.next_member(&mut first)? {
                    members.push((name.decode(), Self::read(reader)?));
                }
                Self::Object(members)
            }
        })
    }

    /// A member of an object; the last one when a name stands twice, as `JSON.parse` has it.
    pub(crate) fn get(&self, name: &str) -> Option<&Value<'a>> {
        match self {
            Self::Object(members) => {
                members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// The value as a text for people: strings and numbers as they are.
    pub(crate) fn display(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(value) => format!("{value}"),
            Self::Number(text) => String::from(*text),
            Self::String(text) => text.clone().into_owned(),
            Self::Array(_) => String::from("[…]"),
            Self::Object(_) => String::from("{…}"),
        }
    }

    /// The value as JSON, without spaces.
    pub(crate) fn to_json(&self) -> String {
        let text = |text: &str| String::from_utf8_lossy(&quoted(text)).into_owned();
        let mut json = String::new();
        match self {
            Self::Null => json.push_str("null"),
            Self::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
            Self::Number(spelled) => json.push_str(spelled),
            Self::String(value) => json.push_str(&text(value)),
            Self::Array(items) => {
                for item in items {
                    json.push(if json.is_empty() { '[' } else { ',' });
                    json.push_str(&item.to_json());
                }
                json.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(members) => {
                for (name, value) in members {
                    json.push(if json.is_empty() { '{' } else { ',' });
                    json.push_str(&text(name));
                    json.push(':');
                    json.push_str(&value.to_json());
                }
                json.push_str(if members.is_empty() { "{}" } else { "}" });
            }
        }
        json
    }

    /// The kind in words, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl Value<'_> {
    /// A decimal number, or a string that holds one. Without exponents, which no service sends;
    /// the general parser of floating-point numbers would be a tenth of the module.
    pub(crate) fn as_decimal(&self) -> Option<f64> {
        let text = match self {
            Self::Number(text) => text,
            Self::String(text) => text.trim(),
            _ => return None,
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| {
            text.bytes().try_fold((0.0, 1.0), |(value, scale), byte| {
                byte.is_ascii_digit().then(|| (value * 10.0 + f64::from(byte - b'0'), scale * 10.0))
            })
        };
        let (whole_value, _) = digits(whole).filter(|_| !whole.is_empty())?;
        let (fraction_value, scale) = digits(fraction)?;
        let value: f64 = whole_value + fraction_value / scale;
        value.is_finite().then_some(value)
    }
}
