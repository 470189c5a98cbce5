//! Values from outside the module: from the browser's storage, from the channel between tabs, or
//! from a page.

/// A value from outside the module. It is read member by member and never trusted. It is a
/// JavaScript value, or JSON in tests.
///
/// The methods return `None` for a value that is absent or of another type. They do not panic, and
/// take no more time or memory than their limits allow.
pub trait Foreign: Sized {
    /// Returns a member of an object. A member that is null is absent.
    fn member(&self, name: &str) -> Option<Self>;

    /// Returns the members with these names, in this order; `None` if the value is not an object.
    fn members(&self, names: &'static [&'static str]) -> Option<Vec<Option<Self>>> {
        let is_object = self.kind_in_words() == "an object";
        is_object.then(|| names.iter().map(|name| self.member(name)).collect())
    }

    /// Returns a number, which may be NaN or infinite.
    fn number(&self) -> Option<f64>;

    /// Returns a boolean.
    fn flag(&self) -> Option<bool>;

    /// Returns a text, cut off after approximately `longest` bytes or UTF-16 units.
    fn text(&self, longest: usize) -> Option<String>;

    /// Returns the items of a list, at most `most` of them.
    fn items(&self, most: usize) -> Option<Vec<Self>>;

    /// Returns the kind of the value, for messages. It never returns the content, which may be a
    /// secret.
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
