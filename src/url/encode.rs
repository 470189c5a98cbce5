//! Encodes names and values for URLs.

use crate::{Error, Result};

use super::percent;

/// Returns whether a character is unreserved (RFC 3986, 2.3). All others are encoded. This is
/// correct in a path segment and in a query value, and for every server. A space becomes `%20`,
/// never `+`.
fn is_unreserved(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(byte)
}

/// One segment of a path: a name or an id that must stay between its two slashes.
pub(crate) struct PathSegment<'a> {
    /// The noun for the text in messages, such as "the project name".
    pub(crate) what: &'static str,
    pub(crate) text: &'a str,
}

impl PathSegment<'_> {
    /// Encodes the segment once.
    pub(crate) fn encode(&self) -> Result<String> {
        let Self { what, text } = self;
        if text.is_empty() {
            return Err(Error::invalid_argument(text!("Give {}; it is empty.", what)));
        }
        if let Some(control) = text.chars().find(|character| character.is_control()) {
            return Err(Error::invalid_argument(text!(
                "Remove the control character U+{} from {}.",
                code_point(control),
                what
            )));
        }
        // URL parsers treat `..` as "one folder up", even if it is encoded.
        if matches!(*text, "." | "..") {
            return Err(Error::invalid_argument(text!("\"{}\" cannot be {}.", text, what)));
        }
        Ok(encode(text))
    }

    /// Encodes the segment twice, as AvePoint's own samples do for guests such as
    /// `mia#ext#@contoso.onmicrosoft.com` (docs/contracts/avepoint-graph.md#submissions).
    pub(crate) fn encode_twice(&self) -> Result<String> {
        self.encode().map(|once| encode(&once))
    }
}

fn encode(text: &str) -> String {
    percent::encode(text, is_unreserved)
}

/// Returns the four hexadecimal digits of a control character. All are below U+00A0.
fn code_point(control: char) -> String {
    let digit = |shift: u32| char::from_digit((u32::from(control) >> shift) & 0xf, 16);
    [12, 8, 4, 0].into_iter().filter_map(digit).map(|it| it.to_ascii_uppercase()).collect()
}

/// A query under construction.
#[derive(Default)]
pub(crate) struct Query(String);

impl Query {
    /// Appends `name=value`. Names come from the contract and need no encoding.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        let separator = if self.0.is_empty() { '?' } else { '&' };
        self.0.push(separator);
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(&encode(value));
    }

    pub(crate) fn push_option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.push(name, value);
        }
    }

    /// Appends a list, as one parameter for each value.
    pub(crate) fn push_list<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>) {
        values.into_iter().for_each(|value| self.push(name, value));
    }

    /// Returns the query with its question mark, or an empty string.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    fn segment(text: &str) -> Result<String> {
        PathSegment { what: "the project name", text }.encode()
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(segment("a/b").unwrap(), "a%2Fb");
        assert_eq!(segment("%2F").unwrap(), "%252F");
        assert_eq!(segment("a b+c?d#e&f").unwrap(), "a%20b%2Bc%3Fd%23e%26f");
        assert_eq!(segment("Prüfung 🌍").unwrap(), "Pr%C3%BCfung%20%F0%9F%8C%8D");
        for text in ["", ".", "..", "a\nb", "\u{7f}"] {
            assert!(segment(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn lists_are_repeated_keys_and_a_space_is_never_a_plus() {
        let mut query = Query::default();
        query.push_list("dataSources", ["microsoft teams", "sharepoint online"]);
        assert_eq!(
            query.as_str(),
            "?dataSources=microsoft%20teams&dataSources=sharepoint%20online"
        );
    }

    proptest! {
        #[test]
        fn a_segment_decodes_to_what_it_was(text in any::<String>()) {
            if let Ok(encoded) = segment(&text) {
                prop_assert!(!encoded.contains(['/', '?', '#', '\\', ' ']));
                prop_assert_eq!(percent_decode_str(&encoded).decode_utf8().unwrap(), text);
            }
        }
    }
}
