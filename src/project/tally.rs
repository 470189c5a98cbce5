//! Counts by name.

use crate::equal::is_equal;
use crate::hash::hash;
use crate::json::Text;
use crate::memory::{Grow, OutOfMemory, copied, filled};

/// The number of times that a name occurs in each dataset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// The number of examples with the name, in any dataset or none.
    pub(crate) count: u64,
    pub(crate) train: u64,
    pub(crate) test: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, dataset: Dataset) {
        self.count += 1;
        match dataset {
            Dataset::Train => self.train += 1,
            Dataset::Test => self.test += 1,
            Dataset::Other => {}
        }
    }
}

/// The datasets of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dataset {
    Train,
    Test,
    Other,
}

impl Dataset {
    pub(crate) fn of(name: Option<Text<'_>>) -> Self {
        match name {
            Some(name) if name.is("Train") => Self::Train,
            Some(name) if name.is("Test") => Self::Test,
            _ => Self::Other,
        }
    }
}

/// Names in order of first occurrence, each with a value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally<T = Counts> {
    names: Names,
    counts: Vec<T>,
}

impl<T: Default> Tally<T> {
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    /// Returns the names as UTF-8, with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        let names = self.names.entries.iter();
        names.map(|(name, _)| std::str::from_utf8(name).unwrap_or_default()).zip(&self.counts)
    }

    pub(crate) fn get(&self, name: &[u8]) -> Option<&T> {
        self.counts.get(self.names.find(name, hash(name)).ok()?)
    }

    /// Returns the value of a name. A new name gets the default value.
    pub(crate) fn of(&mut self, name: &[u8]) -> Result<&mut T, OutOfMemory> {
        let index = self.index_of(name)?;
        self.counts.get_mut(index).ok_or(OutOfMemory)
    }

    /// Returns the index of a name in the order of occurrence. A new name is appended.
    pub(crate) fn index_of(&mut self, name: &[u8]) -> Result<usize, OutOfMemory> {
        let index = self.names.index_of(name)?;
        if index == self.counts.len() {
            self.counts.grow(T::default())?;
        }
        Ok(index)
    }
}

/// Names, each with its index.
#[derive(Clone, Debug, Default)]
struct Names {
    entries: Vec<(Box<[u8]>, u64)>,
    /// The slots of a hash table with open addressing. A slot holds the entry's index plus one, or
    /// 0 if it is empty.
    slots: Vec<u32>,
    /// Index of the last name. Neighbouring items often have the same names.
    last: usize,
}

impl Names {
    /// Returns the index of a name. A new name gets the next index.
    fn index_of(&mut self, name: &[u8]) -> Result<usize, OutOfMemory> {
        if self.entries.get(self.last).is_none_or(|(last, _)| !is_equal(last, name)) {
            self.last = self.look_up(name)?;
        }
        Ok(self.last)
    }

    fn look_up(&mut self, name: &[u8]) -> Result<usize, OutOfMemory> {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow()?;
        }
        let hash = hash(name);
        let slot = match self.find(name, hash) {
            Ok(index) => return Ok(index),
            Err(slot) => slot,
        };
        self.entries.grow((copied(name)?, hash))?;
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = number;
        }
        Ok(self.entries.len() - 1)
    }

    /// Returns the name's index, or the slot in which it belongs.
    fn find(&self, name: &[u8], hash: u64) -> Result<usize, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = fold(hash) & mask;
        loop {
            match self.slots.get(slot) {
                None | Some(0) => return Err(slot),
                Some(number) => {
                    let index = *number as usize - 1;
                    let is_it =
                        |(key, of_key): &(Box<[u8]>, u64)| *of_key == hash && is_equal(key, name);
                    if self.entries.get(index).is_some_and(is_it) {
                        return Ok(index);
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) -> Result<(), OutOfMemory> {
        let size = (self.slots.len() * 2).max(32);
        self.slots = filled(size, 0)?;
        for (number, (_, hash)) in (1_u32..).zip(&self.entries) {
            let mut slot = fold(*hash) & (size - 1);
            while self.slots.get(slot).is_some_and(|number| *number != 0) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(slot) = self.slots.get_mut(slot) {
                *slot = number;
            }
        }
        Ok(())
    }
}

/// Folds the upper half of a hash into the lower one. In a product, every input bit affects the
/// upper half.
#[expect(clippy::cast_possible_truncation, reason = "a hash has no bits to lose")]
fn fold(hash: u64) -> usize {
    (hash ^ (hash >> 32)) as usize
}
