//! The address of a service, its other addresses, and the origins that the caller trusts.

use crate::url::{AbsoluteUrl, Base, Origin, has_secret, shown, without_secrets};
use crate::{ClientOptions, Error, ErrorCode, RequestCredentials, Result};

use super::Access;

/// The longest URL of a job, in bytes.
const MAX_NORMAL_BYTES: usize = 2_048;

/// The suffixes of the host names of a service, each with a leading dot.
pub(crate) type Hosts = &'static [&'static str];

/// The address of a service. It decides where requests go and which URLs belong to the service.
///
/// Requests go only to the endpoint and to trusted origins. A URL of an upstream is mapped onto the
/// endpoint before anything is sent.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    access: Access,
    /// The endpoint as text.
    base: String,
    /// Other addresses of the same service.
    upstream: Vec<Base>,
    trusted: Vec<Origin>,
    hosts: Hosts,
}

impl Endpoint {
    /// Parses an endpoint that gets a credential. `what` names it in messages, such as "the
    /// endpoint".
    pub(crate) fn parse(what: &str, text: &str, hosts: Hosts) -> Result<Self> {
        Self::open(what, &ClientOptions::at(text), hosts)
    }

    /// Reads the endpoint from the options of a client.
    ///
    /// # Errors
    /// `invalidArgument`. The message names the wrong option.
    pub(crate) fn open(what: &str, options: &ClientOptions, hosts: Hosts) -> Result<Self> {
        let base = base_of(what, &options.endpoint, options)?;
        let refuse = |why: &str| {
            Err(Error::invalid_argument(text!(
                "{} \"{}\" cannot be used: {}.",
                what,
                base.href(),
                why
            )))
        };
        if !base.origin.is_secure() && !base.origin.is_loopback() {
            if options.sends_credential {
                return refuse(
                    "credentials are only sent over https (http is allowed for loopback, and for a \
                     gateway in your own network that needs no credential from this page)",
                );
            }
            if is_one_of(hosts, &base.origin) {
                return refuse("the service itself requires https");
            }
        }
        let upstream = options.upstream.iter().map(|text| base_of("The upstream", text, options));
        let upstream = upstream.collect::<Result<Vec<_>>>()?;
        let page = options.page_origin.as_deref();
        let is_at_page = page
            .and_then(|page| AbsoluteUrl::parse(page).ok())
            .is_some_and(|page| page.origin == base.origin);
        let request_credentials =
            options.credentials.unwrap_or(if is_at_page && !options.sends_credential {
                RequestCredentials::SameOrigin
            } else {
                RequestCredentials::Omit
            });
        let mut endpoint = Self {
            base: base.href(),
            access: Access {
                endpoint: base,
                sends_credential: options.sends_credential,
                request_credentials,
            },
            upstream,
            trusted: Vec::new(),
            hosts,
        };
        endpoint.trust(&options.trusted_origins)?;
        Ok(endpoint)
    }

    /// Also allows credentials to be sent to these origins.
    pub(crate) fn trust(&mut self, origins: &[String]) -> Result<()> {
        for text in origins {
            self.trusted.push(Self::parse("The trusted origin", text, self.hosts)?.base().origin);
        }
        Ok(())
    }

    /// Records that requests carry a credential of the caller.
    pub(crate) fn set_sends_credential(&mut self) {
        self.access.sends_credential = true;
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    fn base(&self) -> Base {
        self.access.endpoint.clone()
    }

    /// Returns the hosts of the service: that of the endpoint, then those of its other addresses.
    pub(crate) fn known_hosts(&self) -> impl Iterator<Item = &str> {
        let upstream = self.upstream.iter().map(|base| base.origin.host());
        std::iter::once(self.access.endpoint.origin.host()).chain(upstream)
    }

    /// Returns the URL of a path, which must begin with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        text!("{}{}", self.base, path)
    }

    /// Returns whether a base URL is this endpoint or one of its other addresses.
    pub(crate) fn is_known_as(&self, text: &str) -> bool {
        Base::parse(text)
            .is_ok_and(|base| base == self.access.endpoint || self.upstream.contains(&base))
    }

    /// Parses a URL from a service or a user. A URL of an upstream is mapped onto the endpoint.
    /// Fails if requests may not go there. `what` names the URL in messages, such as "the
    /// operation-location". Credentials in the URL are removed: jobs are stored, and requests carry
    /// their credential in a header.
    pub(crate) fn resolve(&self, what: &str, text: &str) -> Result<AbsoluteUrl> {
        let text = &*without_secrets(text);
        let here = &self.access.endpoint;
        let mut url = if text.starts_with('/') && !text.starts_with("//") {
            AbsoluteUrl::parse(&text!("{}{}", here.origin, text))
        } else {
            AbsoluteUrl::parse(text)
        }
        .map_err(|why| unusable(what, why))?;
        if here.path_of(&url).is_some() {
            return Ok(url);
        }
        if let Some(path) = self.upstream_path(&url) {
            url.set_path(text!("{}{}", here.prefix, path));
            url.origin = here.origin.clone();
        } else if url.origin == here.origin {
            // A gateway that maps a prefix to the service often returns the service's own paths in
            // headers. The gateway serves them only under its prefix.
            url.set_path(text!("{}{}", here.prefix, url.path()));
        } else if !self.trusted.contains(&url.origin) {
            return Err(self.foreign(what, &url));
        }
        Ok(url)
    }

    /// Checks the URL of a stored job, as [`Endpoint::resolve`] does.
    pub(crate) fn resolve_job(&self, url: &str) -> Result<String> {
        if self.is_normal(url) {
            return Ok(url.to_owned());
        }
        self.resolve("The job's URL", url).map(|url| url.href())
    }

