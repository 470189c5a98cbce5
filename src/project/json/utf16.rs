//! UTF-8 in UTF-16 code units, the unit of the offsets of labels.

const LOWS: u64 = 0x0101_0101_0101_0101;

/// Returns the length of UTF-8 in UTF-16 code units. A character of four bytes has two units; any
/// other has one.
pub fn utf16_len(utf8: &[u8]) -> u64 {
    let (words, rest) = utf8.as_chunks();
    let mut length: u64 = words.iter().map(|word| length_of(*word)).sum();
    for byte in rest {
        length += u64::from(byte & 0xC0 != 0x80) + u64::from(*byte >= 0xF0);
    }
    length
}

/// Returns the number of units of the characters that begin in eight bytes.
#[inline(always)]
fn length_of(word: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(word);
    let is_10 = (word >> 7) & !(word >> 6) & LOWS;
    let is_1111 = (word >> 7) & (word >> 6) & (word >> 5) & (word >> 4) & LOWS;
    u64::from(8 - is_10.count_ones() + is_1111.count_ones())
}

/// Converts UTF-8 to UTF-16. Invalid UTF-8 gives meaningless units.
pub fn utf16(utf8: &[u8]) -> Vec<u16> {
    let mut units = vec![0; utf8.len()];
    let length = write_utf16(utf8, &mut units);
    units.truncate(length);
    units
}

/// Writes UTF-8 as UTF-16 to the front of `units`, and returns the number of units. `units` is long
/// enough if it is as long as `utf8`.
pub fn write_utf16(utf8: &[u8], units: &mut [u16]) -> usize {
    let room = units.len();
    let mut left = units.iter_mut();
    let mut rest = utf8.iter().copied();
    while let Some(first) = rest.next()
        && let Some(unit) = left.next()
    {
        let (one, low) = units_of(first, &mut rest);
        *unit = one;
        if low != 0
            && let Some(unit) = left.next()
        {
            *unit = low;
        }
    }
    room - left.len()
}

/// Returns the units before and after an offset in units. Beyond either end of the text, they are 0.
pub fn utf16_around(utf8: &[u8], at: u64) -> [u16; 2] {
    let (mut start, mut index) = (0, 0);
    for word in utf8.as_chunks().0 {
        let after = index + length_of(*word);
        if after >= at {
            break;
        }
        index = after;
        start += 8;
    }
    let mut rest = utf8.get(start..).unwrap_or_default().iter().copied();
    let mut before = 0;
    while let Some(first) = rest.next() {
        // The end of a character that began in an earlier word.
        if first & 0xC0 == 0x80 {
            continue;
        }
        let (unit, low) = units_of(first, &mut rest);
        if index == at {
            return [before, unit];
        }
        index += 1;
        before = unit;
        if low != 0 {
            if index == at {
                return [before, low];
            }
            index += 1;
            before = low;
        }
    }
    [before, 0]
}

/// Reads the character that begins with this byte. The second unit is 0 if it has only one.
#[inline(always)]
fn units_of(first: u8, rest: &mut impl Iterator<Item = u8>) -> (u16, u16) {
    if first.is_ascii() {
        return (u16::from(first), 0);
    }
    let mut next = || u32::from(rest.next().unwrap_or(0) & 0x3F);
    let two = u32::from(first) << 6 | next();
    if first < 0xE0 {
        return (half(two & 0x7FF), 0);
    }
    let three = two << 6 | next();
    if first < 0xF0 {
        return (half(three), 0);
    }
    let code = (three << 6 | next()) & 0x1F_FFFF;
    (half(0xD7C0 + (code >> 10)), half(0xDC00 | code & 0x3FF))
}

#[expect(clippy::cast_possible_truncation, reason = "a code unit")]
fn half(code: u32) -> u16 {
    code as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_utf_16_of_the_standard_library(text in "[a-zé語😀]{0,20}|\\PC{0,40}") {
            let units = utf16(text.as_bytes());
            prop_assert_eq!(units.len() as u64, utf16_len(text.as_bytes()));
            prop_assert_eq!(units, text.encode_utf16().collect::<Vec<_>>());
        }

        #[test]
        fn the_units_around_an_offset_are_those_of_the_whole(text in "[a-zé語😀]{0,40}") {
            let units = utf16(text.as_bytes());
            for at in 0..=units.len() {
                let get = |at: Option<usize>| at.and_then(|at| units.get(at).copied()).unwrap_or(0);
                let expected = [get(at.checked_sub(1)), get(Some(at))];
                prop_assert_eq!(utf16_around(text.as_bytes(), at as u64), expected, "{}", at);
            }
        }

        #[test]
        fn it_never_panics(bytes in any::<Vec<u8>>(), at in 0_u64..99) {
            utf16(&bytes);
            utf16_len(&bytes);
            utf16_around(&bytes, at);
        }
    }
}
