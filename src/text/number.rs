//! Whole numbers as text.
//!
//! All types share one reader, because each type's own `parse` would add a copy to the module.

/// Parses a text that consists of digits. Returns `None` for any other text, an empty one, or an
/// overflow.
pub(crate) fn whole(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// Returns a number in decimal digits. `to_string` is faster, but adds a table of all pairs of
/// digits.
pub(crate) fn digits(number: u64) -> String {
    let mut text = if number < 10 { String::new() } else { digits(number / 10) };
    text.extend(u32::try_from(number % 10).ok().and_then(|last| char::from_digit(last, 10)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_digits() {
        for number in [0, 7, 10, 1_099, u64::MAX] {
            assert_eq!(digits(number), number.to_string());
        }
    }

    #[test]
    fn only_digits_are_a_number() {
        assert_eq!(whole("0042"), Some(42));
        assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
        for text in ["", "-1", "+1", "1.0", " 1", "18446744073709551616", "٣"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
