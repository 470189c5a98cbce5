//! Values from outside: the browser's storage, the channel between tabs, a page.

/// A value that is not trusted and is read member by member: a JavaScript value or, in tests, JSON.
///
/// The methods return `None` for what is absent or has another type. They do not panic, and take
/// no more time or memory than their limits allow.
pub trait Foreign: Sized {
    /// Returns a member of an object. A member that is null is absent.
    fn member(&self, name: &str) -> Option<Self>;

    /// Returns a number, which may be NaN or infinite.
    fn number(&self) -> Option<f64>;

    /// Returns true or false.
    fn flag(&self) -> Option<bool>;

    /// Returns a text, cut off after about `longest` bytes or UTF-16 units.
    fn text(&self, longest: usize) -> Option<String>;

    /// Returns the items of a list, at most this many.
    fn items(&self, most: usize) -> Option<Vec<Self>>;
}

/// Maximum time that is read: 100 days, as long as a job may be followed.
pub(super) const LONGEST_MS: u64 = 8_640_000_000;

/// Maximum version that is read. It leaves room for all changes to come. It is even, so a
/// reservation of this version has ended.
pub(super) const HIGHEST_VERSION: u32 = 1 << 30;

/// Maximum length of names, ids and codes.
pub(crate) const NAME: usize = 512;
/// Maximum length of URLs. A longer text is no URL.
pub(super) const URL: usize = 8_192;
/// Maximum length of sentences for people.
pub(super) const SENTENCE: usize = 4_096;

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
