//! Values that somebody else wrote: the browser's storage, the channel between tabs, a page.

/// A value of another owner, read member by member and never believed. JavaScript's values are
/// such, and in tests JSON.
///
/// The methods give `None` for what is absent or of another type. They do not panic, and take no
/// more time or memory than their limits allow.
pub trait Foreign: Sized {
    /// A member of an object. A member that is null is absent.
    fn member(&self, name: &str) -> Option<Self>;

    /// The members with these names, in this order; `None` for anything but an object.
    fn members(&self, names: &'static [&'static str]) -> Option<Vec<Option<Self>>> {
        let is_object = self.kind_in_words() == "an object";
        is_object.then(|| names.iter().map(|name| self.member(name)).collect())
    }

    /// A number, which may be NaN or infinite.
    fn number(&self) -> Option<f64>;

    /// True or false.
    fn flag(&self) -> Option<bool>;

    /// A text, cut off after about so many bytes or UTF-16 units.
    fn text(&self, longest: usize) -> Option<String>;

    /// The items of a list, as many as these at most.
    fn items(&self, most: usize) -> Option<Vec<Self>>;

    /// Returns what kind of value this is, for messages. Never its content, which may be a secret.
    fn kind_in_words(&self) -> &'static str {
        if self.text(0).is_some() {
            "a string"
        } else if self.number().is_some() {
            "a number"
        } else if self.flag().is_some() {
            "true or false"
        } else if self.items(0).is_some() {
            "a list"
        } else {
            "an object"
        }
    }
}
