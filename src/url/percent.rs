//! Percent-encoding (RFC 3986, 2.1).
//!
//! The crate of that name brings a table of all 256 codes, which is half a kilobyte of each download.

/// Encodes the bytes of a text that are not kept. Bytes beyond ASCII are always encoded.
pub(super) fn encode(text: &str, is_kept: fn(&u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii() && is_kept(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(digit(byte >> 4));
            encoded.push(digit(byte & 0xf));
        }
    }
    encoded
}

/// Decodes a text. A percent sign without two hexadecimal digits stays as it is.
pub(super) fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match (first, after) {
            (b'%', [high, low, after @ ..]) => value(*high).zip(value(*low)).zip(Some(after)),
            _ => None,
        };
        let (byte, after) = match code {
            Some(((high, low), after)) => (high << 4 | low, after),
            None => (*first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16).unwrap_or_default().to_ascii_uppercase()
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::{CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_encoded_as_the_crate_does(text in any::<String>()) {
            let letters = utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string();
            prop_assert_eq!(encode(&text, u8::is_ascii_alphanumeric), letters);
            let controls = utf8_percent_encode(&text, CONTROLS).to_string();
            prop_assert_eq!(encode(&text, |byte| !byte.is_ascii_control()), controls);
        }

        #[test]
        fn texts_are_decoded_as_the_crate_does(text in "([%0-9a-fA-Fx]|%[0-9a-fA-F]{2}|é){0,12}") {
            let decoded: Vec<u8> = percent_decode_str(&text).collect();
            prop_assert_eq!(decode(&text), decoded);
        }
    }
}
