//! Checks numbers, and usually leaves them as spelled.

use super::reader::{Reader, Result};

impl<'a> Reader<'a> {
    fn digits(&mut self) -> Result<()> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return self.fail("a digit");
        }
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        Ok(())
    }

    /// Reads a number, as spelled.
    pub fn number(&mut self) -> Result<&'a str> {
        self.skip_space();
        let start = self.at;
        self.pass_number()?;
        Ok(std::str::from_utf8(self.between(start, self.at)).unwrap_or_default())
    }

    pub(super) fn pass_number(&mut self) -> Result<()> {
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

    /// Reads a number. Returns it if it is an integer below 2^53, spelled with digits only.
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
}
