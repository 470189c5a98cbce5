//! The parameters of the exports, and the checks of their values.

use crate::error::one_of;
use crate::text::digits;
use crate::{Error, Result};

/// The kind of values that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `yyyy-MM-ddTHH:mm:ss`, without a zone.
    Time,
    /// Texts, at most this many, as repeated keys.
    Texts(usize),
    /// One of these numbers.
    Number(&'static [&'static str]),
}

/// A parameter of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the query.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: ParameterKind,
    /// True if the export needs it.
    pub required: bool,
}

impl Parameter {
    pub(super) const fn required(name: &'static str, kind: ParameterKind) -> Self {
        Self { name, kind, required: true }
    }

    pub(super) const fn optional(name: &'static str, kind: ParameterKind) -> Self {
        Self { name, kind, required: false }
    }
}

impl Parameter {
    pub(super) fn check(&self, values: Vec<&str>) -> Result<()> {
        let refuse = |why: String| Err(Error::invalid_argument(text!("{} {}", self.name, why)));
        if self.required && values.is_empty() {
            return refuse("is required by this export.".to_owned());
        }
        if values.iter().any(|value| value.contains(char::is_control)) {
            return refuse("holds a control character.".to_owned());
        }
        match self.kind {
            ParameterKind::Time | ParameterKind::Number(_) if values.len() > 1 => {
                refuse(text!("has {} values, and takes one.", digits(values.len() as u64)))
            }
            ParameterKind::Time => match values.iter().find(|value| !is_local_time(value)) {
                Some(value) => refuse(text!(
                    "is \"{}\", and must look like 2026-01-31T23:59:59, without a zone.",
                    value
                )),
                None => Ok(()),
            },
            ParameterKind::Texts(most) if values.len() > most => refuse(text!(
                "has {} values, and {} is the most.",
                digits(values.len() as u64),
                digits(most as u64)
            )),
            ParameterKind::Texts(_) if values.contains(&"") => {
                refuse("holds an empty text.".to_owned())
            }
            ParameterKind::Texts(_) => Ok(()),
            ParameterKind::Number(choices) => {
                match values.iter().find(|value| !choices.contains(value)) {
                    Some(value) => {
                        refuse(text!("is {}, and must be one of {}.", value, one_of(choices)))
                    }
                    None => Ok(()),
                }
            }
        }
    }
}

/// `yyyy-MM-ddTHH:mm:ss`
fn is_local_time(text: &str) -> bool {
    let shape = |(byte, expected)| match expected {
        b'0' => u8::is_ascii_digit(&byte),
        mark => byte == mark,
    };
    text.len() == 19 && text.bytes().zip(*b"0000-00-00T00:00:00").all(shape)
}
