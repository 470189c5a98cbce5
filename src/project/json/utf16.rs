//! UTF-8 in UTF-16 code units, which the offsets of labels count.

const LOWS: u64 = 0x0101_0101_0101_0101;

/// Returns the length of UTF-8 in UTF-16 code units. A character of four bytes has two units, any
/// other has one.
pub fn utf16_len(utf8: &[u8]) -> u64 {
    let mut length = utf8.len() as u64;
    let (words, rest) = utf8.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let is_10 = (word >> 7) & !(word >> 6) & LOWS;
        let is_1111 = (word >> 7) & (word >> 6) & (word >> 5) & (word >> 4) & LOWS;
        length += u64::from(is_1111.count_ones());
        length -= u64::from(is_10.count_ones());
    }
    for byte in rest {
        length += u64::from(*byte >= 0xF0);
        length -= u64::from(byte & 0xC0 == 0x80);
    }
    length
}

/// Converts UTF-8 to UTF-16. Invalid UTF-8 gives meaningless units.
pub fn utf16(utf8: &[u8]) -> Vec<u16> {
    let mut units = vec![0; utf8.len()];
    let length = write_utf16(utf8, &mut units);
    units.truncate(length);
    units
}

/// Writes UTF-8 as UTF-16 to the front of `units`. Returns the number of units. There is room if
/// there are as many units as bytes.
pub fn write_utf16(utf8: &[u8], units: &mut [u16]) -> usize {
    let room = units.len();
    let mut left = units.iter_mut();
    let mut rest = utf8.iter().copied();
    while let Some(first) = rest.next()
        && let Some(unit) = left.next()
    {
        if first.is_ascii() {
            *unit = u16::from(first);
            continue;
        }
        let (mut code, more) = match first {
            ..0xE0 => (u32::from(first & 0x1F), 1),
            0xE0..0xF0 => (u32::from(first & 0x0F), 2),
            0xF0.. => (u32::from(first & 0x07), 3),
        };
        for next in rest.by_ref().take(more) {
            code = code << 6 | u32::from(next & 0x3F);
        }
        if more < 3 {
            *unit = half(code);
            continue;
        }
        *unit = half(0xD7C0 + (code >> 10));
        if let Some(low) = left.next() {
            *low = half(0xDC00 | code & 0x3FF);
        }
    }
    room - left.len()
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
        fn it_never_panics(bytes in any::<Vec<u8>>()) {
            utf16(&bytes);
            utf16_len(&bytes);
        }
    }
}
