//! What must be unique, among hundreds of thousands.

use crate::tally::hash;

/// Places in the file by the hash of what stands there: 16 bytes for each, at most half filled.
#[derive(Default)]
pub(super) struct Seen {
    slots: Vec<Slot>,
    filled: usize,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u64,
    /// One more than the place; 0 is an empty slot.
    place: u32,
}

impl Seen {
    /// Room for so many from the start.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { slots: vec![Slot::default(); (count * 2).next_power_of_two().max(16)], filled: 0 }
    }

    /// Remembers a place. Gives the earlier one of the same hash, which stays.
    pub(super) fn insert(&mut self, hash: u64, place: usize) -> Option<usize> {
        if self.filled * 2 >= self.slots.len() {
            self.grow();
        }
        let place = u32::try_from(place).ok()?.checked_add(1)?;
        self.put(Slot { hash, place })
    }

    #[expect(clippy::cast_possible_truncation, reason = "a hash has no bits to lose")]
    fn put(&mut self, new: Slot) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = (new.hash ^ (new.hash >> 32)) as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.place == 0 {
                *slot = new;
                self.filled += 1;
                return None;
            }
            if slot.hash == new.hash {
                return Some(slot.place as usize - 1);
            }
            at = (at + 1) & mask;
        }
        None
    }

    fn grow(&mut self) {
        let old = std::mem::take(self);
        *self = Self::with_capacity(old.slots.len().max(8));
        for slot in old.slots.into_iter().filter(|slot| slot.place != 0) {
            self.put(slot);
        }
    }
}

/// The hash of two texts together.
pub(super) fn hash_of(text: &[u8], also: &[u8]) -> u64 {
    hash(text) ^ hash(also).rotate_left(31).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}
