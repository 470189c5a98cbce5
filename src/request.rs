//! A plain HTTP request: what to send, for whoever sends it.

use crate::Headers;

/// The methods that the services use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; at AvePoint also submits.
    Get,
    /// Submits.
    Post,
    /// Makes or replaces what has a name.
    Put,
    /// Makes, or changes in part.
    Patch,
    /// Deletes.
    Delete,
    /// Asks whether something is there.
    Head,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Head];

    /// Reads a method, whatever its case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text))
    }

    /// The method as it goes on the wire.
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

/// A request that a builder made. It can be sent with any HTTP client.
///
/// With a key or a fixed token the credential is among the headers; with a token provider the
/// sender adds `Authorization` last.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// An absolute URL. It never holds a secret.
    pub url: String,
    /// The headers that matter; the sender adds `Content-Length` and the like.
    pub headers: Headers,
    /// The body. Exports and reads have none.
    pub body: Option<Vec<u8>>,
}

impl Request {
    pub(crate) fn new(method: Method, url: String) -> Self {
        Self { method, url, headers: Headers::new(), body: None }
    }

    /// The same request, but for its body, which can be a whole project.
    pub(crate) fn without_body(&self) -> Self {
        let Self { method, url, headers, .. } = self;
        Self { method: *method, url: url.clone(), headers: headers.clone(), body: None }
    }

    pub(crate) fn accept_json(mut self) -> Self {
        self.headers.set("Accept", "application/json");
        self
    }
}
