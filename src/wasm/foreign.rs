//! JavaScript values, as input of the core's reader.

use std::cell::Cell;

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::Error;
use crate::plain::{Foreign, Mode, Plain, ReadMember, read};

use super::fields::{Fields, get, kind, own_or_class_member};

/// A JavaScript value.
pub(super) struct Given(pub(super) JsValue);

impl Foreign for Given {
    fn member(&self, name: &str) -> Option<Self> {
        if !self.0.is_object() {
            return None;
        }
        Some(own_or_class_member(&self.0, name)).filter(|value| !value.is_undefined()).map(Self)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn text(&self, longest: usize) -> Option<String> {
        let text = self.0.dyn_ref::<JsString>()?;
        let longest = u32::try_from(longest).unwrap_or(u32::MAX);
        // The length is checked first, because copying a long text is slow.
        if text.length() > longest {
            text.slice(0, longest).as_string()
        } else {
            self.0.as_string()
        }
    }

    fn items(&self, most: usize) -> Option<Vec<Self>> {
        if !Array::is_array(&self.0) {
            return None;
        }
        // A list may claim four billion items, and reading one may throw.
        let length = get(&self.0, "length").as_f64().unwrap_or_default();
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        let length = (length as u32).min(most);
        Some(
            (0..length).map(|at| Self(Reflect::get_u32(&self.0, at).unwrap_or_default())).collect(),
        )
    }

    fn kind_in_words(&self) -> &'static str {
        kind(&self.0)
    }
}

/// Reads an argument of a declared type.
///
/// # Errors
/// `invalidArgument` that names the first member that is wrong.
pub(super) fn read_argument<T: ReadMember>(name: &str, value: &JsValue) -> Result<T, Error> {
    read(name, &Given(value.clone()), Mode::Argument, &Cell::new(MOST_OBJECTS))
        .map_err(|wrong| Error::invalid_argument(wrong.message()))
}

impl Fields {
    /// Reads the members of a declared type, and remembers the first that is wrong.
    pub(super) fn plain<T: ReadMember>(&self) -> T {
        let absent = || Object::new().into();
        let object = if self.object.is_object() { self.object.clone() } else { absent() };
        read_argument(self.what, &object).unwrap_or_else(|wrong| {
            self.remember(wrong);
            T::from_plain(Plain::Absent)
        })
    }
}

/// The most objects that are read from one argument.
const MOST_OBJECTS: u32 = 1_000;
