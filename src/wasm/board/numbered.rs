//! Few things, each under a number of its own.

/// In the place of a `BTreeMap`: with few, a list takes no longer, and its code is a fraction.
pub(super) struct Numbered<T>(Vec<(u32, T)>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Numbered<T> {
    /// Takes something in. Nothing else has its number.
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

    /// In the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&u32, &T)> {
        self.0.iter().map(|(number, item)| (number, item))
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, item)| item)
    }
}
