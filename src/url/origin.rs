//! An origin: the scheme, host and port to which a credential belongs.

use crate::text::{digits, whole};

/// An origin (RFC 6454) of `http` or `https` in normal form. Two origins are the same exactly if
/// they are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    secure: bool,
    /// The host in lower case.
    host: String,
    /// The origin as a text, such as `https://contoso.example`.
    text: String,
}

impl Origin {
    /// Parses `host` or `host:port`.
    pub(super) fn parse(secure: bool, authority: &str) -> Result<Self, &'static str> {
        if authority.contains('@') {
            return Err("it contains a user name, which can hide the real host");
        }
        let (host, port) = match authority.strip_prefix('[') {
            Some(_) => {
                let end = authority.find(']').ok_or("its host is not closed with ]")?;
                authority.split_at_checked(end + 1).ok_or("it has no host")?
            }
            None => authority
                .split_at_checked(authority.find(':').unwrap_or(authority.len()))
                .ok_or("it has no host")?,
        };
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => None,
            number => match number.and_then(whole).map(u16::try_from) {
                Some(Ok(port)) => Some(port),
                _ => return Err("its port is not a port number"),
            },
        };
        if !is_plain_host(host) {
            return Err("its host is not a plain host name or address (write other alphabets in \
                        their xn-- form)");
        }
        let host = host.to_ascii_lowercase();
        let (scheme, default_port) = if secure { ("https", 443) } else { ("http", 80) };
        // Question answering sends `:443` (docs/contracts/azure-language.md#urls-ids-and-dates).
        let text = match port.filter(|port| *port != default_port) {
            Some(port) => text!("{}://{}:{}", scheme, host, digits(port.into())),
            None => text!("{}://{}", scheme, host),
        };
        Ok(Self { secure, host, text })
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Returns whether the host is always this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host.as_str();
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "[::1]"
            || (host.starts_with("127.") && is_dotted_quad(host))
    }
}

impl AsRef<str> for Origin {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// Returns whether every URL parser reads this host in the same way. Such hosts consist of letters,
/// digits, dots, hyphens and underscores, or are an IPv6 address in brackets. URL parsers treat a
/// host that ends in a number as an address. It must be a dotted quad, so that `0x7f.1` or
/// `2130706433` cannot mean another host.
fn is_plain_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.contains(':')
            && address.bytes().all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte));
    }
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next().unwrap_or_default();
    let numeric = last.starts_with(|first: char| first.is_ascii_digit());
    plain && !host.is_empty() && !host.starts_with('.') && (!numeric || is_dotted_quad(host))
}

fn is_dotted_quad(host: &str) -> bool {
    host.split('.').count() == 4
        && host.split('.').all(|part| {
            whole(part).is_some_and(|n| n < 256) && (part == "0" || !part.starts_with('0'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_port_and_the_case_of_the_host_do_not_matter() {
        let plain = Origin::parse(true, "contoso.cognitiveservices.azure.com").unwrap();
        let spelled = Origin::parse(true, "Contoso.CognitiveServices.azure.com:443").unwrap();
        assert_eq!(plain, spelled);
        assert_ne!(plain, Origin::parse(true, "contoso.cognitiveservices.azure.com:444").unwrap());
        assert_ne!(plain, Origin::parse(false, "contoso.cognitiveservices.azure.com").unwrap());
    }

    #[test]
    fn hosts_on_which_parsers_differ_are_refused() {
        for authority in [
            "",
            ":443",
            "good.com@evil.com",
            "good.com:80@evil.com",
            "a b",
            "a%2eb",
            "ä.de",
            "a\\b",
            "0x7f.1",
            "2130706433",
            "127.1",
            "127.0.0.01",
            "[::1",
            "[::1]evil.com",
            "[::1]443",
            "[zz]",
            "a:99999",
            "a:x",
            "a:-1",
            ".a",
        ] {
            assert!(Origin::parse(true, authority).is_err(), "{authority}");
        }
    }

    #[test]
    fn loopback_is_only_this_machine() {
        for host in ["localhost", "LOCALHOST:8080", "app.localhost", "127.0.0.1:1", "[::1]:3000"] {
            assert!(Origin::parse(false, host).unwrap().is_loopback(), "{host}");
        }
        for host in ["localhost.evil.com", "127.0.0.1.evil.com", "10.0.0.1", "notlocalhost"] {
            assert!(!Origin::parse(false, host).unwrap().is_loopback(), "{host}");
        }
    }
}
