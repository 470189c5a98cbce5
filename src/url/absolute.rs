//! Absolute URLs from outside: from a header, a body or a user's clipboard.

use super::{Origin, percent};

/// The longest URL that is accepted, in bytes. At some gateways URLs grow to 4 KB
/// (docs/contracts/polling.md#places).
const MAX_BYTES: usize = 16 * 1024;

/// Returns whether a character of a path or a query is kept. A percent sign is kept, so that
/// encoded characters do not change.
fn is_plain(byte: &u8) -> bool {
    byte.is_ascii_graphic() && !b"\"<>`{}".contains(byte)
}

/// An absolute `http` or `https` URL in normal form, without a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AbsoluteUrl {
    pub(crate) origin: Origin,
    /// Empty, or begins with a slash.
    path: String,
    /// The query without the question mark.
    query: String,
}

impl AbsoluteUrl {
    /// Parses a URL. The error completes a sentence: "it …".
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim_ascii();
        if text.len() > MAX_BYTES {
            return Err("it is longer than any URL of a service");
        }
        // Browsers treat a backslash as a slash, other parsers do not. Browsers also remove line
        // breaks.
        if text.contains(|character: char| character.is_control() || character == '\\') {
            return Err("it holds a backslash or a control character");
        }
        let (scheme, rest) = text
            .split_once(':')
            .and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)))
            .ok_or("it is not an absolute URL such as https://…")?;
        let secure = match () {
            () if scheme.eq_ignore_ascii_case("https") => true,
            () if scheme.eq_ignore_ascii_case("http") => false,
            () => return Err("its scheme is neither https nor http"),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, rest) = split_before(rest, &['/', '?']);
        let (path, query) = split_before(rest, &['?']);
        if path.split('/').any(|segment| matches!(&*percent::decode(segment), b"." | b"..")) {
            return Err("its path holds . or .. as a segment");
        }
        Ok(Self {
            origin: Origin::parse(secure, authority)?,
            path: percent::encode(path, is_plain),
            query: percent::encode(query.trim_start_matches('?'), is_plain),
        })
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns the path as sent.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns the query as sent, without the question mark.
    pub(crate) fn query(&self) -> &str {
        &self.query
    }

    /// Returns a decoded parameter of the query.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then(|| decode(value))
        })
    }

    /// Appends a parameter. Its value must need no encoding.
    pub(crate) fn push_parameter(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(name);
        self.query.push('=');
        self.query.push_str(value);
    }

    pub(crate) fn clear_query(&mut self) {
        self.query.clear();
    }

    pub(crate) fn set_path(&mut self, path: String) {
        self.path = path;
    }

    /// Returns the URL as a text.
    pub(crate) fn href(&self) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        text!("{}{}{}{}", self.origin, self.path, mark, self.query)
    }
}

/// Returns whether a URL in normal form has this query parameter.
pub(crate) fn has_parameter(url: &str, name: &str) -> bool {
    url.split_once('?').is_some_and(|(_, query)| {
        query.split('&').any(|pair| pair.split_once('=').map_or(pair, |(key, _)| key) == name)
    })
}

/// Decodes one path segment or query value.
pub(crate) fn decode(text: &str) -> String {
    String::from_utf8_lossy(&percent::decode(text)).into_owned()
}

fn split_before<'a>(text: &'a str, marks: &[char]) -> (&'a str, &'a str) {
    text.split_at_checked(text.find(marks).unwrap_or(text.len())).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn normal(text: &str) -> String {
        AbsoluteUrl::parse(text).unwrap().href()
    }

    #[test]
    fn a_url_is_brought_to_its_normal_form() {
        assert_eq!(normal(" HTTPS://Example.COM:443/a/b?c=d#e "), "https://example.com/a/b?c=d");
        assert_eq!(normal("https://example.com/a b/ü"), "https://example.com/a%20b/%C3%BC");
        assert_eq!(normal("https://example.com/%2F?q"), "https://example.com/%2F?q");
    }

    #[test]
    fn urls_that_hide_their_target_are_refused() {
        for text in [
            "",
            "//evil.com/x",
            "/relative",
            "javascript:alert(1)",
            "ftp://a.com/",
            "https:/a.com",
            "https://good.com\\@evil.com/",
            "https://good.com@evil.com/",
            "https://a.com/../b",
            "https://a.com/%2E%2e/b",
            "https://a.com/.%2e/b",
            "https://a.com/\nb",
            "https://",
        ] {
            assert!(AbsoluteUrl::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_normal_form_is_a_fixed_point(text in "(https?://)?[a-z.@:/\\\\?#%0-9A-F-]{0,40}") {
            if let Ok(url) = AbsoluteUrl::parse(&text) {
                prop_assert_eq!(AbsoluteUrl::parse(&url.href()), Ok(url));
            }
        }

        #[test]
        fn it_never_panics(text in any::<String>()) {
            let _ = AbsoluteUrl::parse(&text);
        }
    }
}
