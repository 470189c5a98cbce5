//! The caller's credential. Only this file puts a secret into a request.

use std::fmt;

use crate::Request;

const KEY_HEADER: &str = "Ocp-Apim-Subscription-Key";
const TOKEN_HEADER: &str = "Authorization";

/// The header of Blob storage that holds a signed URL.
const COPY_SOURCE_HEADER: &str = "x-ms-copy-source";

/// Returns whether a header holds a credential, which no log may show.
pub(crate) fn is_secret_header(name: &str) -> bool {
    let is_known = [KEY_HEADER, TOKEN_HEADER, COPY_SOURCE_HEADER]
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret));
    // The key of a described service is in a header of any name.
    is_known || header_secret(name, "0123456789").is_some()
}

/// A fixed credential: a resource key, or a token.
#[derive(Clone, PartialEq, Eq)]
pub enum Credential {
    /// A resource key, sent as `Ocp-Apim-Subscription-Key`.
    Key(String),
    /// A token, sent as `Authorization: Bearer`.
    Token(String),
    /// A key in a header of another name.
    Header(Box<HeaderKey>),
}

/// A key in a header of any name.
#[derive(Clone, PartialEq, Eq)]
pub struct HeaderKey {
    /// The header, such as `X-Api-Key`.
    name: String,
    /// The text before the key, such as `SSWS `.
    prefix: String,
    key: String,
}

/// Returns the secret in a header that the caller adds, such as a CSRF token. Answers that repeat
/// it are redacted. The value is a secret if the header has the name of one, or if it looks random.
/// A name such as `contoso` or `XMLHttpRequest` is not a secret.
pub fn header_secret<'a>(name: &str, value: &'a str) -> Option<&'a str> {
    const SECRETIVE: [&str; 10] = [
        "auth",
        "cookie",
        "csrf",
        "key",
        "pass",
        "secret",
        "session",
        "signature",
        "token",
        "xsrf",
    ];
    // Not `str::contains`, which brings a kilobyte of string search.
    let holds = |word: &&str| {
        name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    let is_named = SECRETIVE.iter().any(holds);
    let is_random = value.len() >= 16 && !value.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_authorization = name.eq_ignore_ascii_case(TOKEN_HEADER);
    let secret = value.split_once(' ').filter(|_| is_authorization).map_or(value, |it| it.1);
    // A shorter value could be a word in any answer.
    ((is_named && secret.len() >= 8) || is_random).then_some(secret)
}

/// Returns whether a header holds a credential for a service.
pub(crate) fn is_credential_header(name: &str) -> bool {
    [KEY_HEADER, TOKEN_HEADER].iter().any(|header| name.eq_ignore_ascii_case(header))
}

impl Credential {
    /// Makes a key that is sent in a header of this name, after a prefix.
    pub fn header(name: &str, prefix: &str, key: &str) -> Self {
        let (name, prefix, key) = (name.to_owned(), prefix.to_owned(), key.to_owned());
        Self::Header(Box::new(HeaderKey { name, prefix, key }))
    }

    /// Adds the credential to the request's headers.
    pub fn authorize(&self, request: &mut Request) {
        match self {
            Self::Key(key) => request.headers.set(KEY_HEADER, key),
            Self::Token(token) => request.headers.set(TOKEN_HEADER, text!("Bearer {}", token)),
            Self::Header(it) => request.headers.set(&it.name, text!("{}{}", it.prefix, it.key)),
        }
    }

    /// Returns the secret itself, for redacting texts.
    pub fn secret(&self) -> &str {
        match self {
            Self::Key(secret) | Self::Token(secret) => secret,
            Self::Header(it) => &it.key,
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key(…)",
            Self::Token(_) => "Token(…)",
            Self::Header(_) => "Header(…)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_s_secret_is_what_is_named_or_looks_like_one() {
        for (name, value, secret) in [
            ("X-CSRF-Token", "abcdefgh", Some("abcdefgh")),
            ("RequestVerificationToken", "CfDJ8-x_y", Some("CfDJ8-x_y")),
            ("Authorization", "Bearer abcdefgh", Some("abcdefgh")),
            ("X-Request", "0f8fad5b-d9cb-469f", Some("0f8fad5b-d9cb-469f")),
            ("X-CSRF", "1", None),
            ("X-Tenant", "contoso", None),
            ("X-Requested-With", "XMLHttpRequest", None),
            ("X-Project", "CustomEntityRecognition", None),
        ] {
            assert_eq!(header_secret(name, value), secret, "{name}");
        }
    }
}
