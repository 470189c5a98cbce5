//! Filters items.

use super::fold::Needle;
use crate::example::Example;
use crate::json::{JsonError, Kind, Reader, Text};
use crate::outline::{ItemKind, List, kind_of_list};
use crate::plain;

plain! {
    readable
    /// A filter for items. An item must match every member that is given.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ItemFilter as "ProjectItemsFilter" {
        /// The intent, the class or a label of an example, or the name of an intent, entity or class.
        category: Option<String>,
        /// The dataset of an example, such as `Train`.
        dataset: Option<String>,
        /// The language of an example, spelled as in the file.
        language: Option<String>,
        /// A text that occurs in an example's text or location, or in any string of another item. Case does not
        /// matter.
        text: Option<String>,
    }
}

impl ItemFilter {
    /// Keeps examples with this intent, class or label; or the intent, entity or class with this
    /// name.
    #[must_use]
    pub fn category(mut self, name: &str) -> Self {
        self.category = Some(name.to_owned());
        self
    }

    /// Keeps examples of this dataset.
    #[must_use]
    pub fn dataset(mut self, name: &str) -> Self {
        self.dataset = Some(name.to_owned());
        self
    }

    /// Keeps examples in this language, as spelled in the file.
    #[must_use]
    pub fn language(mut self, tag: &str) -> Self {
        self.language = Some(tag.to_owned());
        self
    }

    /// Keeps examples that contain this in their text or location, and other items that contain it
    /// in any of their strings. Case is ignored in Latin, Greek and Cyrillic.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the indexes of the matching items of a list.
    pub(super) fn matches(&self, bytes: &[u8], list: &List) -> Vec<u32> {
        let needle = self.text.as_deref().map(Needle::new);
        let mut examples = list.examples(bytes);
        let is_example = kind_of_list(&list.name) == ItemKind::Example;
        let mut example = Example::default();
        let mut fits = |start: u32| {
            if is_example {
                // The example has been read before without an error.
                let _ = examples.read_next(&mut example);
                return self.fits_example(&example, needle.as_ref());
            }
            if self.dataset.is_some() || self.language.is_some() {
                return false;
            }
            let mut reader = Reader::rereading(bytes, start as usize);
            let category = self.category.as_deref();
            category.is_none_or(|name| is_named(reader.clone(), name).unwrap_or(false))
                && needle.as_ref().is_none_or(|needle| holds(&mut reader, needle).unwrap_or(false))
        };
        let indexed = (0..).zip(&list.starts);
        indexed.filter(|(_, start)| fits(**start)).map(|(index, _)| index).collect()
    }

    fn fits_example(&self, example: &Example<'_>, needle: Option<&Needle>) -> bool {
        let is = |wanted: &Option<String>, found: Option<Text<'_>>| {
            wanted.as_deref().is_none_or(|wanted| found.is_some_and(|found| found.is(wanted)))
        };
        let has_category = |name: &str| {
            let labels = example.labels.iter().filter_map(|label| label.category);
            let all = example.intent.into_iter().chain(example.classes.iter().copied());
            all.chain(labels).any(|category| category.is(name))
        };
        is(&self.dataset, example.dataset)
            && is(&self.language, example.language)
            && self.category.as_deref().is_none_or(has_category)
            && needle.is_none_or(|needle| {
                [example.text, example.location].into_iter().flatten().any(|it| needle.is_in(it))
            })
    }
}

/// Returns whether an object's `category` is `wanted`.
fn is_named(mut reader: Reader<'_>, wanted: &str) -> Result<bool, JsonError> {
    let mut first = reader.enter_object()?;
    while let Some(name) = reader.next_member(&mut first)? {
        if name.is("category") && reader.kind()? == Kind::String {
            return reader.text().map(|text| text.is(wanted));
        }
        reader.skip()?;
    }
    Ok(false)
}

/// Returns whether any string of a value contains the text.
fn holds(reader: &mut Reader<'_>, needle: &Needle) -> Result<bool, JsonError> {
    let mut first = true;
    match reader.kind()? {
        Kind::String => return reader.text().map(|text| needle.is_in(text)),
        Kind::Object => {
            reader.enter_object()?;
            while reader.next_member(&mut first)?.is_some() {
                if holds(reader, needle)? {
                    return Ok(true);
                }
            }
        }
        Kind::Array => {
            reader.enter_array()?;
            while reader.next_element(&mut first)? {
                if holds(reader, needle)? {
                    return Ok(true);
                }
            }
        }
        _ => reader.skip()?,
    }
    Ok(false)
}
