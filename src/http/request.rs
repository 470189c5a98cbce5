//! A plain HTTP request, which any HTTP client can send.

use crate::{Headers, plain};

/// The methods that the services use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads. AvePoint also uses it to submit.
    Get,
    /// Submits.
    Post,
    /// Creates or replaces a resource at its own URL.
    Put,
    /// Creates, or changes in part.
    Patch,
    /// Deletes.
    Delete,
    /// Checks that a resource exists.
    Head,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 6] =
        [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Head];

    /// Parses a method. Case is ignored.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text))
    }

    /// Returns the method as sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
        }
    }
}

/// The party whose credential a request carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// The service's: the request goes to the service's own origin or to a trusted one, with the
    /// caller's credential, headers and cookies.
    #[default]
    Service,
    /// Nobody's: the URL is its own credential, such as a signed URL of a storage service, and may
    /// be on any origin. The request has no credential, no headers of the caller and no cookies.
    /// Such a URL is never stored or shown.
    Nobody,
}

plain! {
    /// The method and the URL of a request, which a function for `headers` receives.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct RequestLine<'a> {
        /// The method, such as `POST`.
        pub method: &'static str,
        /// The absolute URL.
        pub url: &'a str,
    }
}

/// A request that a builder made. Any HTTP client can send it.
///
/// A key or a fixed token is among the headers. With a token provider, the sender adds
/// `Authorization` last.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// An absolute URL. It never holds a secret, unless the audience is [`Audience::Nobody`].
    pub url: String,
    /// The headers. The sender adds `Content-Length` and the like.
    pub headers: Headers,
    /// The body. Exports and reads have none.
    pub body: Option<Vec<u8>>,
    /// Whose credential the request carries.
    pub audience: Audience,
}

impl Request {
    /// Makes a request to a service, without headers and without a body.
    pub fn new(method: Method, url: String) -> Self {
        Self { method, url, headers: Headers::new(), body: None, audience: Audience::Service }
    }

    /// Makes a request for a URL that is its own credential.
    pub fn signed(method: Method, url: String) -> Self {
        Self { audience: Audience::Nobody, ..Self::new(method, url) }
    }

    /// Returns the method and the URL.
    pub fn line(&self) -> RequestLine<'_> {
        RequestLine { method: self.method.as_str(), url: &self.url }
    }

    /// Returns the same request without its body, which can be a whole project.
    pub(crate) fn without_body(&self) -> Self {
        let Self { method, url, headers, audience, .. } = self;
        let (method, audience) = (*method, *audience);
        Self { method, url: url.clone(), headers: headers.clone(), body: None, audience }
    }

    pub(crate) fn accept_json(mut self) -> Self {
        self.headers.set("Accept", "application/json");
        self
    }
}
