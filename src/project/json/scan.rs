//! Scans eight bytes at a time through white space and strings, which make up most of a file.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;
const SPACES: u64 = 0x20 * ONES;

#[inline(always)]
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// Returns the index of the byte with the lowest mark.
#[inline(always)]
fn lowest(marks: u64) -> usize {
    (marks.trailing_zeros() / 8) as usize
}

/// Returns the offset of the next byte that is not JSON white space.
#[inline(always)]
pub(super) fn after_space(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            _ => return at,
        }
        // Indentation is a run of spaces.
        while let Some(word) = word(bytes, at) {
            let other = word ^ SPACES;
            if other != 0 {
                at += lowest(other);
                break;
            }
            at += 8;
        }
    }
}

/// A run of plain characters in a string.
pub(super) struct Run {
    /// Offset of the first quote, backslash or control character, or of the end of the text.
    pub(super) end: usize,
    /// True if every byte before `end` is ASCII.
    pub(super) ascii: bool,
}

/// Marks the bytes that are zero. Bytes above the first one may be marked too.
#[inline(always)]
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES)
}

/// Skips the plain characters of a string.
#[inline(always)]
pub(super) fn plain_run(bytes: &[u8], mut at: usize) -> Run {
    let mut high = 0;
    while let Some(word) = word(bytes, at) {
        let quote = zeros(word ^ (b'"' as u64 * ONES));
        let backslash = zeros(word ^ (b'\\' as u64 * ONES));
        let control = word.wrapping_sub(SPACES);
        let marks = (quote | backslash | control) & !word & HIGHS;
        if marks != 0 {
            let before = (marks & marks.wrapping_neg()).wrapping_sub(1);
            high |= word & HIGHS & before;
            return Run { end: at + lowest(marks), ascii: high == 0 };
        }
        high |= word & HIGHS;
        at += 8;
    }
    let mut ascii = high == 0;
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            break;
        }
        ascii &= byte.is_ascii();
        at += 1;
    }
    Run { end: at, ascii }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_run_ends_where_a_byte_by_byte_reading_ends(bytes in any::<Vec<u8>>(), from in 0_usize..8) {
            let rest = bytes.get(from..).unwrap_or_default();
            let plain = rest.iter().take_while(|byte| **byte >= 0x20 && !b"\"\\".contains(byte)).count();
            let run = plain_run(&bytes, from);
            prop_assert_eq!(run.end, from + plain);
            prop_assert_eq!(run.ascii, rest[..plain].is_ascii());
        }

        #[test]
        fn space_ends_where_a_byte_by_byte_reading_ends(text in "[ \t\r\n]{0,30}[ x]{0,12}", from in 0_usize..4) {
            let bytes = text.as_bytes();
            let rest = bytes.get(from..).unwrap_or_default();
            let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            prop_assert_eq!(after_space(bytes, from), from + spaces);
        }
    }
}
