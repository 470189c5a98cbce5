//! Values that somebody else wrote: the browser's storage, the channel between tabs, a page.

/// A value of another owner, read member by member and never believed. JavaScript's values are
/// such, and in tests JSON.
///
/// The methods give `None` for what is absent or of another type. They do not panic, and take no
/// more time or memory than their limits allow.
pub trait Foreign: Sized {
    /// A member of an object. A member that is null is absent.
    fn member(&self, name: &str) -> Option<Self>;

    /// A number, which may be NaN or infinite.
    fn number(&self) -> Option<f64>;

    /// True or false.
    fn flag(&self) -> Option<bool>;

    /// A text, cut off after about so many bytes or UTF-16 units.
    fn text(&self, longest: usize) -> Option<String>;

    /// The items of a list, as many as these at most.
    fn items(&self, most: usize) -> Option<Vec<Self>>;
}

/// The longest time that is believed: 100 days, as long as a job may be followed.
pub(super) const LONGEST_MS: u64 = 8_640_000_000;

/// The highest version that is believed. It leaves room for every change that is still to come,
/// and is even: a reservation of this version has ended.
pub(super) const HIGHEST_VERSION: u32 = 1 << 30;

/// Names, ids and codes.
pub(crate) const NAME: usize = 512;
/// URLs. A longer one is none.
pub(super) const URL: usize = 8_192;
/// Sentences for people.
pub(super) const SENTENCE: usize = 4_096;

/// Reads a member.
pub(crate) struct Reader<'a, F>(pub(crate) &'a F);

impl<F: Foreign> Reader<'_, F> {
    /// A time in milliseconds, between zero and `most`.
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

    /// A text that means nothing when it is cut off.
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

/// A whole number between zero and `most`. NaN is zero.
pub(super) fn clamped(value: f64, most: u64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let whole = value as u64;
    whole.min(most)
}
