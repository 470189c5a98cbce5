//! Several values that were passed as one text. `packed` in src/entry/members.js writes it.

use crate::text::whole;

/// The values in a text.
pub(crate) struct Packed<'a>(&'a str);

impl<'a> Packed<'a> {
    /// Creates a reader of a text.
    pub(crate) fn of(text: &'a str) -> Self {
        Self(text)
    }

    /// Reads the letter that gives the kind of the next value.
    pub(crate) fn letter(&mut self) -> &'a str {
        self.take(1)
    }

    /// Returns whether another value follows.
    pub(crate) fn has_more(&self) -> bool {
        !self.0.is_empty()
    }

    /// Reads a number and the colon after it.
    pub(crate) fn number(&mut self) -> u64 {
        let (number, rest) = self.0.split_once(':').unwrap_or_default();
        self.0 = rest;
        whole(number).unwrap_or_default()
    }

    /// Reads a text of this many UTF-16 units.
    pub(crate) fn text(&mut self, units: u64) -> &'a str {
        let units = usize::try_from(units).unwrap_or(usize::MAX);
        // ASCII has one byte for each unit.
        if self.0.get(..units).is_some_and(str::is_ascii) {
            return self.take(units);
        }
        let mut left = units;
        let is_end = |byte: u8| {
            let is_first = byte & 0xC0 != 0x80;
            let ends = is_first && left == 0;
            // A character of four bytes has two units; any other has one.
            left -= left.min(usize::from(is_first) + usize::from(byte >= 0xF0));
            ends
        };
        let end = self.0.bytes().position(is_end);
        self.take(end.unwrap_or(self.0.len()))
    }

    /// Reads the rest of the text.
    pub(crate) fn rest(&mut self) -> &'a str {
        std::mem::take(&mut self.0)
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.0.split_at_checked(bytes).unwrap_or_default();
        self.0 = rest;
        taken
    }
}
