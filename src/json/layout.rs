//! Finds the members of a JSON file that may have hundreds of megabytes.

use std::ops::Range;

use super::Value;

/// The highest number of members that are remembered. Files of the services have only a few;
/// further members are ignored.
const MAX_MEMBERS: usize = 64;

/// The layout of a JSON text: the members of its outer object, and whether the object is complete.
/// One pass over the bytes finds them, even while the bytes arrive. It looks only at strings and
/// brackets, and does not check inner values.
#[derive(Debug, Default)]
pub struct Layout {
    /// The number of bytes that have been read.
    at: usize,
    depth: u32,
    in_string: bool,
    /// True if the last byte was a backslash within a string.
    escaped: bool,
    /// The last string of the outer object, including its quotes.
    string: Range<usize>,
    members: Vec<Member>,
    is_object: bool,
    is_broken: bool,
    /// True if the bytes are only the beginning of the text.
    is_start: bool,
    /// The number of bytes in the next pieces that have been read already.
    ahead: usize,
}

/// The ranges of a member's name, with its quotes, and of its value.
#[derive(Debug)]
struct Member {
    name: Range<usize>,
    value: Range<usize>,
}

impl Layout {
    /// Returns the layout of a whole text.
    pub fn of(bytes: &[u8]) -> Self {
        let mut layout = Self::default();
        layout.advance(bytes);
        layout
    }

    /// Returns the layout of the beginning of a text. It is not known yet whether the text is
    /// complete.
    pub fn of_start(bytes: &[u8]) -> Self {
        let mut layout = Self { is_start: true, ahead: bytes.len(), ..Self::default() };
        layout.advance(bytes);
        layout
    }

    /// Reads the next piece of a text whose beginning was given to [`Layout::of_start`]. The first pieces are that
    /// beginning. Pieces are not kept, so members that begin in one are not found.
    pub fn take_piece(&mut self, piece: &[u8]) {
        let rest = piece.get(self.ahead..).unwrap_or_default();
        self.ahead = self.ahead.saturating_sub(piece.len());
        self.at = 0;
        self.scan(rest);
    }

    /// Reads the bytes that were added since the last call. `bytes` is the whole text so far.
    pub fn advance(&mut self, bytes: &[u8]) {
        if self.at == 0 {
            // Only a part of the byte order mark may have arrived.
            if bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes) {
                return;
            }
            if bytes.starts_with(BYTE_ORDER_MARK) {
                self.at = BYTE_ORDER_MARK.len();
            }
        }
        self.scan(bytes);
    }

    fn scan(&mut self, bytes: &[u8]) {
        while let (Some(byte), false) = (bytes.get(self.at), self.is_broken) {
            if self.in_string {
                if !self.escaped {
                    // Most bytes of a file are within strings, which are skipped.
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
            // Nothing else may come before or after the outer object.
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
            // JSON allows only ASCII here. UTF-16 and compressed files end here.
            0..0x20 | 0x7f.. => self.is_broken = true,
            _ => {}
        }
    }

    fn end_value(&mut self) {
        if let Some(member) = self.members.last_mut().filter(|it| it.value.is_empty()) {
            member.value.end = self.at;
        }
    }

    /// Returns whether the text begins with an object.
    pub(crate) fn is_object(&self) -> bool {
        self.is_object
    }

    /// Returns whether the text is one complete object and nothing else. Of the beginning of a text,
    /// returns whether it can be.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_complete() || (self.is_start && self.is_object && !self.is_broken)
    }

    /// Returns whether the pieces so far are one complete object and nothing else.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_object && self.depth == 0 && !self.is_broken
    }

    /// Returns whether the bytes are only the beginning of the text.
    pub(crate) fn is_start(&self) -> bool {
        self.is_start
    }

    /// Returns whether the text contains a byte that JSON does not allow there.
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Returns the value of a member as spelled in the text. If two members have the name, the last
    /// one is used.
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

        /// A beginning has 16 KB, or the whole text. So it has all three bytes of a byte order mark.
        #[test]
        fn a_beginning_and_pieces_show_whether_the_text_is_whole(
            text in "[{}\\[\\]\":,\\\\a \u{feff}]{0,40}", start in 3_usize..50, size in 1_usize..9,
        ) {
            for text in [text.as_str(), FILE, "\u{feff}{\"a\":{}}"] {
                let bytes = text.as_bytes();
                let mut layout = Layout::of_start(bytes.get(..start).unwrap_or(bytes));
                for piece in bytes.chunks(size) {
                    layout.take_piece(piece);
                }
                prop_assert_eq!(layout.is_complete(), Layout::of(bytes).is_whole(), "{}", text);
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
