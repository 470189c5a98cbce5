//! A pull reader: the caller walks the text value by value.

use std::borrow::Cow;
use std::fmt;

/// No answer and no project file nests deeper than a dozen levels; beyond this it is an attack.
const MAX_DEPTH: usize = 64;

/// Where the text stops being JSON, or stops having the expected shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JsonError {
    /// Bytes from the start of the text.
    pub(crate) offset: usize,
    /// What should have been there.
    pub(crate) expected: &'static str,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} expected at byte {}", self.expected, self.offset)
    }
}

/// What kind of value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
}

type Result<T> = std::result::Result<T, JsonError>;

impl<'a> Reader<'a> {
    /// Starts at the first byte, past a byte order mark.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, at, depth: 0 }
    }

    fn fail<T>(&self, expected: &'static str) -> Result<T> {
        Err(JsonError { offset: self.at, expected })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Looks at the next value without reading it.
    pub(crate) fn kind(&mut self) -> Result<Kind> {
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
    fn next_entry(&mut self, close: u8, first: &mut bool) -> Result<bool> {
        self.skip_space();
        if self.peek() == Some(close) {
            self.at += 1;
            self.depth -= 1;
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
    pub(crate) fn enter_object(&mut self) -> Result<bool> {
        self.enter(b'{', "an object").map(|()| true)
    }

    /// The name of the object's next member, whose value must be read next. None: it ended.
    pub(crate) fn next_member(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>> {
        if !self.next_entry(b'}', first)? {
            return Ok(None);
        }
        let name = self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return self.fail("a colon");
        }
        self.at += 1;
        Ok(Some(name))
    }

    /// Enters a list. What is returned is for [`Reader::next_element`].
    pub(crate) fn enter_array(&mut self) -> Result<bool> {
        self.enter(b'[', "a list").map(|()| true)
    }

    /// Whether another element follows, which must be read next.
    pub(crate) fn next_element(&mut self, first: &mut bool) -> Result<bool> {
        self.next_entry(b']', first)
    }

    /// Reads a string. It is borrowed unless it holds an escape.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return self.fail("a string");
        }
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let text = self.utf8(start)?;
                    self.at += 1;
                    return Ok(Cow::Borrowed(text));
                }
                Some(b'\\') => return self.escaped(start).map(Cow::Owned),
                Some(0x20..) => self.at += 1,
                Some(_) => return self.fail("no control character in a string"),
                None => return self.fail("the end of the string"),
            }
        }
    }

    fn utf8(&self, start: usize) -> Result<&'a str> {
        let bytes = self.bytes.get(start..self.at).unwrap_or_default();
        std::str::from_utf8(bytes)
            .map_err(|error| JsonError { offset: start + error.valid_up_to(), expected: "UTF-8" })
    }

    fn escaped(&mut self, start: usize) -> Result<String> {
        let mut text = String::from(self.utf8(start)?);
        loop {
            let from = self.at;
            while matches!(self.peek(), Some(byte) if byte >= 0x20 && byte != b'"' && byte != b'\\')
            {
                self.at += 1;
            }
            text.push_str(self.utf8(from)?);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                Some(_) => return self.fail("no control character in a string"),
                None => return self.fail("the end of the string"),
            }
        }
    }

    fn escape(&mut self) -> Result<char> {
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return self.fail("an escape such as \\n or \\u0041"),
        };
        self.at += 1;
        Ok(character)
    }

    /// A lone surrogate is legal JSON and no character; it reads as the replacement character.
    fn unicode_escape(&mut self) -> Result<char> {
        let high = self.hex4()?;
        if (0xD800..0xDC00).contains(&high) && self.bytes.get(self.at..self.at + 2) == Some(b"\\u")
        {
            let back = self.at;
            self.at += 2;
            let low = self.hex4()?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = back;
        }
        Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex4(&mut self) -> Result<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.fail("four hexadecimal digits");
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
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
    pub(crate) fn number(&mut self) -> Result<&'a str> {
        self.skip_space();
        let start = self.at;
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
        self.utf8(start)
    }

    fn word(&mut self, word: &'static str) -> Result<()> {
        if !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return self.fail("a value");
        }
        self.at += word.len();
        Ok(())
    }

    /// Reads `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Result<bool> {
        match self.kind()? {
            Kind::True => self.word("true").map(|()| true),
            Kind::False => self.word("false").map(|()| false),
            _ => self.fail("true or false"),
        }
    }

    /// Reads `null`.
    pub(crate) fn null(&mut self) -> Result<()> {
        self.skip_space();
        self.word("null")
    }

    /// Moves past one value of any kind, checking that it is JSON.
    pub(crate) fn skip(&mut self) -> Result<()> {
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
            Kind::String => self.string().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::True | Kind::False => self.boolean().map(drop),
            Kind::Null => self.null(),
        }
    }

    /// Checks that nothing but space follows.
    pub(crate) fn end(&mut self) -> Result<()> {
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