    /// Returns the path of an upstream's URL below that upstream, which is the service's own path.
    /// If two upstreams match, the one with the longer prefix is used.
    fn upstream_path(&self, url: &AbsoluteUrl) -> Option<String> {
        let here = &self.access.endpoint.origin;
        let below = |base: &Base| {
            // A gateway may have put its own host before the upstream's path.
            let path = if url.origin == *here && !base.prefix.is_empty() {
                base.below_prefix(url.path())
            } else {
                base.path_of(url)
            };
            path.map(|path| (base.prefix.len(), path.to_owned()))
        };
        self.upstream.iter().filter_map(below).max_by_key(|(length, _)| *length).map(|(_, it)| it)
    }

    fn foreign(&self, what: &str, url: &AbsoluteUrl) -> Error {
        let here = &self.access.endpoint;
        let is_gateway = !self.access.sends_credential
            || !here.prefix.is_empty()
            || (is_one_of(self.hosts, &url.origin) && !is_one_of(self.hosts, &here.origin));
        let (origin, base) = (&url.origin, &self.base);
        let advice = if is_gateway {
            text!(
                "so nothing was sent there. If {} is a gateway in front of it, set `upstream: \
                 \"{}\"`, so that its URLs are requested through the gateway.",
                base,
                origin
            )
        } else {
            "so the credential was not sent there. If both are yours, add the origin to \
             `trustedOrigins`."
                .to_owned()
        };
        let message = text!("{} points at {}, not at {}, {}", what, origin, here.origin, advice);
        Error::new(ErrorCode::ForeignOrigin, message)
    }

    /// Returns whether a URL belongs to the endpoint and is in normal form, as the URL of every job
    /// is. [`Endpoint::resolve`] would not change it. This check reads the bytes once, at a tenth of
    /// the cost of parsing; each poll checks its URL twice.
    pub(crate) fn is_normal(&self, text: &str) -> bool {
        let Some(path) = text.strip_prefix(self.base.as_str()) else { return false };
        if !path.starts_with('/') || path.ends_with('?') || text.len() > MAX_NORMAL_BYTES {
            return false;
        }
        // If in doubt, the answer is no: a segment could be `..`, or there could be a second
        // question mark.
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
        !has_secret(path)
    }

    /// Checks that a request may go to this URL.
    pub(crate) fn check(&self, text: &str) -> Result<()> {
        if self.is_normal(text) {
            return Ok(());
        }
        let url = AbsoluteUrl::parse(text).map_err(|why| unusable("The request", why))?;
        if self.access.endpoint.path_of(&url).is_some() {
            return Ok(());
        }
        if self.upstream_path(&url).is_some() {
            return Err(Error::new(
                ErrorCode::ForeignOrigin,
                text!(
                    "The request goes to {} itself, which is an upstream of {}. Nothing is sent \
                     there. Use a request that was built by this client.",
                    url.origin,
                    self.base
                ),
            ));
        }
        if url.origin == self.access.endpoint.origin || self.trusted.contains(&url.origin) {
            return Ok(());
        }
        Err(self.foreign("The request", &url))
    }

    /// Parses a URL that a person pasted, as [`Endpoint::resolve`] does. A text that is not a URL is
    /// `invalidArgument`, not `foreignOrigin`.
    pub(crate) fn resolve_pasted(&self, text: &str) -> Result<AbsoluteUrl> {
        if !text.contains('/') {
            return Err(Error::invalid_argument(text!(
                "\"{}\" is not a job URL: paste the whole URL, beginning with https://.",
                shown(text)
            )));
        }
        self.resolve("The job URL", text)
    }

    /// Returns the path of the endpoint's URL without the gateway's prefix.
    pub(crate) fn service_path<'a>(&self, url: &'a AbsoluteUrl) -> &'a str {
        self.access.endpoint.path_of(url).unwrap_or(url.path())
    }

    /// Replaces the path of a URL of this endpoint, below the gateway's prefix.
    pub(crate) fn set_service_path(&self, url: &mut AbsoluteUrl, path: &str) {
        let prefix = url.path().len() - self.service_path(url).len();
        let prefix = url.path().get(..prefix).unwrap_or_default();
        url.set_path(prefix.to_owned() + path);
    }
}

fn unusable(what: &str, why: &str) -> Error {
    Error::new(
        ErrorCode::ForeignOrigin,
        text!("{} cannot be trusted with a credential: {}.", what, why),
    )
}

/// Returns whether an origin belongs to the service.
fn is_one_of(hosts: Hosts, origin: &Origin) -> bool {
    hosts.iter().any(|end| origin.host().ends_with(end))
}

/// Parses a base URL, or a path that is resolved against the page or against `base_url`.
fn base_of(what: &str, text: &str, options: &ClientOptions) -> Result<Base> {
    let refuse = |why: &str| {
        Error::invalid_argument(text!("{} \"{}\" cannot be used: {}.", what, shown(text), why))
    };
    if !text.starts_with('/') || text.starts_with("//") {
        return Base::parse(text).map_err(refuse);
    }
    let Some(base) = options.base_url.as_ref().or(options.page_origin.as_ref()) else {
        return Err(refuse(
            "it is a path, but there is no page whose origin could complete it. Give `baseUrl`, \
             such as \"https://portal.example\", or the whole URL",
        ));
    };
    let origin = AbsoluteUrl::parse(base).map(|base| base.origin).map_err(|why| {
        Error::invalid_argument(text!("baseUrl \"{}\" cannot be used: {}.", shown(base), why))
    })?;
    Base::parse(&text!("{}{}", origin, text)).map_err(refuse)
}

#[cfg(test)]
mod tests;
