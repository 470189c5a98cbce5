//! Removes credentials from URLs.

use std::borrow::Cow;

use super::decode;

/// Parameters that hold a credential: of Azure API Management, of Azure Functions and shared access
/// signatures (`code`, `sig`), of OAuth 2 (RFC 6749, RFC 6750), and of AWS and Google.
const NAMES: [&str; 17] = [
    "access_token",
    "apikey",
    "auth",
    "authorization",
    "client_assertion",
    "code",
    "id_token",
    "jwt",
    "key",
    "passwd",
    "password",
    "pwd",
    "refresh_token",
    "secret",
    "sig",
    "token",
    "x-amz-credential",
];

/// Endings of other such names: `subscription-key`, `api_key`, `X-Amz-Security-Token`.
const ENDINGS: [&str; 4] = ["key", "token", "secret", "signature"];

/// Limit on the characters of a URL in a message.
const SHOWN_CHARACTERS: usize = 300;

fn is_secret(name: &str) -> bool {
    let name = decode(name).to_ascii_lowercase();
    let ends_so = |ending: &&str| {
        name.strip_suffix(*ending).is_some_and(|before| before.ends_with(['-', '_']))
    };
    NAMES.contains(&name.as_str()) || ENDINGS.iter().any(ends_so)
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

/// Returns whether the query of a URL contains a credential.
pub(crate) fn has_secret(url: &str) -> bool {
    url.split_once('?').is_some_and(|(_, query)| query.split('&').any(|it| is_secret(name_of(it))))
}

/// Returns a URL without the parameters that hold a credential. Otherwise anyone who finds the URL
/// in storage could use it. Requests carry their credential in a header.
pub(crate) fn without_secrets(url: &str) -> Cow<'_, str> {
    if !has_secret(url) {
        return Cow::Borrowed(url);
    }
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let mut clean = before.to_owned();
    for pair in query.split('&').filter(|pair| !is_secret(name_of(pair))) {
        clean.push(if clean.len() == before.len() { '?' } else { '&' });
        clean.push_str(pair);
    }
    Cow::Owned(clean)
}

/// Returns a URL from a person for use in a message: without credentials, and shortened.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = without_secret_parts(text);
    if let Some((cut, _)) = shown.char_indices().nth(SHOWN_CHARACTERS) {
        shown.truncate(cut);
        shown.push('…');
    }
    shown
}

/// Returns a URL without user name and password, without parameters that hold a credential, and
/// without its fragment, which can hold one too. The text need not be a valid URL.
fn without_secret_parts(text: &str) -> String {
    let text = without_secrets(text.split('#').next().unwrap_or_default());
    let (head, query) =
        text.split_at_checked(text.find('?').unwrap_or(text.len())).unwrap_or_default();
    let (scheme, rest) = match head.split_once("//") {
        Some((scheme, rest)) if !scheme.contains(['/', '@']) => (scheme, rest),
        _ => ("", head),
    };
    // Parsers disagree on where a host ends. So everything that may precede an @ is removed.
    let path_at = if rest.contains('\\') { None } else { rest.find('/') };
    let (authority, path) =
        rest.split_at_checked(path_at.unwrap_or(rest.len())).unwrap_or_default();
    let mut shown = String::new();
    if !scheme.is_empty() {
        shown.push_str(scheme);
        shown.push_str("//");
    }
    match authority.rsplit_once('@') {
        Some((_, host)) => {
            shown.push_str("…@");
            shown.push_str(host);
        }
        None => shown.push_str(authority),
    }
    shown.push_str(path);
    shown.push_str(query);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_hold_a_credential_are_cut_and_the_others_stay() {
        for (url, clean) in [
            ("https://a/x?api-version=1&subscription-key=s3cret", "https://a/x?api-version=1"),
            ("https://a/x?Subscription-Key=s3cret&api-version=1", "https://a/x?api-version=1"),
            ("https://a/x?sig=s3cret", "https://a/x"),
            ("https://a/x?a=1&code=s3cret&b=2&access_token=s3cret", "https://a/x?a=1&b=2"),
            ("https://a/x?subscription%2Dkey=s3cret&a", "https://a/x?a"),
            ("https://a/x?X-Amz-Signature=s3cret&token", "https://a/x"),
            (
                "https://a/x?skiptoken=1&keyword=2&assetKind=3",
                "https://a/x?skiptoken=1&keyword=2&assetKind=3",
            ),
            ("https://a/key=1", "https://a/key=1"),
        ] {
            assert_eq!(without_secrets(url), clean);
            assert!(!has_secret(clean), "{clean}");
        }
    }

    #[test]
    fn a_message_shows_no_password() {
        for (text, clean) in [
            ("https://mia:s3cret@a.com/x?y=1", "https://…@a.com/x?y=1"),
            ("https://mia:s3cret@b@a.com/x", "https://…@a.com/x"),
            ("https:\\\\mia:s3c/ret@a.com\\x", "…@a.com\\x"),
            ("mia:s3cret@a.com", "…@a.com"),
            ("//s3cret@a.com/x", "…@a.com/x"),
            ("https://a.com/x?code=s3cret#access_token=s3cret", "https://a.com/x"),
            ("https://a.com/users/mia@b.com", "https://a.com/users/mia@b.com"),
        ] {
            assert_eq!(shown(text), clean, "{text}");
        }
        assert_eq!(shown(&"x".repeat(1_000)).chars().count(), 301);
    }
}
