//! Values from outside: the browser's storage, the channel between tabs, a page.

pub use crate::plain::Foreign;
pub(crate) use crate::stored::{LONGEST_MS, LONGEST_NAME as NAME, LONGEST_URL as URL};

/// The highest version that is believed. It leaves room for every change that is still to come,
/// and is even: a reservation of this version has ended.
const HIGHEST_VERSION: u32 = 1 << 30;

/// Reads the members of a value.
pub(crate) struct Reader<'a, F>(pub(crate) &'a F);

impl<F: Foreign> Reader<'_, F> {
    /// Returns a time in milliseconds, between zero and `most`.
    pub(super) fn ms(&self, name: &str, most: u64) -> u64 {
        self.optional_ms(name, most).unwrap_or_default()
    }

    pub(super) fn optional_ms(&self, name: &str, most: u64) -> Option<u64> {
        self.0.member(name)?.number().map(|ms| clamped(ms, most))
    }

    pub(super) fn count(&self, name: &str, most: u32) -> u32 {
        u32::try_from(self.ms(name, most.into())).unwrap_or(most)
    }

    pub(super) fn version(&self) -> u32 {
        self.count("version", HIGHEST_VERSION)
    }

    pub(crate) fn text(&self, name: &str, longest: usize) -> Option<String> {
        self.0.member(name)?.text(longest)
    }

    /// Returns a text, unless it is longer than `longest`: cut off it would mean nothing.
    pub(crate) fn whole_text(&self, name: &str, longest: usize) -> Option<String> {
        self.text(name, longest.saturating_add(1)).filter(|text| text.len() <= longest)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.0.member(name).and_then(|value| value.flag()).unwrap_or_default()
    }

    pub(super) fn items(&self, name: &str, most: usize) -> Vec<F> {
        self.0.member(name).and_then(|list| list.items(most)).unwrap_or_default()
    }
}

/// Returns a whole number between zero and `most`. NaN becomes zero.
pub(super) fn clamped(value: f64, most: u64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let whole = value as u64;
    whole.min(most)
}
