//! Builds URLs, and checks URLs from outside.
//!
//! A full URL parser would be larger than the rest of the module. Only two operations are needed:
//! joining an endpoint with encoded segments, and deciding whether a URL from a service or a user
//! is on an origin that may see the credential. For the second, [`AbsoluteUrl`] accepts a plain
//! subset of URLs on which every URL parser agrees, and refuses the rest.

mod absolute;
mod base;
mod encode;
mod origin;
mod percent;
mod secrets;

pub(crate) use absolute::{AbsoluteUrl, decode, has_parameter};
pub(crate) use base::Base;
pub(crate) use encode::{PathSegment, Query};
pub(crate) use origin::Origin;
pub(crate) use secrets::{has_secret, redacted, secrets_in, shown, without_secrets};

/// Returns the origin of a URL in normal form, or an empty string if it has none.
pub(crate) fn origin_of(url: &str) -> String {
    AbsoluteUrl::parse(url).map(|url| url.origin.as_ref().to_owned()).unwrap_or_default()
}
