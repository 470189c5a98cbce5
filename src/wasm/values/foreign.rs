//! JavaScript values as input of the core's reader.

use std::cell::Cell;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::plain::{Foreign, Mode, Plain, ReadMember, read};

use super::fields::{Fields, kind, own_or_class_member};
use super::names::names_in_javascript;
use super::packed::Packed;

#[wasm_bindgen(module = "/src/entry/members.js")]
extern "C" {
    /// Returns the members of an object with these names as one text, or `None` if the value is not an object.
    #[wasm_bindgen(js_name = membersOf)]
    fn members_of(object: &JsValue, names: &JsValue) -> Option<String>;

    /// Returns the first `most` items of a list as one text, or `None` if the value is not a list.
    #[wasm_bindgen(js_name = itemsOf)]
    fn items_of(list: &JsValue, most: u32) -> Option<String>;

    /// Returns one of the values of the last text that are passed separately.
    #[wasm_bindgen(js_name = takeApart)]
    fn take_apart(at: u32) -> JsValue;
}

/// A JavaScript value.
pub(crate) enum Given {
    /// A value that stays in JavaScript: an object, a function, a long text, or a number that is not
    /// whole.
    Value(JsValue),
    /// A text that is in the module's memory.
    Text(String),
    /// A number that is in the module's memory.
    Number(f64),
    /// A boolean that is in the module's memory.
    Flag(bool),
}

impl Foreign for Given {
    fn member(&self, name: &str) -> Option<Self> {
        let Self::Value(object) = self else { return None };
        if !object.is_object() {
            return None;
        }
        Some(own_or_class_member(object, name))
            .filter(|value| !value.is_undefined())
            .map(Self::Value)
    }

    fn members(&self, names: &'static [&'static str]) -> Option<Vec<Option<Self>>> {
        let Self::Value(object) = self else { return None };
        let text = names_in_javascript(names, |names| members_of(object, names))?;
        let mut values = Values::of(&text);
        Some(names.iter().map(|_| values.value()).collect())
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Value(value) => value.as_f64(),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Value(value) => value.as_bool(),
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    fn text(&self, longest: usize) -> Option<String> {
        let text = match self {
            Self::Text(text) if text.len() <= longest => return Some(text.clone()),
            Self::Text(text) => return Some(text.chars().take(longest).collect()),
            Self::Value(value) => value.dyn_ref::<JsString>()?,
            _ => return None,
        };
        let longest = u32::try_from(longest).unwrap_or(u32::MAX);
        // The length is checked first, because copying a long text is slow.
        if text.length() > longest { text.slice(0, longest).as_string() } else { text.as_string() }
    }

    fn items(&self, most: usize) -> Option<Vec<Self>> {
        let Self::Value(list) = self else { return None };
        let text = items_of(list, u32::try_from(most).unwrap_or(u32::MAX))?;
        let mut values = Values::of(&text);
        let mut items = Vec::new();
        while values.packed.has_more() {
            items.push(values.value().unwrap_or(Self::Value(JsValue::UNDEFINED)));
        }
        Some(items)
    }

    fn kind_in_words(&self) -> &'static str {
        match self {
            Self::Value(value) => kind(value),
            Self::Text(_) => "a string",
            Self::Number(_) => "a number",
            Self::Flag(_) => "a boolean",
        }
    }
}

/// The values in a text of `membersOf` or `itemsOf`. All must be read immediately, because the next
/// such text replaces the values that are passed separately.
struct Values<'a> {
    packed: Packed<'a>,
    /// The number of values that were passed separately.
    apart: u32,
}

impl<'a> Values<'a> {
    fn of(text: &'a str) -> Self {
        Self { packed: Packed::of(text), apart: 0 }
    }

    /// Returns the next value; `None` if it is `undefined`.
    fn value(&mut self) -> Option<Given> {
        Some(match self.packed.letter() {
            "s" => {
                let length = self.packed.number();
                Given::Text(self.packed.text(length).to_owned())
            }
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            "n" => Given::Number(self.packed.number() as f64),
            "t" => Given::Flag(true),
            "f" => Given::Flag(false),
            "o" => {
                let value = take_apart(self.apart);
                self.apart += 1;
                Given::Value(value)
            }
            _ => return None,
        })
    }
}

/// Reads an argument of a declared type.
///
/// # Errors
/// `invalidArgument`, which names the first wrong member.
pub(crate) fn read_argument<T: ReadMember>(name: &str, value: &JsValue) -> Result<T, Error> {
    read(name, &Given::Value(value.clone()), Mode::Argument, &Cell::new(MOST_OBJECTS))
        .map_err(|wrong| Error::invalid_argument(wrong.message()))
}

impl Fields {
    /// Reads the members of a declared type, and remembers the first wrong one.
    pub(crate) fn plain<T: ReadMember>(&self) -> T {
        if !self.is_object {
            return T::from_plain(Plain::Absent);
        }
        read_argument(self.what, &self.object).unwrap_or_else(|wrong| {
            self.remember(wrong);
            T::from_plain(Plain::Absent)
        })
    }
}

/// The highest number of objects that are read from one argument.
const MOST_OBJECTS: u32 = 1_000;
