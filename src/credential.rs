//! Who calls. The one place that puts a secret into a request.

use std::fmt;

use crate::Request;

const KEY_HEADER: &str = "Ocp-Apim-Subscription-Key";
const TOKEN_HEADER: &str = "Authorization";

/// Blob storage: a URL with a signature in it.
const COPY_SOURCE_HEADER: &str = "x-ms-copy-source";

/// Whether a header holds a credential, which no log may show.
pub(crate) fn is_secret_header(name: &str) -> bool {
    [KEY_HEADER, TOKEN_HEADER, COPY_SOURCE_HEADER]
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret))
}

/// A credential that does not change: a resource key, or a token that somebody got elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub enum Credential {
    /// A resource key, sent as `Ocp-Apim-Subscription-Key`.
    Key(String),
    /// A token, sent as `Authorization: Bearer`.
    Token(String),
}

impl Credential {
    /// Puts the credential among the request's headers.
    pub fn authorize(&self, request: &mut Request) {
        match self {
            Self::Key(key) => request.headers.set(KEY_HEADER, key),
            Self::Token(token) => request.headers.set(TOKEN_HEADER, format!("Bearer {token}")),
        }
    }

    /// The secret itself, for taking it out of texts.
    pub fn secret(&self) -> &str {
        match self {
            Self::Key(secret) | Self::Token(secret) => secret,
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key(…)",
            Self::Token(_) => "Token(…)",
        })
    }
}
