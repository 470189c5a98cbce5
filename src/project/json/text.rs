//! A string in a file.

use std::borrow::Cow;

use super::escape::{self, Escape};
use super::utf16::utf16_len;

/// The bytes between a string's quotes, known to be UTF-8 with valid escapes. They are decoded on
/// demand, because most strings of a project are only counted or compared.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    raw: &'a [u8],
    at: u32,
    escaped: bool,
    ascii: bool,
}

impl<'a> Text<'a> {
    #[inline(always)]
    pub(super) fn new(raw: &'a [u8], start: usize, escaped: bool, ascii: bool) -> Self {
        let at = u32::try_from(start).unwrap_or(u32::MAX).saturating_sub(1);
        Self { raw, at, escaped, ascii }
    }

    /// Returns the string in two words, for [`Text::unpacked`]. It must be shorter than 2^30 bytes.
    #[inline(always)]
    pub(crate) fn packed(self) -> [u32; 2] {
        let length = u32::try_from(self.raw.len()).unwrap_or(u32::MAX);
        [self.at, length << 2 | u32::from(self.escaped) << 1 | u32::from(self.ascii)]
    }

    /// Returns the string of [`Text::packed`] in the same file.
    #[inline(always)]
    pub(crate) fn unpacked(bytes: &'a [u8], [at, rest]: [u32; 2]) -> Option<Self> {
        let start = at as usize + 1;
        let raw = bytes.get(start..start + (rest >> 2) as usize)?;
        Some(Self { raw, at, escaped: rest & 2 != 0, ascii: rest & 1 != 0 })
    }

    /// Returns the offset of the opening quote, in bytes from the start of the file. Files are
    /// smaller than 4 GB.
    pub fn at(self) -> usize {
        self.at as usize
    }

    /// Returns the string as spelled in the file, with its escapes.
    pub fn raw(self) -> &'a [u8] {
        self.raw
    }

    /// Returns whether the string is ASCII without escapes, so that every byte is one character.
    pub fn is_plain_ascii(self) -> bool {
        self.ascii && !self.escaped
    }

    /// Returns whether the string contains a backslash. Equal strings may then be spelled
    /// differently.
    pub fn is_escaped(self) -> bool {
        self.escaped
    }

    /// Returns the decoded string. A surrogate without its partner reads as U+FFFD.
    pub fn decode(self) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(self.unescaped()) } else { Cow::Borrowed(utf8(self.raw)) }
    }

    fn unescaped(self) -> String {
        let mut text = String::with_capacity(self.raw.len());
        let mut rest = self.raw;
        while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
            text.push_str(utf8(rest.get(..at).unwrap_or_default()));
            rest = rest.get(at + 1..).unwrap_or_default();
            // This cannot fail, because the reader has checked the escape.
            let Ok(Escape { character, length }) = escape::decode(rest) else { break };
            text.push(character);
            rest = rest.get(length..).unwrap_or_default();
        }
        text.push_str(utf8(rest));
        text
    }

    /// Returns whether the decoded string equals `text`.
    pub fn is(self, text: &str) -> bool {
        if self.escaped {
            self.decoded_bytes().eq(text.bytes())
        } else {
            self.raw == text.as_bytes()
        }
    }

    /// Returns the decoded bytes one by one, so that a comparison stops at the first difference.
    fn decoded_bytes(self) -> DecodedBytes<'a> {
        DecodedBytes { rest: self.raw, character: [0; 4].into_iter(), left: 0 }
    }

    /// Returns the first characters, and whether there are more. The rest is not read.
    pub fn beginning(self, characters: usize) -> (String, bool) {
        // A character takes at most twelve bytes: the escapes of two surrogates. The two extra
        // characters make sure that a character that is cut in two is not among those returned.
        let raw = self.raw.get(..(characters + 2) * 12).unwrap_or(self.raw);
        let raw = match std::str::from_utf8(raw) {
            Ok(text) => text.as_bytes(),
            Err(error) => raw.get(..error.valid_up_to()).unwrap_or_default(),
        };
        let decoded = Self { raw, ..self }.decode();
        let text: String = decoded.chars().take(characters).collect();
        let has_more = decoded.chars().nth(characters).is_some();
        (text, has_more)
    }

    /// Returns the decoded string as UTF-8.
    pub fn content(self) -> Cow<'a, [u8]> {
        self.content_inline()
    }

    /// Returns the decoded string as UTF-8, for the loops over a whole file.
    #[inline(always)]
    pub(crate) fn content_inline(self) -> Cow<'a, [u8]> {
        if self.escaped {
            Cow::Owned(self.unescaped().into_bytes())
        } else {
            Cow::Borrowed(self.raw)
        }
    }

    /// Returns the length of the string in UTF-16 code units.
    pub fn utf16_len(self) -> u64 {
        if self.is_plain_ascii() {
            return self.raw.len() as u64;
        }
        if self.escaped {
            return utf16_len(self.unescaped().as_bytes());
        }
        utf16_len(self.raw)
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.escaped || other.escaped {
            self.decoded_bytes().eq(other.decoded_bytes())
        } else {
            self.raw == other.raw
        }
    }
}

impl Eq for Text<'_> {}

/// The iterator of [`Text::decoded_bytes`].
struct DecodedBytes<'a> {
    rest: &'a [u8],
    /// The UTF-8 of an escape, with `left` bytes that have not been returned.
    character: std::array::IntoIter<u8, 4>,
    left: usize,
}

impl Iterator for DecodedBytes<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if self.left > 0 {
            self.left -= 1;
            return self.character.next();
        }
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        if *byte != b'\\' {
            return Some(*byte);
        }
        // This cannot fail, because the reader has checked the escape.
        let Escape { character, length } = escape::decode(rest).ok()?;
        self.rest = rest.get(length..).unwrap_or_default();
        let mut bytes = [0; 4];
        self.left = character.encode_utf8(&mut bytes).len() - 1;
        self.character = bytes.into_iter();
        self.character.next()
    }
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_equal_that_say_the_same(a in "[a\\\\\"é😀\n]{0,6}", b in "[a\\\\\"é😀\n]{0,6}") {
            let plain = serde_json::to_string(&a).unwrap();
            let escaped: String = b.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            let escaped = format!("\"{escaped}\"");
            let text = |json| crate::json::Reader::new(json).text().unwrap();
            let (left, right) = (text(plain.as_bytes()), text(escaped.as_bytes()));
            prop_assert_eq!(left == right, a == b);
            prop_assert_eq!(right.is(&a), a == b);
        }

        #[test]
        fn a_beginning_is_that_of_the_whole(text in "[a\\\\\"é😀\n]{0,99}", characters in 0_usize..70, escape in any::<bool>()) {
            let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            let json = if escape { format!("\"{escaped}\"") } else { serde_json::to_string(&text).unwrap() };
            let read = crate::json::Reader::new(json.as_bytes()).text().unwrap();
            let expected: String = text.chars().take(characters).collect();
            prop_assert_eq!(read.beginning(characters), (expected, text.chars().count() > characters));
        }
    }
}
