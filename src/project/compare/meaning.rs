//! The meaning of a JSON value, as a number. Values that mean the same have the same number.
//!
//! It is a hash of 64 bits. Among a million different values, the probability that two have the
//! same number, so that a difference is missed, is one in thirty million.

use crate::hash::hash;
use crate::json::{JsonError, Kind, Reader, Text};

/// The meaning of an absent member, and of `null`, `""`, `[]` and `{}`.
pub(super) const ABSENT: u64 = 0;

/// Returns whether the order of this list has no meaning. The questions of an answer are such a
/// list: any of them leads to the answer.
fn is_unordered(name: Text<'_>) -> bool {
    matches!(
        name.content().as_ref(),
        b"entities"
            | b"labels"
            | b"sentimentSpans"
            | b"classes"
            | b"associatedEntities"
            | b"sublists"
            | b"synonyms"
            | b"values"
            | b"prebuilts"
            | b"expressions"
            | b"requiredComponents"
            | b"questions"
            | b"prompts"
            | b"alterations"
    )
}

/// Returns the meaning of the value at `start`. The file has been read before.
pub(super) fn meaning_at(bytes: &[u8], start: usize) -> u64 {
    meaning(&mut Reader::rereading(bytes, start), false).unwrap_or(ABSENT)
}

fn meaning(reader: &mut Reader<'_>, unordered: bool) -> Result<u64, JsonError> {
    let mut first = true;
    let sum = match reader.kind_inline()? {
        Kind::Null => return reader.null().map(|()| ABSENT),
        Kind::True | Kind::False => 1 + u64::from(reader.boolean()?),
        Kind::Number => of_number(reader.number()?),
        Kind::String => of_text(reader.text_inline()?),
        Kind::Object => {
            let mut sum = ABSENT;
            reader.enter_object()?;
            // A name that occurs twice counts twice.
            while let Some(name) = reader.next_member_inline(&mut first)? {
                let value = meaning(reader, is_unordered(name))?;
                if value != ABSENT {
                    sum = add(sum, mixed(hash(&name.content_inline()) ^ value.rotate_left(17)));
                }
            }
            sum
        }
        Kind::Array => {
            let (mut sum, mut count) = (ABSENT, 0_u64);
            reader.enter_array()?;
            while reader.next_element_inline(&mut first)? {
                count += 1;
                let position = if unordered { 0 } else { count };
                sum = add(sum, mixed(meaning(reader, false)? ^ position.rotate_left(40)));
            }
            // The constant tells a list apart from an object with the same sum.
            if count == 0 { ABSENT } else { sum ^ 0x5555 }
        }
    };
    Ok(sum)
}

/// Adds a meaning, independent of order. Never returns [`ABSENT`].
fn add(sum: u64, one: u64) -> u64 {
    sum.wrapping_add(one).max(1)
}

pub(super) fn of_text(text: Text<'_>) -> u64 {
    if text.raw().is_empty() { ABSENT } else { of_content(&text.content()) }
}

/// Returns the meaning of a string with this content.
pub(super) fn of_content(content: &[u8]) -> u64 {
    mixed(hash(content) ^ 0x7E57).max(1)
}

/// Returns the meaning of a number, independent of its spelling. It hashes the digits without zeros
/// at either end, and the power of ten.
fn of_number(number: &str) -> u64 {
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => (1, number),
        None => (0, number),
    };
    let (mut digits, mut power, mut zeros) = (0_u64, 0_i64, 0_u32);
    let mut bytes = number.bytes();
    let mut in_fraction = false;
    for byte in bytes.by_ref() {
        match byte {
            b'0'..=b'9' => {
                power -= i64::from(in_fraction);
                if byte == b'0' {
                    zeros += 1;
                    continue;
                }
                // Only zeros between two other digits are significant.
                for _ in 0..if digits == 0 { 0 } else { zeros } {
                    digits = mixed(digits.wrapping_add(11));
                }
                zeros = 0;
                digits = mixed(digits.wrapping_add(u64::from(byte - b'0') + 1));
            }
            b'.' => in_fraction = true,
            _ => break,
        }
    }
    if digits == 0 {
        return mixed(0xD161);
    }
    let (mut exponent, mut negative) = (0_i64, false);
    for byte in bytes {
        match byte {
            b'-' => negative = true,
            b'0'..=b'9' => {
                exponent = exponent.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
            }
            _ => {}
        }
    }
    let exponent = if negative { -exponent } else { exponent };
    let power = power.saturating_add(exponent).saturating_add(i64::from(zeros));
    mixed(digits ^ power.cast_unsigned().rotate_left(20) ^ sign).max(1)
}

/// Spreads every bit over all others, like the finalizer of MurmurHash3.
fn mixed(mut bits: u64) -> u64 {
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    bits ^ (bits >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        meaning_at(a.as_bytes(), 0) == meaning_at(b.as_bytes(), 0)
    }

    #[test]
    fn a_number_is_its_value() {
        for (a, b) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("0.5", "5E-1"),
            ("-0", "0"),
            ("1050", "10.50e2"),
            ("0", "0e9"),
        ] {
            assert!(same(a, b), "{a} and {b}");
        }
        for (a, b) in [("1", "10"), ("101", "11"), ("1", "-1"), ("0.7", "0.70001"), ("0", "1")] {
            assert!(!same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn order_means_something_only_where_it_does() {
        assert!(same(r#"{"a":1,"b":[1,2]}"#, r#"{"b":[1,2],"\u0061":1.0}"#));
        assert!(!same(r#"{"b":[1,2]}"#, r#"{"b":[2,1]}"#));
        assert!(same(r#"{"labels":[1,2,2]}"#, r#"{"labels":[2,1,2]}"#));
        assert!(!same(r#"{"labels":[1,2,2]}"#, r#"{"labels":[1,1,2]}"#));
        assert!(!same(r#"{"a":{"b":1}}"#, r#"{"a":[{"b":1}]}"#));
    }

    #[test]
    fn what_says_nothing_is_as_good_as_absent() {
        for nothing in ["null", "\"\"", "[]", "{}", "{\"b\":null}"] {
            assert!(same(&format!("{{\"a\":{nothing},\"c\":1}}"), r#"{"c":1}"#), "{nothing}");
        }
        for something in ["0", "false", "\" \"", "[null]"] {
            assert!(!same(&format!("{{\"a\":{something},\"c\":1}}"), r#"{"c":1}"#), "{something}");
        }
    }
}
