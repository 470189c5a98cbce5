//! Finds duplicates among hundreds of thousands of items.

use crate::hash::hash;
use crate::json::{Reader, Text};
use crate::memory::{Grow, OutOfMemory, filled};

/// The part of an example that is stored: the offsets of its strings. The example itself may be as long as the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct First {
    /// Offset of the text or location.
    key: u32,
    language: u32,
    /// The offset and length of the intent. The length is stored because the intent may be long,
    /// and is compared for each repetition.
    intent: [u32; 2],
}

/// The offset of an absent string.
const ABSENT: u32 = u32::MAX;

impl First {
    pub(super) fn new(key: Text<'_>, language: Option<Text<'_>>, intent: Option<Text<'_>>) -> Self {
        let offset = |text: Text<'_>| u32::try_from(text.at()).unwrap_or(ABSENT);
        let of = |text: Option<Text<'_>>| text.map_or(ABSENT, offset);
        let intent = intent.map_or([ABSENT, 0], Text::packed);
        Self { key: offset(key), language: of(language), intent }
    }

    pub(super) fn key(self, bytes: &[u8]) -> Option<Text<'_>> {
        text_at(bytes, self.key)
    }

    pub(super) fn language(self, bytes: &[u8]) -> Option<Text<'_>> {
        text_at(bytes, self.language)
    }

    pub(super) fn intent(self, bytes: &[u8]) -> Option<Text<'_>> {
        let [at, _] = self.intent;
        if at == ABSENT { None } else { Text::unpacked(bytes, self.intent) }
    }
}

/// Reads a string at an offset. The file has been read before.
fn text_at(bytes: &[u8], offset: u32) -> Option<Text<'_>> {
    if offset == ABSENT {
        return None;
    }
    Reader::rereading(bytes, offset as usize).text().ok()
}

/// The first example for each hash of its contents. The table is at most half full.
pub(super) struct Seen {
    /// A hash, and the index in `firsts` plus one. 0 marks an empty slot.
    slots: Vec<(u64, u32)>,
    firsts: Vec<First>,
}

impl Seen {
    /// Makes room for `count` examples.
    pub(super) fn with_capacity(count: usize) -> Result<Self, OutOfMemory> {
        let size = (count * 2).next_power_of_two().max(16);
        Ok(Self { slots: filled(size, (0, 0))?, firsts: Vec::new() })
    }

    /// Stores the first example for a hash. If the hash already has an example, that one stays and
    /// is returned.
    #[expect(clippy::cast_possible_truncation, reason = "a hash has no bits to lose")]
    pub(super) fn insert(&mut self, hash: u64, first: First) -> Result<Option<First>, OutOfMemory> {
        let mask = self.slots.len() - 1;
        let mut at = (hash ^ (hash >> 32)) as usize & mask;
        while let Some((of_slot, number)) = self.slots.get_mut(at) {
            if *number == 0 {
                self.firsts.grow(first)?;
                *of_slot = hash;
                *number = u32::try_from(self.firsts.len()).unwrap_or(u32::MAX);
                return Ok(None);
            }
            if *of_slot == hash {
                return Ok(self.firsts.get(*number as usize - 1).copied());
            }
            at = (at + 1) & mask;
        }
        Ok(None)
    }
}

/// Returns the combined hash of two texts.
pub(super) fn hash_of(text: &[u8], also: &[u8]) -> u64 {
    hash(text) ^ hash(also).rotate_left(31).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}
