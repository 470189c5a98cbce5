//! Matches the items of two lists, in any order.

use super::exact::left_over;
use super::side::Side;
use crate::OutOfMemory;
use crate::memory::{Grow, filled};
use crate::tally::Tally;

/// An item that is only in one list, or that changed: its index in each list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) before: Option<u32>,
    pub(super) after: Option<u32>,
}

/// The number of unmatched items of each meaning. Open addressing, at most half full.
struct Unmatched {
    slots: Vec<(u64, u32)>,
}

impl Unmatched {
    fn new(count: usize) -> Result<Self, OutOfMemory> {
        Ok(Self { slots: filled((count * 2).next_power_of_two().max(2), (0, 0))? })
    }

    #[expect(clippy::cast_possible_truncation, reason = "a hash has no bits to lose")]
    fn of(&mut self, meaning: u64) -> Option<&mut u32> {
        let mask = self.slots.len() - 1;
        let mut at = (meaning ^ (meaning >> 32)) as usize & mask;
        // Zero marks an empty slot. A meaning of 0 is rare, and counts as 1.
        let meaning = meaning.max(1);
        while self.slots.get(at).is_some_and(|slot| slot.0 != 0 && slot.0 != meaning) {
            at = (at + 1) & mask;
        }
        let slot = self.slots.get_mut(at)?;
        slot.0 = meaning;
        Some(&mut slot.1)
    }

    /// Removes one item with this meaning. Returns false if there is none.
    fn take(&mut self, meaning: u64) -> bool {
        match self.of(meaning) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

/// Finds the differences: first the changed and added items in the order of the second list, then
/// the removed ones in the order of the first.
pub(super) fn differences(before: Side<'_>, after: Side<'_>) -> Result<Vec<Pair>, OutOfMemory> {
    let [old, mut new] = left_over(before, after)?;
    let mut unmatched = Unmatched::new(old.len().max(new.len()))?;
    let mut meanings = Vec::new();
    for index in &old {
        let meaning = before.meaning(*index);
        meanings.grow(meaning)?;
        if let Some(count) = unmatched.of(meaning) {
            *count += 1;
        }
    }
    new.retain(|index| !unmatched.take(after.meaning(*index)));
    // Among items of equal meaning, the last ones stay unmatched.
    let mut gone = Vec::new();
    for (index, meaning) in old.iter().zip(&meanings).rev() {
        if unmatched.take(*meaning) {
            gone.grow(*index)?;
        }
    }
    gone.reverse();
    paired(before, after, &gone, &new)
}

/// Pairs items with the same key. Each item is used once.
fn paired(
    before: Side<'_>,
    after: Side<'_>,
    old: &[u32],
    new: &[u32],
) -> Result<Vec<Pair>, OutOfMemory> {
    // The old items with a key form a chain: the first item of each key, and the next item of each
    // item.
    let mut firsts: Tally<Option<usize>> = Tally::default();
    let mut nexts = filled(old.len(), None)?;
    for (at, index) in old.iter().enumerate().rev() {
        let first = firsts.of(&before.key(*index))?;
        if let Some(next) = nexts.get_mut(at) {
            *next = first.replace(at);
        }
    }
    let mut gone = filled(old.len(), true)?;
    let mut pairs = Vec::new();
    for index in new {
        let first = firsts.of(&after.key(*index))?;
        let at = *first;
        if let Some(at) = at {
            *first = nexts.get(at).copied().flatten();
        }
        if let Some(gone) = at.and_then(|at| gone.get_mut(at)) {
            *gone = false;
        }
        let before = at.and_then(|at| old.get(at).copied());
        pairs.grow(Pair { before, after: Some(*index) })?;
    }
    for (index, _) in old.iter().zip(gone).filter(|(_, gone)| *gone) {
        pairs.grow(Pair { before: Some(*index), after: None })?;
    }
    Ok(pairs)
}
