//! Whole numbers in texts.
//!
//! One reader for all of them: each type's own `parse` would be another copy in the module.

/// Reads a text that is nothing but digits. None when there is none, or when they overflow.
pub(crate) fn whole(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// Returns a number in digits. The same holds for `to_string`: one type is enough.
pub(crate) fn digits(number: u64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_a_number() {
        assert_eq!(whole("0042"), Some(42));
        assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
        for text in ["", "-1", "+1", "1.0", " 1", "18446744073709551616", "٣"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
