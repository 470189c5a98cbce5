//! Where a service is, and which other origins its caller trusts.

use crate::{Error, ErrorCode, Result};

use super::{AbsoluteUrl, Origin};

/// No job's URL is longer.
const MAX_NORMAL_BYTES: usize = 2_048;

/// The base of a service's URLs: an origin, perhaps with the path prefix of a gateway.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    origin: Origin,
    /// Empty, or begins with a slash and does not end with one.
    prefix: String,
    /// Both as one text.
    base: String,
    trusted: Vec<Origin>,
}

impl Endpoint {
    /// Reads an endpoint. `what` names it in messages: "the endpoint".
    pub(crate) fn parse(what: &str, text: &str) -> Result<Self> {
        let refuse = |why: &str| {
            Error::invalid_argument(format!("{what} \"{text}\" cannot be used: {why}."))
        };
        let url = AbsoluteUrl::parse(text).map_err(refuse)?;
        if !url.query().is_empty() {
            return Err(refuse("it holds a query; give the part before the question mark"));
        }
        if !url.origin.is_secure() && !url.origin.is_loopback() {
            return Err(refuse("only https may carry a credential (http is for loopback)"));
        }
        // A trailing slash would make `//language` (reference, section 3).
        let prefix = url.path().trim_end_matches('/').to_owned();
        let base = format!("{}{prefix}", url.origin);
        Ok(Self { origin: url.origin, prefix, base, trusted: Vec::new() })
    }

