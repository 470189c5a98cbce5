//! Finds items that are in both lists with equal bytes.
//!
//! A service spells an item in the same way in each export, so nearly all items of two exports of
//! one project are found here. Only the others are compared by their meaning.

use super::side::Side;
use crate::OutOfMemory;
use crate::equal::is_equal;
use crate::memory::{Grow, filled};

/// The number of slots that a search visits. The hash has no key, so a file can contain many items
/// that collide. Those items are left over, and take no more time.
const STEPS: usize = 8;

/// Returns the indexes of the items in each list that have no partner of equal bytes. Among items
/// of equal bytes, the last ones are left over.
pub(super) fn left_over(before: Side<'_>, after: Side<'_>) -> Result<[Vec<u32>; 2], OutOfMemory> {
    let mut table = Table::new(before.len())?;
    for (index, item) in before.items() {
        table.insert(hash(item), index);
    }
    let mut is_paired = filled(before.len(), false)?;
    let mut new = Vec::new();
    for (index, item) in after.items() {
        let mut is_free_and_equal = |partner: &u32| {
            is_paired.get(*partner as usize) == Some(&false)
                && is_equal(before.item(*partner), item)
        };
        let partner = table.found(hash(item)).find(&mut is_free_and_equal);
        match partner.and_then(|partner| is_paired.get_mut(partner as usize)) {
            Some(is_paired) => *is_paired = true,
            None => new.grow(index)?,
        }
    }
    let mut old = Vec::new();
    for (index, is_paired) in (0..).zip(is_paired) {
        if !is_paired {
            old.grow(index)?;
        }
    }
    Ok([old, new])
}

/// The items of one list by hash. Open addressing, at most half full.
struct Table {
    /// A hash, and the index of the item plus one. An index of 0 marks an empty slot.
    slots: Vec<(u32, u32)>,
}

impl Table {
    fn new(count: usize) -> Result<Self, OutOfMemory> {
        Ok(Self { slots: filled((count * 2).next_power_of_two(), (0, 0))? })
    }

    /// Returns the indexes of the slots that may have the items of a hash.
    fn places(&self, hash: u32) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len() - 1;
        (0..STEPS).map(move |step| (hash as usize + step) & mask)
    }

    /// Adds an item if there is an empty slot for it.
    fn insert(&mut self, hash: u32, index: u32) {
        for place in self.places(hash) {
            if let Some(slot) = self.slots.get_mut(place)
                && slot.1 == 0
            {
                *slot = (hash, index + 1);
                return;
            }
        }
    }

    /// Returns the items of a hash, in the order in which they were added.
    fn found(&self, hash: u32) -> impl Iterator<Item = u32> {
        let slots = self.places(hash).map_while(|place| self.slots.get(place));
        let taken = slots.take_while(|(_, number)| *number != 0);
        taken.filter(move |(of_slot, _)| *of_slot == hash).map(|(_, number)| *number - 1)
    }
}

/// Returns a hash of `bytes`, at several times the speed of the keyed one.
#[expect(clippy::cast_possible_truncation, reason = "a hash has no bits to lose")]
fn hash(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<8>();
    let (pairs, odd) = words.as_chunks::<2>();
    // Two independent sums, which the processor computes in parallel.
    let (mut one, mut other) = (0, bytes.len() as u64);
    for [first, second] in pairs {
        one = mixed(one, u64::from_le_bytes(*first));
        other = mixed(other, u64::from_le_bytes(*second));
    }
    for word in odd {
        one = mixed(one, u64::from_le_bytes(*word));
    }
    for byte in rest {
        other = mixed(other, u64::from(*byte));
    }
    let sum = mixed(one, other);
    (sum ^ (sum >> 32)) as u32
}

#[inline(always)]
fn mixed(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ExportedProject;
    use proptest::prelude::*;

    fn project(items: &[String]) -> ExportedProject {
        let file = format!(r#"{{"assets": {{"utterances": [ {} ]}}}}"#, items.join(" , "));
        ExportedProject::parse(file.into_bytes()).unwrap()
    }

    /// Returns the indexes of the items in each list that are left over.
    fn left(before: &[String], after: &[String]) -> [Vec<u32>; 2] {
        let [before, after] = [before, after].map(project);
        let side = |project| Side::new(project, "utterances");
        left_over(side(&before), side(&after)).unwrap()
    }

    /// Returns the indexes of an item in a list: of those that were paired, and of all.
    fn paired_and_all(list: &[String], left: &[u32], item: &String) -> (Vec<u32>, Vec<u32>) {
        let all = (0..).zip(list).filter(|(_, it)| *it == item).map(|(index, _)| index);
        let all: Vec<_> = all.collect();
        (all.iter().copied().filter(|index| !left.contains(index)).collect(), all)
    }

    #[test]
    fn equal_items_are_paired_in_any_order_and_the_last_ones_are_left() {
        let items = |list: &str| list.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let before = items(r#"1 {"text":"a"} {"text":"b"} {} {} 22 "a" {}"#);
        let after = items(r#"{} 22 {"text":"b"} 22 {"text":"c"} {} 1 1"#);
        assert_eq!(left(&before, &after), [vec![1, 6, 7], vec![3, 4, 7]]);
    }

    proptest! {
        #[test]
        fn only_equal_bytes_are_paired_the_first_ones_first(
            before in proptest::collection::vec("[0-3]|\"[a-z]{0,40}\"|\\{\\}", 0..60),
            more in proptest::collection::vec("[0-3]|\"[a-z]{0,40}\"", 0..20),
        ) {
            let after: Vec<_> = more.iter().chain(before.iter().skip(1).rev()).cloned().collect();
            let [old, new] = left(&before, &after);
            for item in &before {
                let (paired, all) = paired_and_all(&before, &old, item);
                prop_assert!(all.starts_with(&paired));
                let (others, all) = paired_and_all(&after, &new, item);
                prop_assert!(all.starts_with(&others));
                prop_assert_eq!(paired.len(), others.len());
            }
        }
    }

    #[test]
    fn a_change_of_any_byte_changes_the_hash() {
        let item = [b'a'; 45];
        for at in 0..item.len() {
            let mut other = item;
            other[at] = b'b';
            assert_ne!(hash(&item), hash(&other), "{at}");
        }
    }
}
