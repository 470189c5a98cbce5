//! A pull reader: the caller walks the text value by value.

use std::borrow::Cow;
use std::fmt;

use super::escape;
use super::scan::{after_space, plain_run};
use super::text::Text;

/// No answer and no project file nests deeper than a dozen levels; beyond this it is an attack.
const MAX_DEPTH: u32 = 64;

/// Where the text stops being JSON, or stops having the expected shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Bytes from the start of the text.
    pub offset: usize,
    /// What should have been there.
    pub expected: &'static str,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} expected at byte {}", self.expected, self.offset)
    }
}

/// What kind of value comes next.
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

/// Walks over JSON text.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: u32,
}

type Result<T> = std::result::Result<T, JsonError>;

impl<'a> Reader<'a> {
    /// Starts at the first byte, past a byte order mark.
    pub fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, at, depth: 0 }
    }

    /// Starts anywhere where a value or space stands.
    pub fn starting_at(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, depth: 0 }
    }

    /// Where it stands, in bytes from the start of the text.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The text itself, between two positions.
    pub fn between(&self, start: usize, end: usize) -> &'a [u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    #[cold]
    fn fail<T>(&self, expected: &'static str) -> Result<T> {
        Err(JsonError { offset: self.at, expected })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Moves past white space. Gives where that ends.
    #[inline]
    pub fn skip_space(&mut self) -> usize {
        if matches!(self.peek(), Some(0..=0x20)) {
            self.at = after_space(self.bytes, self.at);
        }
        self.at
    }

    /// Looks at the next value without reading it.
    #[inline]
    pub fn kind(&mut self) -> Result<Kind> {
        self.skip_space();
        match self.peek() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't') => Ok(Kind::True),
            Some(b'f') => Ok(Kind::False),
            Some(b'n') => Ok(Kind::Null),
            _ => self.fail("a value"),
        }
    }

    fn enter(&mut self, open: u8, expected: &'static str) -> Result<()> {
        self.skip_space();
        if self.peek() != Some(open) {
            return self.fail(expected);
        }
        if self.depth == MAX_DEPTH {
            return self.fail("less nesting");
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Moves past what separates two entries. False: the container ended.
    #[inline]
    fn next_entry(&mut self, close: u8, first: &mut bool) -> Result<bool> {
        self.skip_space();
        if self.peek() == Some(close) {
            self.at += 1;
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        }
        if !std::mem::take(first) {
            if self.peek() != Some(b',') {
                return self.fail("a comma or the end of the object or list");
            }
            self.at += 1;
        }
        Ok(true)
    }

    /// Enters an object. What is returned is for [`Reader::next_member`].
    pub fn enter_object(&mut self) -> Result<bool> {
        self.enter(b'{', "an object").map(|()| true)
    }

    /// The name of the object's next member, whose value must be read next. None: it ended.
    #[inline]
    pub fn next_member(&mut self, first: &mut bool) -> Result<Option<Text<'a>>> {
        if self.has_member(first)? { self.name().map(Some) } else { Ok(None) }
    }

    /// Whether the object has another member. Its name must be read next.
    pub fn has_member(&mut self, first: &mut bool) -> Result<bool> {
        self.next_entry(b'}', first)
    }

    /// Reads a member's name.
    #[inline]
    pub fn name(&mut self) -> Result<Text<'a>> {
        let name = self.text()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return self.fail("a colon");
        }
        self.at += 1;
        Ok(name)
    }

    /// Enters a list. What is returned is for [`Reader::next_element`].
    pub fn enter_array(&mut self) -> Result<bool> {
        self.enter(b'[', "a list").map(|()| true)
    }

    /// Whether another element follows, which must be read next.
    #[inline]
    pub fn next_element(&mut self, first: &mut bool) -> Result<bool> {
        self.next_entry(b']', first)
    }

    /// Reads a string. It is borrowed unless it holds an escape.
    pub fn string(&mut self) -> Result<Cow<'a, str>> {
        self.text().map(Text::decode)
    }

    /// Reads a string, to be decoded later or never.
    #[inline]
    pub fn text(&mut self) -> Result<Text<'a>> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return self.fail("a string");
        }
        self.at += 1;
        let start = self.at;
        let run = plain_run(self.bytes, start);
        self.at = run.end;
        if self.peek() == Some(b'"') && run.ascii {
            self.at += 1;
            return Ok(Text::new(self.between(start, run.end), start, false, true));
        }
        self.rest_of_text(start, run.ascii)
    }

    fn rest_of_text(&mut self, start: usize, mut ascii: bool) -> Result<Text<'a>> {
        let mut escaped = false;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    let rest = self.bytes.get(self.at..).unwrap_or_default();
                    match escape::decode(rest) {
                        Ok(escape) => self.at += escape.length,
                        Err((sound, expected)) => {
                            self.at += sound;
                            return self.fail(expected);
                        }
                    }
                    escaped = true;
                }
                Some(_) => return self.fail("no control character in a string"),
                None => return self.fail("the end of the string"),
            }
            let run = plain_run(self.bytes, self.at);
            self.at = run.end;
            ascii &= run.ascii;
        }
        let raw = self.between(start, self.at);
        if !ascii && let Err(error) = std::str::from_utf8(raw) {
            return Err(JsonError { offset: start + error.valid_up_to(), expected: "UTF-8" });
        }
        self.at += 1;
        Ok(Text::new(raw, start, escaped, ascii))
    }

    fn digits(&mut self) -> Result<()> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return self.fail("a digit");
        }
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        Ok(())
    }

    /// Reads a number, as it was spelled.
    pub fn number(&mut self) -> Result<&'a str> {
        self.skip_space();
        let start = self.at;
        self.pass_number()?;
        Ok(std::str::from_utf8(self.between(start, self.at)).unwrap_or_default())
    }

    fn pass_number(&mut self) -> Result<()> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// Reads a number. It is given if it is a whole one below 2^53, spelled with digits alone.
    pub fn whole(&mut self) -> Result<Option<u64>> {
        self.skip_space();
        let start = self.at;
        let mut value = 0_u64;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            value = value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            self.at += 1;
        }
        let digits = self.at - start;
        let more = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        let leading_zero = digits > 1 && self.bytes.get(start) == Some(&b'0');
        if digits == 0 || more || leading_zero {
            self.at = start;
            return self.pass_number().map(|()| None);
        }
        Ok((digits < 17 && value < 1 << 53).then_some(value))
    }

    fn word(&mut self, word: &'static str) -> Result<()> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        // A text that ends within the word is unfinished rather than wrong.
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

    /// Moves past one value of any kind, checking that it is JSON.
    pub fn skip(&mut self) -> Result<()> {
        match self.kind()? {
            Kind::Object => {
                let mut first = self.enter_object()?;
                while self.next_member(&mut first)?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Array => {
                let mut first = self.enter_array()?;
                while self.next_element(&mut first)? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::String => self.text().map(drop),
            Kind::Number => self.pass_number(),
            Kind::True | Kind::False => self.boolean().map(drop),
            Kind::Null => self.null(),
        }
    }

    /// Checks that nothing but space follows.
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
            // serde_json refuses lone surrogates and numbers out of range, which are JSON.
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
