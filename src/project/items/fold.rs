//! Searches text and ignores case.

use crate::json::Text;

/// A text to search for. The time for a search depends only on the length of the searched text
/// (Knuth, Morris and Pratt).
pub(super) struct Needle {
    folded: Vec<char>,
    /// For each length of a match: the length of the longest shorter match that is also its end.
    borders: Vec<usize>,
    is_ascii: bool,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let folded: Vec<char> = text.chars().map(fold).collect();
        let mut needle =
            Self { borders: vec![0; folded.len() + 1], folded, is_ascii: text.is_ascii() };
        let mut matched = 0;
        for at in 1..needle.folded.len() {
            let Some(character) = needle.folded.get(at).copied() else { break };
            matched = needle.step(matched, character);
            if let Some(border) = needle.borders.get_mut(at + 1) {
                *border = matched;
            }
        }
        needle
    }

    /// Returns the length of the match after one more character.
    #[inline]
    fn step(&self, mut matched: usize, character: char) -> usize {
        loop {
            if self.folded.get(matched) == Some(&character) {
                return matched + 1;
            }
            if matched == 0 {
                return 0;
            }
            matched = self.borders.get(matched).copied().unwrap_or_default();
        }
    }

    /// Returns whether the text contains the searched text.
    pub(super) fn is_in(&self, text: Text<'_>) -> bool {
        if self.is_ascii {
            // A byte outside ASCII is not in the searched text and does not fold to one of its
            // characters.
            let bytes = text.content();
            return self.is_among(bytes.iter().map(|byte| char::from(byte.to_ascii_lowercase())));
        }
        self.is_among(text.decode().chars().map(fold))
    }

    fn is_among(&self, characters: impl Iterator<Item = char>) -> bool {
        let mut matched = 0;
        if self.folded.is_empty() {
            return true;
        }
        for character in characters {
            matched = self.step(matched, character);
            if matched == self.folded.len() {
                return true;
            }
        }
        false
    }
}

/// Returns the lower-case form of a Latin, Greek or Cyrillic letter. A table of all letters would
/// be larger than the rest of the search.
fn fold(character: char) -> char {
    let code = u32::from(character);
    let small = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => {
            code + 32
        }
        // Pairs of a capital and a small letter. Capitals are even in the first ranges, odd in the
        // second.
        0x100..=0x12F | 0x132..=0x137 | 0x14A..=0x177 | 0x460..=0x481 | 0x48A..=0x4BF => code | 1,
        0x139..=0x148 | 0x179..=0x17E => code + code % 2,
        0x386 => 0x3AC,
        0x388..=0x38A => code + 37,
        0x38C => 0x3CC,
        0x38E | 0x38F => code + 63,
        // The sigma at the end of a word.
        0x3C2 => 0x3C3,
        0x400..=0x40F => code + 80,
        _ => code,
    };
    char::from_u32(small).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_folds_as_the_standard_library_has_it() {
        let scripts = (0x41..0x180).chain(0x386..0x3CF).chain(0x400..0x482).chain(0x48A..0x4C0);
        for character in scripts.filter_map(char::from_u32) {
            let mut small = character.to_lowercase();
            let expected = match character {
                'ς' => 'σ',
                // Letters that fold to two characters, or into the block of another script.
                'İ' | 'Ÿ' => continue,
                _ => small.next().unwrap(),
            };
            assert_eq!(fold(character), expected, "{character} {:x}", character as u32);
        }
    }
}
