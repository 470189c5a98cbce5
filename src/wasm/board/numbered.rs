//! A map of a few items by number.

/// A small replacement for a `BTreeMap`: for a few items, a list is as fast, and needs much less
/// code.
pub(super) struct Numbered<T>(Vec<(u32, T)>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Numbered<T> {
    /// Adds an item. Its number must be unused.
    pub(super) fn insert(&mut self, number: u32, item: T) {
        self.0.push((number, item));
    }

    pub(super) fn remove(&mut self, number: &u32) -> Option<T> {
        let at = self.0.iter().position(|(own, _)| own == number)?;
        Some(self.0.remove(at).1)
    }

    pub(super) fn get(&self, number: &u32) -> Option<&T> {
        self.iter().find(|(own, _)| *own == number).map(|(_, item)| item)
    }

    /// Iterates in the order in which the items were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&u32, &T)> {
        self.0.iter().map(|(number, item)| (number, item))
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, item)| item)
    }
}
