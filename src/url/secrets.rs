//! Credentials within URLs: found, removed before a URL is stored, and hidden in messages.

use std::borrow::Cow;

use crate::Secrets;

use super::decode;

/// Parameters that hold a credential: of Azure API Management, of Azure Functions and shared access
/// signatures (`code`, `sig`), of OAuth 2 (RFC 6749, RFC 6750), and of AWS and Google (`signature`).
const NAMES: [&str; 18] = [
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
    "signature",
    "token",
    "x-amz-credential",
];

/// Endings of other such names: `subscription-key`, `api_key`, `X-Amz-Security-Token`.
const ENDINGS: [&str; 4] = ["key", "token", "secret", "signature"];

/// The parameters whose values a message shows. Any other value may be a key, a token or a signature.
const SHOWN: [&str; 4] = ["api-version", "id", "jobid", "operationid"];

/// Replaces a value that was removed.
const REDACTED: &str = "[redacted]";

/// Limit on the characters of a redacted URL. No URL of a service is longer.
const MAX_CHARACTERS: usize = 2_048;

/// Limit on the characters of a URL in a message.
const MESSAGE_CHARACTERS: usize = 300;

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

/// Returns the credentials in the query of a URL, for removing them from an answer that repeats it.
pub(crate) fn secrets_in(url: &str) -> Secrets {
    let mut secrets = Secrets::default();
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if is_secret(name) {
            secrets.add(&decode(value));
        }
    }
    secrets
}

/// Returns a URL without anything that may be a credential: without user name, password and
/// fragment, and without the values of all parameters that are not known to be harmless. The text
/// need not be a valid URL.
pub(crate) fn redacted(text: &str) -> String {
    let text: String =
        text.trim().chars().filter(|it| !it.is_control()).take(MAX_CHARACTERS).collect();
    let text = text.split('#').next().unwrap_or_default();
    let (location, query) = text.split_once('?').unwrap_or((text, ""));
    let mut redacted = without_user(location);
    for (at, pair) in query.split('&').filter(|pair| !pair.is_empty()).enumerate() {
        redacted.push(if at == 0 { '?' } else { '&' });
        match pair.split_once('=') {
            Some((name, _)) if SHOWN.iter().any(|it| it.eq_ignore_ascii_case(name)) => {
                redacted.push_str(pair);
            }
            Some((name, _)) => redacted.extend([name, "=", REDACTED]),
            None => redacted.push_str(REDACTED),
        }
    }
    redacted
}

/// Returns a URL as a message shows it: redacted, and not too long.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = redacted(text);
    if let Some((cut, _)) = shown.char_indices().nth(MESSAGE_CHARACTERS) {
        shown.truncate(cut);
        shown.push('…');
    }
    shown
}

/// Removes the user name and password. Browsers treat a backslash as a slash, and parsers differ in
/// where a host ends; so with a backslash, everything before the last `@` goes.
fn without_user(location: &str) -> String {
    let is_slash = |it: char| matches!(it, '/' | '\\');
    let rest = match location.split_once(':') {
        // Without a slash, what looks like a scheme is the user name.
        Some((scheme, rest))
            if rest.starts_with(is_slash)
                && scheme.bytes().all(|it| it.is_ascii_alphanumeric()) =>
        {
            rest
        }
        _ => location,
    };
    let rest = rest.trim_start_matches(is_slash);
    let scheme = location.strip_suffix(rest).unwrap_or_default();
    let path_at = if rest.contains('\\') { None } else { rest.find('/') };
    let (authority, path) =
        rest.split_at_checked(path_at.unwrap_or(rest.len())).unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((_, host)) => text!("{}{}{}", scheme, host, path),
        None => location.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parameters_that_hold_a_credential_are_cut_and_the_others_stay() {
        for (url, clean) in [
            ("https://a/x?api-version=1&subscription-key=s3cret", "https://a/x?api-version=1"),
            ("https://a/x?Subscription-Key=s3cret&api-version=1", "https://a/x?api-version=1"),
            ("https://a/x?sig=s3cret", "https://a/x"),
            ("https://a/x?a=1&code=s3cret&b=2&access_token=s3cret", "https://a/x?a=1&b=2"),
            ("https://a/x?subscription%2Dkey=s3cret&a", "https://a/x?a"),
            ("https://a/x?X-Amz-Signature=s3cret&token", "https://a/x"),
            ("https://a/x?Expires=1&Signature=s3cret", "https://a/x?Expires=1"),
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
    fn what_may_be_a_credential_is_not_shown() {
        for (seen, expected) in [
            (
                "https://a.example/jobs/1?api-version=2023-04-01",
                "https://a.example/jobs/1?api-version=2023-04-01",
            ),
            ("https://u:s3cret@a.example/x", "https://a.example/x"),
            ("https://u:s3cret@b@a.example/x", "https://a.example/x"),
            ("https:/u:s3cret@a.example/x", "https:/a.example/x"),
            ("https:\\\\u:s3c/ret@a.example\\x", "https:\\\\a.example\\x"),
            ("//u:s3cret@a.example", "//a.example"),
            ("u:s3cret@a.example/x", "a.example/x"),
            ("https://a.example/p@q/x", "https://a.example/p@q/x"),
            (
                "https://a.example/x?subscription-key=s3cret&jobId=7#s3cret",
                "https://a.example/x?subscription-key=[redacted]&jobId=7",
            ),
            ("/x?s3cret", "/x?[redacted]"),
            ("not a url", "not a url"),
            ("", ""),
        ] {
            assert_eq!(redacted(seen), expected, "{seen}");
            assert_eq!(shown(seen), expected, "{seen}");
        }
        assert_eq!(shown(&"x".repeat(1_000)).chars().count(), 301);
    }

    #[test]
    fn credentials_of_a_url_are_redacted_from_answers() {
        let secrets =
            secrets_in("https://a.example/x?se=2026&sig=s3%2Fcret%3D&X-Amz-Signature=0f8f");
        for repeated in ["s3/cret=", "s3%2Fcret%3D", "s3\\/cret=", "0f8f"] {
            let mut text = format!("no {repeated}, sorry");
            secrets.redact_text(&mut text);
            assert_eq!(text, "no [redacted], sorry");
        }
    }

    proptest! {
        #[test]
        fn no_text_brings_it_down_or_gets_a_password_through(
            before in "[a-z:/\\\\.]{0,12}", after in any::<String>(),
        ) {
            let _ = redacted(&after);
            let shown = redacted(&format!("https://{before}u:hunter2@a.example/{after}"));
            prop_assert!(before.contains(['/', '\\']) || !shown.contains("hunter2"), "{shown}");
        }
    }
}
