//! Where the members of a JSON file stand that may be hundreds of megabytes long.

use std::ops::Range;

use super::Value;

/// Files of the services have a handful of members. Of a file with more, the first count.
const MAX_MEMBERS: usize = 64;

/// The outer object of a JSON text, found in one pass over its bytes, also while they arrive: where
/// its members are, and whether it has come to its end. Strings and brackets are all that is looked
/// at; what lies deeper is not checked.
#[derive(Debug, Default)]
pub struct Layout {
    /// So many bytes were looked at.
    at: usize,
    depth: u32,
    in_string: bool,
    /// Behind a backslash.
    escaped: bool,
    /// Where the last string of the outer object begins and ends, quotes included.
    string: Range<usize>,
    members: Vec<Member>,
    is_object: bool,
    is_broken: bool,
}

/// The name with its quotes, and the value.
#[derive(Debug)]
struct Member {
    name: Range<usize>,
    value: Range<usize>,
}

impl Layout {
    /// The layout of a whole text.
    pub fn of(bytes: &[u8]) -> Self {
        let mut layout = Self::default();
        layout.advance(bytes);
        layout
    }

    /// Looks at the bytes that have been added since the last call. `bytes` are all so far.
    pub fn advance(&mut self, bytes: &[u8]) {
        if self.at == 0 {
            // It may not have arrived as a whole.
            if bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes) {
                return;
            }
            if bytes.starts_with(BYTE_ORDER_MARK) {
                self.at = BYTE_ORDER_MARK.len();
            }
        }
        while let (Some(byte), false) = (bytes.get(self.at), self.is_broken) {
            if self.in_string {
                if !self.escaped {
                    // Most bytes of a file are within strings, and say nothing.
                    let rest = bytes.get(self.at..).unwrap_or_default();
                    let next = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'));
                    let Some(next) = next else {
                        self.at = bytes.len();
                        return;
                    };
                    self.at += next;
                }
                self.within_string(bytes.get(self.at).copied().unwrap_or(*byte));
            } else {
                self.outside_strings(*byte);
            }
            self.at += 1;
        }
    }

    fn within_string(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => {
                self.in_string = false;
                if self.depth == 1 {
                    self.string.end = self.at + 1;
                }
            }
            _ => {}
        }
    }

    fn outside_strings(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {}
            b'{' if self.depth == 0 && !self.is_object => {
                self.is_object = true;
                self.depth = 1;
            }
            // Before its object, or behind it.
            _ if self.depth == 0 => self.is_broken = true,
            b'"' => {
                self.in_string = true;
                if self.depth == 1 {
                    self.string = self.at..self.at;
                }
            }
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => {
                self.depth -= 1;
                if self.depth == 0 {
                    self.end_value();
                }
            }
            b':' if self.depth == 1 && self.members.len() < MAX_MEMBERS => {
                let start = self.at + 1;
                let member = Member { name: self.string.clone(), value: start..start };
                self.members.push(member);
            }
            b',' if self.depth == 1 => self.end_value(),
            // JSON has nothing but ASCII there: UTF-16 and compressed files end here.
            0..0x20 | 0x7f.. => self.is_broken = true,
            _ => {}
        }
    }

    fn end_value(&mut self) {
        if let Some(member) = self.members.last_mut().filter(|it| it.value.is_empty()) {
            member.value.end = self.at;
        }
    }

    /// Whether it begins as an object does.
    pub(crate) fn is_object(&self) -> bool {
        self.is_object
    }

    /// Whether it is an object from its first brace to its last, and nothing else.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_object && self.depth == 0 && !self.is_broken
    }

    /// Whether something stands where JSON has nothing like it.
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// The value of a member, as it is spelled in the text; of two of a name the last.
    pub(crate) fn member<'a>(&self, bytes: &'a [u8], name: &str) -> Option<&'a [u8]> {
        let is_named = |member: &&Member| {
            let spelled = bytes.get(member.name.clone()).unwrap_or_default();
            Value::parse(spelled).is_ok_and(|it| matches!(it, Value::String(it) if it == name))
        };
        let member = self.members.iter().rev().find(is_named)?;
        bytes.get(member.value.clone())
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = r#" {"a":"x\\\"}{", "b" : {"c":[{"d":1},2]},"\u0065":[],"f":-1.5 } "#;

    #[test]
    fn the_members_of_the_outer_object_are_found() {
        for mark in ["", "\u{feff}"] {
            let file = format!("{mark}{FILE}");
            let layout = Layout::of(file.as_bytes());
            let member = |name| layout.member(file.as_bytes(), name).map(<[u8]>::trim_ascii);
            assert!(layout.is_whole());
            assert_eq!(member("a"), Some(&br#""x\\\"}{""#[..]));
            assert_eq!(member("b"), Some(&br#"{"c":[{"d":1},2]}"#[..]));
            assert_eq!((member("e"), member("f")), (Some(&b"[]"[..]), Some(&b"-1.5"[..])));
            assert_eq!((member("c"), member("x")), (None, None));
        }
    }

    #[test]
    fn a_file_that_was_cut_is_whole_at_no_length() {
        let end = FILE.rfind('}').unwrap();
        for length in 0..=end {
            assert!(!Layout::of(&FILE.as_bytes()[..length]).is_whole(), "{length}");
        }
        assert!(Layout::of(&FILE.as_bytes()[..=end]).is_whole());
    }

    #[test]
    fn what_is_no_object_is_none() {
        for text in ["", "null", "[]", "\"{}\"", "<html>{}</html>", "{}x", "{}{}", "}", "\u{feff}<"]
        {
            assert!(!Layout::of(text.as_bytes()).is_whole(), "{text}");
        }
        let wide: Vec<u8> = "{\"a\":1}".bytes().flat_map(|byte| [byte, 0]).collect();
        assert!(Layout::of(&wide).is_broken() && !Layout::of(&wide).is_whole());
    }

    proptest! {
        #[test]
        fn it_is_the_same_in_pieces(text in "[{}\\[\\]\":,\\\\a \u{feff}]{0,40}", at in 0_usize..60) {
            for text in [text.as_str(), FILE] {
                let whole = Layout::of(text.as_bytes());
                let mut pieces = Layout::default();
                pieces.advance(text.as_bytes().get(..at).unwrap_or_default());
                pieces.advance(text.as_bytes());
                prop_assert_eq!(format!("{whole:?}"), format!("{pieces:?}"));
            }
        }

        #[test]
        fn whatever_is_an_object_is_whole(text in "[{}\\[\\]\":,1a ]{0,12}") {
            if matches!(Value::parse(text.as_bytes()), Ok(Value::Object(_))) {
                prop_assert!(Layout::of(text.as_bytes()).is_whole(), "{text}");
            }
        }
    }
}
