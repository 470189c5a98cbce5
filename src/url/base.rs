//! The base of a service's URLs: an origin, optionally with a path prefix.

use super::{AbsoluteUrl, Origin};

/// The base of a service's URLs: an origin, optionally with the path prefix of a gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    pub(crate) origin: Origin,
    /// Empty, or begins with a slash and does not end with one.
    pub(crate) prefix: String,
}

impl Base {
    /// Parses a base URL. The error completes a sentence: "it …".
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let url = AbsoluteUrl::parse(text)?;
        if !url.query().is_empty() {
            return Err("it holds a query; give the part before the question mark");
        }
        // A trailing slash would give `//language`
        // (docs/contracts/azure-language.md#urls-ids-and-dates).
        let prefix = url.path().trim_end_matches('/').to_owned();
        Ok(Self { origin: url.origin, prefix })
    }

    /// Returns the path of a URL below this base, or `None` if the URL is elsewhere.
    pub(crate) fn path_of<'a>(&self, url: &'a AbsoluteUrl) -> Option<&'a str> {
        if url.origin != self.origin { None } else { self.below_prefix(url.path()) }
    }

    /// Returns the rest of a path after the prefix, or `None` if the path does not begin with it.
    /// `/aix` does not begin with `/ai`.
    pub(crate) fn below_prefix<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.prefix.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// Parses a URL from an HTTP header of this origin. It may be absolute, without its scheme, or
    /// a path.
    pub(crate) fn resolve(&self, text: &str) -> Option<AbsoluteUrl> {
        let text = text.trim_ascii();
        let scheme = if self.origin.is_secure() { "https:" } else { "http:" };
        let url = if text.starts_with("//") {
            AbsoluteUrl::parse(&text!("{}{}", scheme, text))
        } else if text.starts_with('/') {
            AbsoluteUrl::parse(&text!("{}{}", self.origin, text))
        } else {
            AbsoluteUrl::parse(text)
        };
        url.ok()
    }

    /// Returns the base as a text.
    pub(crate) fn href(&self) -> String {
        text!("{}{}", self.origin, self.prefix)
    }
}
