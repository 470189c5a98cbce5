//! HTTP headers, by name without regard to case.

use std::fmt;

use crate::credential::is_secret_header;
use crate::error::{holds_part_of, redact_text};

/// A list of header names and values. RFC 9110, 5.1: names are case-insensitive.
#[derive(Clone, Default)]
pub struct Headers {
    pairs: Vec<(String, String)>,
    /// Further ones, as they crossed from JavaScript: a line for each, of name, comma and value. Of
    /// an answer with ten headers, two or three are asked for.
    lines: String,
}

impl Headers {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The headers of an answer, a line for each: name, comma, value.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "module")))]
    pub(crate) fn in_lines(lines: String) -> Self {
        Self { pairs: Vec::new(), lines }
    }

    /// The first value under this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Sets a header, in place of every other of the name.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.part();
        self.pairs.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Takes a secret out of the values.
    pub(crate) fn redact(&mut self, secret: &str) {
        if holds_part_of(&self.lines, secret) {
            self.part();
        }
        self.pairs.iter_mut().for_each(|(_, value)| redact_text(value, secret));
    }

    /// Names as they were given, and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        pairs.chain(self.lines.split('\n').filter_map(|line| line.split_once(',')))
    }

    /// Makes pairs of the lines.
    fn part(&mut self) {
        if !self.lines.is_empty() {
            *self = self.iter().collect();
        }
    }
}

impl PartialEq for Headers {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Headers {}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let own = |(name, value): (N, V)| (name.into(), value.into());
        Self { pairs: pairs.into_iter().map(own).collect(), lines: String::new() }
    }
}

/// Without the values of credentials, since requests are logged.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value)| (name, if is_secret_header(name) { "…" } else { value });
        f.debug_map().entries(self.iter().map(shown)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_headers_like_any_others() {
        let pairs = [("Date", "Tue, 14 Nov 2023 22:14:20 GMT"), ("x-echo", "0123456789abcdef")];
        let lines = pairs.map(|(name, value)| format!("{name},{value}\n")).concat();
        let (mut crossed, own) = (Headers::in_lines(lines), Headers::from_iter(pairs));
        assert_eq!(crossed, own);
        assert_eq!(crossed.get("date"), own.get("Date"));
        assert_eq!(format!("{crossed:?}"), format!("{own:?}"));
        crossed.redact("0123456789abcdef");
        assert_eq!(crossed.get("X-Echo"), Some("[redacted]"));
        crossed.set("date", "now");
        assert_eq!(crossed.iter().collect::<Vec<_>>(), [("x-echo", "[redacted]"), ("date", "now")]);
        assert_eq!(Headers::in_lines(String::new()), Headers::new());
    }
}
