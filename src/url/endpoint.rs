//! Where a service is, under which other addresses it is known, and whom its caller trusts.

use crate::{ClientOptions, Error, ErrorCode, RequestCredentials, Result};

use super::{AbsoluteUrl, Access, Base, Origin, has_secret, shown, without_secrets};

/// No job's URL is longer.
const MAX_NORMAL_BYTES: usize = 2_048;

/// A service's own hosts: the ends of their names, each with a dot before it.
pub(crate) type Hosts = &'static [&'static str];

/// Where requests to a service go, and which URLs are the service's.
///
/// Requests go to the endpoint and to trusted origins, and nowhere else. A URL of an upstream is
/// mapped onto the endpoint before anything is sent.
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
    /// Reads an endpoint that gets a credential. `what` names it in messages: "the endpoint".
    pub(crate) fn parse(what: &str, text: &str, hosts: Hosts) -> Result<Self> {
        Self::open(what, &ClientOptions::at(text), hosts)
    }

    /// Reads where a client's requests go.
    ///
    /// # Errors
    /// `invalidArgument`, naming what cannot be used.
    pub(crate) fn open(what: &str, options: &ClientOptions, hosts: Hosts) -> Result<Self> {
        let base = base_of(what, &options.endpoint, options)?;
        let refuse = |why: &str| {
            Err(Error::invalid_argument(format!("{what} \"{base}\" cannot be used: {why}.")))
        };
        if !base.origin.is_secure() && !base.origin.is_loopback() {
            if options.sends_credential {
                return refuse(
                    "only https may carry a credential (http is for loopback, and for a gateway in \
                     your own network that needs no credential of this page's)",
                );
            }
            if is_one_of(hosts, &base.origin) {
                return refuse("the service itself is reached by https");
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
            base: base.to_string(),
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

    /// Lets credentials also go to these origins.
    pub(crate) fn trust(&mut self, origins: &[String]) -> Result<()> {
        for text in origins {
            self.trusted.push(Self::parse("The trusted origin", text, self.hosts)?.place().origin);
        }
        Ok(())
    }

    /// Notes that requests carry a credential of the caller's after all.
    pub(crate) fn set_sends_credential(&mut self) {
        self.access.sends_credential = true;
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    fn place(&self) -> Base {
        self.access.endpoint.clone()
    }

    /// The hosts that the service may be at: the endpoint's, then those of its other addresses.
    pub(crate) fn known_hosts(&self) -> impl Iterator<Item = &str> {
        let upstream = self.upstream.iter().map(|base| base.origin.host());
        std::iter::once(self.access.endpoint.origin.host()).chain(upstream)
    }

    /// The URL of a path that begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Whether another base URL is this endpoint or one of its other addresses.
    pub(crate) fn is_known_as(&self, text: &str) -> bool {
        Base::parse(text)
            .is_ok_and(|base| base == self.access.endpoint || self.upstream.contains(&base))
    }

    /// Reads a URL that a service or a person gave, maps it onto the endpoint if it is that of an
    /// upstream, and sees to it that requests may go there. `what` names it in messages: "the
    /// operation-location". A credential in it is cut: jobs are stored, and requests have theirs in a
    /// header.
    pub(crate) fn own(&self, what: &str, text: &str) -> Result<AbsoluteUrl> {
        let text = &*without_secrets(text);
        let here = &self.access.endpoint;
        let mut url = if text.starts_with('/') && !text.starts_with("//") {
            AbsoluteUrl::parse(&format!("{}{text}", here.origin))
        } else {
            AbsoluteUrl::parse(text)
        }
        .map_err(|why| unusable(what, why))?;
        if here.path_of(&url).is_some() {
            return Ok(url);
        }
        if let Some(path) = self.upstream_path(&url) {
            url.set_path(format!("{}{path}", here.prefix));
            url.origin = here.origin.clone();
        } else if url.origin == here.origin {
            // A gateway that maps a prefix to the service often passes the service's own paths
            // back in headers. Only what is under its prefix can be reached through it.
            url.set_path(format!("{}{}", here.prefix, url.path()));
        } else if !self.trusted.contains(&url.origin) {
            return Err(self.foreign(what, &url));
        }
        Ok(url)
    }

    /// `own` for the URL of a job from storage.
    pub(crate) fn own_job(&self, url: &str) -> Result<String> {
        if self.is_normal(url) {
            return Ok(url.to_owned());
        }
        self.own("The job's URL", url).map(|url| url.to_string())
    }

    /// The path of an upstream's URL below that upstream, which is the service's own path. Of two
    /// upstreams that fit, the one with the longer prefix counts.
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
            format!(
                "so nothing was sent there. If {base} is a gateway in front of it, set `upstream: \
                 \"{origin}\"`, so that its URLs are asked for through the gateway."
            )
        } else {
            "so the credential was not sent there. If both are yours, add the origin to \
             `trustedOrigins`."
                .to_owned()
        };
        let message = format!("{what} points at {origin}, not at {}, {advice}", here.origin);
        Error::new(ErrorCode::ForeignOrigin, message)
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
        !has_secret(path)
    }

    /// Sees to it that a request may go to a URL, as it is.
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
                format!(
                    "The request goes to {} itself, which is an upstream of {}: nothing is sent \
                     there. Take a request that a builder of this client made.",
                    url.origin, self.base
                ),
            ));
        }
        if url.origin == self.access.endpoint.origin || self.trusted.contains(&url.origin) {
            return Ok(());
        }
        Err(self.foreign("The request", &url))
    }

    /// `own` for a URL that a person gave: what is none is a mistake, and nobody's foreign origin.
    pub(crate) fn own_pasted(&self, text: &str) -> Result<AbsoluteUrl> {
        if !text.contains('/') {
            return Err(Error::invalid_argument(format!(
                "\"{}\" is no job URL: paste it whole, beginning with https://.",
                shown(text)
            )));
        }
        self.own("The job URL", text)
    }

    /// The path of an own URL without the gateway's prefix.
    pub(crate) fn service_path<'a>(&self, url: &'a AbsoluteUrl) -> &'a str {
        self.access.endpoint.path_of(url).unwrap_or(url.path())
    }

    /// Replaces the path of an own URL, without the gateway's prefix.
    pub(crate) fn set_service_path(&self, url: &mut AbsoluteUrl, path: &str) {
        let prefix = url.path().len() - self.service_path(url).len();
        let prefix = url.path().get(..prefix).unwrap_or_default();
        url.set_path(prefix.to_owned() + path);
    }
}

