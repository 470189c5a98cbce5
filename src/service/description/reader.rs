//! Reads a description with the tables of its declaration, and reports every mistake in its form.

use std::borrow::Cow;

use crate::ServiceError;
use crate::error::one_of;
use crate::json::Value;
use crate::plain::{Kind, Member, Plain, Shape};
use crate::text::nearest;
use crate::text::{digits, whole};

/// The highest number of mistakes that are reported.
const MOST_MISTAKES: usize = 50;

/// The mistakes in a description, each with its path, and the path that is being read.
#[derive(Default)]
pub(super) struct Mistakes {
    path: String,
    pub(super) list: Vec<ServiceError>,
}

impl Mistakes {
    /// Adds a mistake at the current path. The message says what was seen and what to do.
    #[inline(never)]
    pub(super) fn add(&mut self, code: &str, message: impl AsRef<str>) {
        if self.list.len() < MOST_MISTAKES {
            let mut mistake = ServiceError::new(code, message.as_ref());
            mistake.target = Some(text!("${}", self.path));
            self.list.push(mistake);
        }
    }

    /// Runs a function for a member of the current object: its mistakes get the member's path.
    pub(super) fn at<T>(&mut self, name: &str, within: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.enter(name);
        let value = within(self);
        self.leave(length);
        value
    }

    /// Does the same with an item of the current list.
    pub(super) fn at_item<T>(&mut self, index: usize, within: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.extend(["[", &digits(index as u64), "]"]);
        let value = within(self);
        self.leave(length);
        value
    }

    /// Adds a member to the path. Returns the previous length of the path. Not inlined, because every check calls it.
    #[inline(never)]
    fn enter(&mut self, name: &str) -> usize {
        let length = self.path.len();
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if is_plain && !name.is_empty() {
            self.path.extend([".", name]);
        } else {
            self.path.extend(["[", &Value::String(Cow::Borrowed(name)).to_json(), "]"]);
        }
        length
    }

    #[inline(never)]
    fn leave(&mut self, length: usize) {
        self.path.truncate(length);
    }

    /// Reads a value of a kind. An unreadable value is reported as a mistake, and read as absent.
    pub(super) fn read(&mut self, kind: Kind, most: u64, value: &Value<'_>) -> Plain<'static> {
        match (kind, value) {
            (Kind::Text, Value::String(text)) => Plain::Text(Cow::Owned(text.as_ref().to_owned())),
            (Kind::Bool, Value::Bool(flag)) => Plain::Bool(*flag),
            (Kind::Whole, Value::Number(number)) => match whole(number) {
                Some(number) if number <= most => Plain::count(number),
                _ => {
                    self.add(
                        "outOfRange",
                        text!(
                            "It is {}, and must be a whole number from 0 to {}.",
                            number,
                            digits(most)
                        ),
                    );
                    Plain::Absent
                }
            },
            (Kind::Words(words), Value::String(word)) => {
                match words.words.iter().find(|known| **known == word) {
                    Some(word) => Plain::text(word),
                    None => {
                        self.add(
                            "unknownWord",
                            text!(
                                "It is \"{}\", and must be one of {}. The nearest is \"{}\".",
                                word,
                                one_of(words.words),
                                nearest(word, words.words)
                            ),
                        );
                        Plain::Absent
                    }
                }
            }
            (Kind::List(kind), Value::Array(items)) => {
                let items = items.iter().enumerate();
                Plain::List(
                    items
                        .map(|(at, item)| self.at_item(at, |it| it.read(*kind, most, item)))
                        .collect(),
                )
            }
            (Kind::Map(kind), Value::Object(members)) => {
                let members = members.iter().map(|(name, value)| {
                    let value = self.at(name, |it| it.read(*kind, most, value));
                    (Cow::Owned(name.as_ref().to_owned()), value)
                });
                Plain::Map(members.collect())
            }
            (Kind::Object(shape), Value::Object(members)) => {
                self.object(shape(), value, members.iter().map(|(name, _)| name.as_ref()))
            }
            (Kind::Json, value) => Plain::Json(Cow::Owned(value.to_json())),
            (kind, value) => {
                self.add(
                    "wrongType",
                    text!("It is {}, and must be {}.", value.kind(), expected(kind)),
                );
                Plain::Absent
            }
        }
    }

    fn object<'n>(
        &mut self,
        shape: &'static Shape,
        value: &Value<'_>,
        names: impl Iterator<Item = &'n str>,
    ) -> Plain<'static> {
        for name in names.filter(|name| !shape.names.contains(name)) {
            self.at(name, |it| {
                it.add(
                    "unknownMember",
                    text!(
                        "A description has no such member here. The nearest is \"{}\"; the members are {}.",
                        nearest(name, shape.names),
                        one_of(shape.names)
                    ),
                );
            });
        }
        let members = shape.names.iter().zip(shape.members);
        let values = members.map(|(name, Member { kind, is_optional, rule })| {
            match value.get(name).filter(|value| !value.is_null()) {
                Some(value) => self.at(name, |it| it.read(*kind, rule.most, value)),
                None => {
                    if !is_optional {
                        self.at(name, |it| {
                            it.add("missing", text!("It is missing. Add {}.", expected(*kind)));
                        });
                    }
                    Plain::Absent
                }
            }
        });
        Plain::Object(shape.names, values.collect())
    }
}

fn expected(kind: Kind) -> String {
    let expected = match kind {
        Kind::Text => "a string",
        Kind::Number | Kind::Whole => "a whole number",
        Kind::Bool => "true or false",
        Kind::List(_) => "a list",
        Kind::Words(words) => return text!("one of {}", one_of(words.words)),
        _ => "an object",
    };
    expected.to_owned()
}
