//! Finding a text without regard to capital letters.

use crate::json::Text;

/// A text that is looked for.
pub(super) struct Needle {
    folded: Vec<char>,
    /// The same, if all of it is ASCII.
    ascii: Option<Vec<u8>>,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let folded: Vec<char> = text.chars().map(fold).collect();
        let ascii = text.is_ascii().then(|| text.to_ascii_lowercase().into_bytes());
        Self { folded, ascii }
    }

    /// Whether it stands somewhere in a text.
    pub(super) fn is_in(&self, text: Text<'_>) -> bool {
        // What is not ASCII has no part that is, and none that folds to it.
        if let Some(needle) = &self.ascii {
            return is_in_ascii(needle, &text.content());
        }
        let text = text.decode();
        let mut rest = text.chars();
        loop {
            let mut here = rest.clone().map(fold);
            if self.folded.iter().all(|wanted| here.next() == Some(*wanted)) {
                return true;
            }
            if rest.next().is_none() {
                return false;
            }
        }
    }
}

fn is_in_ascii(needle: &[u8], text: &[u8]) -> bool {
    let Some((first, others)) = needle.split_first() else { return true };
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let start = after.get(..others.len());
        if byte.to_ascii_lowercase() == *first
            && start.is_some_and(|start| start.eq_ignore_ascii_case(others))
        {
            return true;
        }
        rest = after;
    }
    false
}

/// A letter's small form, for Latin, Greek and Cyrillic. The table of all letters is larger than the
/// rest of the search together.
fn fold(character: char) -> char {
    let code = u32::from(character);
    let small = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => {
            code + 32
        }
        // Pairs, the capital first: even in these ranges, odd in those.
        0x100..=0x12F | 0x132..=0x137 | 0x14A..=0x177 | 0x460..=0x481 | 0x48A..=0x4BF => code | 1,
        0x139..=0x148 | 0x179..=0x17E => code + code % 2,
        0x386 => 0x3AC,
        0x388..=0x38A => code + 37,
        0x38C => 0x3CC,
        0x38E | 0x38F => code + 63,
        // The sigma at a word's end.
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
                // Two characters, and letters whose small form is in another script's block.
                'İ' | 'Ÿ' => continue,
                _ => small.next().unwrap(),
            };
            assert_eq!(fold(character), expected, "{character} {:x}", character as u32);
        }
    }
}
