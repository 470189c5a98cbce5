//! A pull reader: the caller reads the text value by value.

use std::borrow::Cow;
use std::fmt;

use super::text::Text;

/// The point where the text is not JSON, or does not have the expected shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Offset in bytes from the start of the text.
    pub offset: usize,
    /// The expected value.
    pub expected: &'static str,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} expected at byte {}", self.expected, self.offset)
    }
}

/// The kind of the next value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "JSON's own words")]
pub enum Kind {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// Reads JSON text.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) depth: u32,
    /// True if the strings of the text are known to be UTF-8.
    pub(super) is_known: bool,
}

pub(super) type Result<T> = std::result::Result<T, JsonError>;

impl<'a> Reader<'a> {
    /// Creates a reader at the first byte, after a byte order mark.
    pub fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, at, depth: 0, is_known: false }
    }

    /// Creates a reader at any offset with a value or white space.
    pub fn starting_at(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, depth: 0, is_known: false }
    }

    /// Creates a reader at a value that has been read before. Its strings are not checked again.
    pub fn rereading(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, depth: 0, is_known: true }
    }

    /// Returns the current offset, in bytes from the start of the text.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Moves to the end of a value that has been read before.
    pub(crate) fn move_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Returns the text between two offsets.
    #[inline]
    pub fn between(&self, start: usize, end: usize) -> &'a [u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// Skips white space. Returns the offset after it.
    pub fn skip_space(&mut self) -> usize {
        self.skip_space_inline()
    }

    /// Returns the kind of the next value without reading it.
    pub fn kind(&mut self) -> Result<Kind> {
        self.kind_inline()
    }

    /// Enters an object. Pass the result to [`Reader::next_member`].
    pub fn enter_object(&mut self) -> Result<bool> {
        self.enter(b'{', "an object").map(|()| true)
    }

    /// Returns the name of the next member, or `None` at the end of the object. Its value must be
    /// read next.
    pub fn next_member(&mut self, first: &mut bool) -> Result<Option<Text<'a>>> {
        if self.has_member(first)? { self.name().map(Some) } else { Ok(None) }
    }

    /// Returns whether the object has another member. Its name must be read next.
    pub fn has_member(&mut self, first: &mut bool) -> Result<bool> {
        self.next_entry(b'}', first)
    }

    /// Reads a member's name.
    pub fn name(&mut self) -> Result<Text<'a>> {
        let name = self.text()?;
        self.colon().map(|()| name)
    }

    /// Enters a list. Pass the result to [`Reader::next_element`].
    pub fn enter_array(&mut self) -> Result<bool> {
        self.enter(b'[', "a list").map(|()| true)
    }

    /// Returns whether the list has another element, which must be read next.
    pub fn next_element(&mut self, first: &mut bool) -> Result<bool> {
        self.next_element_inline(first)
    }

    /// Reads a string. It is borrowed unless it contains an escape.
    pub fn string(&mut self) -> Result<Cow<'a, str>> {
        self.text().map(Text::decode)
    }

    /// Reads a string without decoding it.
    pub fn text(&mut self) -> Result<Text<'a>> {
        self.text_inline()
    }

    fn word(&mut self, word: &'static str) -> Result<()> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        // A text that ends within the word is incomplete rather than wrong.
        let cut = word.as_bytes().starts_with(rest);
        self.at += if cut { rest.len() } else { 0 };
        self.fail("a value")
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool> {
        match self.kind()? {
            Kind::True => self.word("true").map(|()| true),
            Kind::False => self.word("false").map(|()| false),
            _ => self.fail("true or false"),
        }
    }

    /// Reads `null`.
    pub fn null(&mut self) -> Result<()> {
        self.skip_space();
        self.word("null")
    }

    /// Skips one value of any kind, and checks that it is JSON.
    pub fn skip(&mut self) -> Result<()> {
        match self.kind_inline()? {
            Kind::Object => {
                let mut first = self.enter_object()?;
                while self.next_member_inline(&mut first)?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Array => {
                let mut first = self.enter_array()?;
                while self.next_element_inline(&mut first)? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::String => self.text_inline().map(drop),
            Kind::Number => self.pass_number(),
            Kind::True | Kind::False => self.boolean().map(drop),
            Kind::Null => self.null(),
        }
    }

    /// Checks that only white space follows.
    pub fn end(&mut self) -> Result<()> {
        self.skip_space();
        if self.peek().is_some() { self.fail("the end of the text") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Cow<'_, str>> {
        let mut reader = Reader::new(text.as_bytes());
        let string = reader.string()?;
        reader.end().map(|()| string)
    }

    #[test]
    fn strings_without_escapes_are_borrowed() {
        assert!(matches!(read(r#""Zürich""#), Ok(Cow::Borrowed("Zürich"))));
    }

    #[test]
    fn a_surrogate_pair_is_one_character_and_a_lone_one_a_replacement() {
        assert_eq!(read(r#""\ud83d\ude00""#).unwrap(), "😀");
        assert_eq!(read(r#""\ud83dx""#).unwrap(), "\u{FFFD}x");
        assert_eq!(read(r#""\ud83d\u0041""#).unwrap(), "\u{FFFD}A");
    }

    #[test]
    fn deep_nesting_is_refused_and_not_a_stack_overflow() {
        let text = "[".repeat(5_000_000);
        assert_eq!(Reader::new(text.as_bytes()).skip().unwrap_err().expected, "less nesting");
    }

    proptest! {
        #[test]
        fn it_accepts_what_serde_json_accepts(text in r#"[\[\]{}:,"\\a0-9.eE+ntrufls -]{0,24}"#) {
            let mut reader = Reader::new(text.as_bytes());
            let accepted = reader.skip().and_then(|()| reader.end()).is_ok();
            // serde_json refuses lone surrogates and numbers out of range, although they are JSON.
            let raw = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok();
            if !text.contains("\\u") {
                prop_assert_eq!(accepted, raw, "{}", text);
            }
        }

        #[test]
        fn it_reads_back_every_string(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(read(&json).unwrap(), text);
        }

        #[test]
        fn it_never_panics(bytes in any::<Vec<u8>>()) {
            let _ = Reader::new(&bytes).skip();
        }
    }
}