fn unusable(what: &str, why: &str) -> Error {
    Error::new(
        ErrorCode::ForeignOrigin,
        format!("{what} is not a URL that can be trusted with a credential: {why}."),
    )
}

/// Whether an origin is one of the service's own.
fn is_one_of(hosts: Hosts, origin: &Origin) -> bool {
    hosts.iter().any(|end| origin.host().ends_with(end))
}

/// Reads a base URL, or a path that is resolved against the page or against `base_url`.
fn base_of(what: &str, text: &str, options: &ClientOptions) -> Result<Base> {
    let refuse = |why: &str| {
        Error::invalid_argument(format!("{what} \"{}\" cannot be used: {why}.", shown(text)))
    };
    if !text.starts_with('/') || text.starts_with("//") {
        return Base::parse(text).map_err(refuse);
    }
    let Some(base) = options.base_url.as_ref().or(options.page_origin.as_ref()) else {
        return Err(refuse(
            "it is a path, and there is no page here whose origin it could be on. Give `baseUrl`, \
             such as \"https://portal.example\", or the whole URL",
        ));
    };
    let origin = AbsoluteUrl::parse(base).map(|base| base.origin).map_err(|why| {
        Error::invalid_argument(format!("baseUrl \"{}\" cannot be used: {why}.", shown(base)))
    })?;
    Base::parse(&format!("{origin}{text}")).map_err(refuse)
}

#[cfg(test)]
mod tests;
