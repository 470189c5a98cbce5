//! Prepares URLs for error messages.

/// Limit on the characters of a URL. No URL of a service is longer.
const MAX_CHARACTERS: usize = 2_048;

/// The parameters whose values are shown. Any other value may be a key, a token or a signature.
const SHOWN: [&str; 4] = ["api-version", "id", "jobid", "operationid"];

/// Replaces what was removed.
const CUT: &str = "[redacted]";

/// Returns a URL without anything that may be a credential: without user name, password and
/// fragment, and without the values of all parameters that are not known to be harmless. The text
/// need not be a valid URL.
pub(crate) fn without_credentials(text: &str) -> String {
    let text: String =
        text.trim().chars().filter(|it| !it.is_control()).take(MAX_CHARACTERS).collect();
    let text = text.split('#').next().unwrap_or_default();
    let (address, query) = text.split_once('?').unwrap_or((text, ""));
    let mut shown = without_user(address);
    for (at, pair) in query.split('&').filter(|pair| !pair.is_empty()).enumerate() {
        shown.push(if at == 0 { '?' } else { '&' });
        match pair.split_once('=') {
            Some((name, _)) if SHOWN.iter().any(|it| it.eq_ignore_ascii_case(name)) => {
                shown.push_str(pair);
            }
            Some((name, _)) => shown.extend([name, "=", CUT]),
            None => shown.push_str(CUT),
        }
    }
    shown
}

/// Removes the user name and password. Browsers treat a backslash as a slash.
fn without_user(address: &str) -> String {
    let is_slash = |it: char| matches!(it, '/' | '\\');
    let scheme =
        address.split_once(':').filter(|(it, _)| it.bytes().all(|it| it.is_ascii_alphanumeric()));
    let (scheme, rest) = scheme.unwrap_or(("", address));
    let authority = rest.trim_start_matches(is_slash).split(is_slash).next().unwrap_or_default();
    let Some((user, _)) = authority.rsplit_once('@') else { return address.to_owned() };
    // Without a slash, what looked like a scheme is the user name.
    let scheme = if rest.starts_with(is_slash) { scheme } else { "" };
    let colon = if scheme.is_empty() { "" } else { ":" };
    [scheme, colon, &rest.replacen(&[user, "@"].concat(), "", 1)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_may_be_a_credential_is_cut() {
        for (seen, shown) in [
            (
                "https://a.example/jobs/1?api-version=2023-04-01",
                "https://a.example/jobs/1?api-version=2023-04-01",
            ),
            ("https://u:secret@a.example/x", "https://a.example/x"),
            ("https:\\\\u:secret@a.example\\x", "https:\\\\a.example\\x"),
            ("//u:secret@a.example", "//a.example"),
            ("u:secret@a.example/x", "a.example/x"),
            ("https://a.example/p@q/x", "https://a.example/p@q/x"),
            (
                "https://a.example/x?subscription-key=secret&jobId=7#secret",
                "https://a.example/x?subscription-key=[redacted]&jobId=7",
            ),
            ("/x?secret", "/x?[redacted]"),
            ("not a url", "not a url"),
            ("", ""),
        ] {
            assert_eq!(without_credentials(seen), shown, "{seen}");
        }
    }

    proptest! {
        #[test]
        fn no_text_brings_it_down_or_gets_a_password_through(
            before in "[a-z:/\\\\.]{0,12}", after in any::<String>(),
        ) {
            let _ = without_credentials(&after);
            let shown = without_credentials(&format!("https://{before}u:hunter2@a.example/{after}"));
            prop_assert!(before.contains(['/', '\\']) || !shown.contains("hunter2"), "{shown}");
        }
    }
}
