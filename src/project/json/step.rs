//! The steps that take most of the time in a large file.
//!
//! Methods that end in `_inline` are inlined into the few loops over a whole file. All other code
//! calls the reader's methods of the same names, which exist once.

use super::escape;
use super::reader::{JsonError, Kind, Reader, Result};
use super::scan::{after_space, plain_run};
use super::text::Text;

/// Answers and project files have at most a dozen levels. Deeper nesting is an attack.
const MAX_DEPTH: u32 = 64;

impl<'a> Reader<'a> {
    #[cold]
    pub(super) fn fail<T>(&self, expected: &'static str) -> Result<T> {
        Err(JsonError { offset: self.at, expected })
    }

    #[inline(always)]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space. Returns the offset after it.
    #[inline(always)]
    pub(crate) fn skip_space_inline(&mut self) -> usize {
        if matches!(self.peek(), Some(0..=0x20)) {
            self.at = after_space(self.bytes, self.at);
        }
        self.at
    }

    /// Returns the kind of the next value without reading it.
    #[inline(always)]
    pub(crate) fn kind_inline(&mut self) -> Result<Kind> {
        self.skip_space_inline();
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

    pub(super) fn enter(&mut self, open: u8, expected: &'static str) -> Result<()> {
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

    /// Skips the separator between two entries. Returns false at the end of the container.
    #[inline(always)]
    pub(super) fn next_entry(&mut self, close: u8, first: &mut bool) -> Result<bool> {
        self.skip_space_inline();
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

    /// Returns the name of the next member, or `None` at the end of the object.
    #[inline(always)]
    pub(crate) fn next_member_inline(&mut self, first: &mut bool) -> Result<Option<Text<'a>>> {
        if self.next_entry(b'}', first)? { self.name_inline().map(Some) } else { Ok(None) }
    }

    /// Reads a member's name.
    #[inline(always)]
    pub(super) fn name_inline(&mut self) -> Result<Text<'a>> {
        let name = self.text_inline()?;
        self.colon().map(|()| name)
    }

    /// Skips the colon after a name.
    #[inline(always)]
    pub(super) fn colon(&mut self) -> Result<()> {
        self.skip_space_inline();
        if self.peek() != Some(b':') {
            return self.fail("a colon");
        }
        self.at += 1;
        Ok(())
    }

    /// Returns whether the list has another element.
    #[inline(always)]
    pub(crate) fn next_element_inline(&mut self, first: &mut bool) -> Result<bool> {
        self.next_entry(b']', first)
    }

    /// Reads a string without decoding it.
    #[inline(always)]
    pub(crate) fn text_inline(&mut self) -> Result<Text<'a>> {
        self.skip_space_inline();
        if self.peek() != Some(b'"') {
            return self.fail("a string");
        }
        self.at += 1;
        let start = self.at;
        let run = plain_run(self.bytes, start);
        self.at = run.end;
        if self.peek() == Some(b'"') && run.ascii {
            self.at += 1;
            let raw = self.bytes.get(start..run.end).unwrap_or_default();
            return Ok(Text::new(raw, start, false, true));
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
        if !ascii
            && !self.is_known
            && let Err(error) = std::str::from_utf8(raw)
        {
            return Err(JsonError { offset: start + error.valid_up_to(), expected: "UTF-8" });
        }
        self.at += 1;
        Ok(Text::new(raw, start, escaped, ascii))
    }
}