    /// Lets credentials also go to these origins.
    pub(crate) fn trust(&mut self, origins: &[String]) -> Result<()> {
        for text in origins {
            self.trusted.push(Self::parse("The trusted origin", text)?.origin);
        }
        Ok(())
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The URL of a path that begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Reads a URL that a service or a person gave, and sees to it that credentials may go there.
    /// `what` names it in messages: "the operation-location".
    pub(crate) fn own(&self, what: &str, text: &str) -> Result<AbsoluteUrl> {
        let mut url = if text.starts_with('/') && !text.starts_with("//") {
            AbsoluteUrl::parse(&format!("{}{text}", self.origin))
        } else {
            AbsoluteUrl::parse(text)
        }
        .map_err(|why| {
            Error::new(
                ErrorCode::ForeignOrigin,
                format!("{what} is not a URL that can be trusted with a credential: {why}."),
            )
        })?;
        if url.origin == self.origin {
            // A gateway that maps a prefix to the service often passes the service's own paths
            // back in headers. Only what is under its prefix can be reached through it.
            if !self.prefix.is_empty() && !self.is_under_prefix(url.path()) {
                url.set_path(format!("{}{}", self.prefix, url.path()));
            }
        } else if !self.trusted.contains(&url.origin) {
            return Err(Error::new(
                ErrorCode::ForeignOrigin,
                format!(
                    "{what} points at {}, not at {}, so the credential was not sent there. If \
                     both are yours, add the origin to `trustedOrigins`.",
                    url.origin, self.origin
                ),
            ));
        }
        Ok(url)
    }

    /// Whether a URL is an own one already, and in normal form, as every job's is: `own` would give
    /// it back as it is. Looking at its bytes once is a tenth of the work of reading it, and each
    /// poll is looked at twice.
    pub(crate) fn is_normal(&self, text: &str) -> bool {
        let Some(path) = text.strip_prefix(self.base.as_str()) else { return false };
        if !path.starts_with('/') || path.ends_with('?') || text.len() > MAX_NORMAL_BYTES {
            return false;
        }
        // In doubt it is none: a segment could be `..`, a question mark be one too many.
        let mut before = b' ';
        for byte in path.bytes() {
            let is_plain = match byte {
                b'.' | b'%' => before != b'/',
                b'?' => before != b'?',
                _ => byte.is_ascii_alphanumeric() || b"-_~=&:/".contains(&byte),
            };
            if !is_plain {
                return false;
            }
            before = byte;
        }
        true
    }

    /// Sees to it that credentials may go to a URL.
    pub(crate) fn check(&self, text: &str) -> Result<()> {
        if self.is_normal(text) {
            return Ok(());
        }
        self.own("The request", text).map(drop)
    }

    /// `own` for a URL that a person gave: what is none is a mistake, and nobody's foreign origin.
    pub(crate) fn own_pasted(&self, text: &str) -> Result<AbsoluteUrl> {
        if !text.contains('/') {
            return Err(Error::invalid_argument(format!(
                "\"{text}\" is no job URL: paste it whole, beginning with https://."
            )));
        }
        self.own("The job URL", text)
    }

    /// The path of an own URL without the gateway's prefix.
    pub(crate) fn service_path<'a>(&self, url: &'a AbsoluteUrl) -> &'a str {
        let path = url.path();
        match path.strip_prefix(self.prefix.as_str()) {
            Some(rest) if url.origin == self.origin => rest,
            _ => path,
        }
    }

    fn is_under_prefix(&self, path: &str) -> bool {
        path.strip_prefix(self.prefix.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn endpoint(text: &str) -> Endpoint {
        Endpoint::parse("The endpoint", text).unwrap()
    }

    #[test]
    fn slashes_ports_and_prefixes_are_kept_in_order() {
        for (text, url) in [
            ("https://a.azure.com", "https://a.azure.com/language"),
            ("https://a.azure.com/", "https://a.azure.com/language"),
            ("https://a.azure.com:443//", "https://a.azure.com/language"),
            ("https://gateway.example:8443/ai/v1/", "https://gateway.example:8443/ai/v1/language"),
            ("http://localhost:8080", "http://localhost:8080/language"),
        ] {
            assert_eq!(endpoint(text).url("/language"), url, "{text}");
        }
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        let error = Endpoint::parse("The endpoint", "http://a.azure.com").unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().contains("only https"), "{error}");
    }

    #[test]
    fn only_own_and_trusted_origins_are_own() {
        let mut endpoint = endpoint("https://a.azure.com");
        assert!(endpoint.own("The resultUrl", "https://a.azure.com:443/x").is_ok());
        assert!(endpoint.own("The resultUrl", "/x").is_ok());
        for foreign in [
            "https://b.azure.com/x",
            "http://a.azure.com/x",
            "//b.azure.com/x",
            "https://a.azure.com:444/x",
            "x",
        ] {
            let error = endpoint.own("The resultUrl", foreign).unwrap_err();
            assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{foreign}");
        }
        endpoint.trust(&["https://b.azure.com".to_owned()]).unwrap();
        assert!(endpoint.own("The resultUrl", "https://b.azure.com/x").is_ok());
    }

    #[test]
    fn a_path_that_a_gateway_passed_through_is_put_under_its_prefix() {
        let endpoint = endpoint("https://gateway.example/ai");
        let own = |text| endpoint.own("The operation-location", text).unwrap().to_string();
        assert_eq!(
            own("https://gateway.example/language/x"),
            "https://gateway.example/ai/language/x"
        );
        assert_eq!(
            own("https://gateway.example/ai/language/x"),
            "https://gateway.example/ai/language/x"
        );
    }

    #[test]
    fn what_is_own_stays_as_it_is_when_it_is_read_again() {
        let endpoint = endpoint("https://gateway.example/ai");
        for text in ["https://gateway.example", "https://gateway.example/", "/aix", "/ai", "/ai/x"]
        {
            let once = endpoint.own("The job's URL", text).unwrap().to_string();
            assert_eq!(endpoint.own("The job's URL", &once).unwrap().to_string(), once, "{text}");
        }
    }

    #[test]
    fn a_job_is_known_to_be_own_without_being_parsed() {
        let endpoint = endpoint("https://gateway.example:8443/ai");
        assert!(
            endpoint.is_normal("https://gateway.example:8443/ai/x/a%20b:c/1_2?api-version=1.0")
        );
        for other in [
            "https://gateway.example:8443/ai",
            "https://gateway.example:8443/aix/y",
            "https://gateway.example:8443/ai/../x",
            "https://gateway.example:8443/ai/%2e%2E/x",
            "https://gateway.example:8443/ai/x#y",
            "https://gateway.example:8443/ai/x\\y",
            "https://gateway.example:8443/ai/x?",
            "https://gateway.example:8443/ai/x??y",
            "https://gateway.example:84430/ai/x",
            "https://gateway.example:8443@evil.com/ai/x",
            "/ai/x",
        ] {
            assert!(!endpoint.is_normal(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_normal_is_own_as_it_is(
            gateway in any::<bool>(), rest in "[a-z./\\\\?#%2eE:@ =&\u{e9}]{0,24}",
        ) {
            let base = if gateway { "https://a.azure.com/ai" } else { "https://a.azure.com" };
            let (endpoint, text) = (endpoint(base), format!("{base}{rest}"));
            if endpoint.is_normal(&text) {
                prop_assert_eq!(endpoint.own("The job's URL", &text).unwrap().to_string(), text);
            }
        }
    }
}
