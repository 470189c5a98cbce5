//! Checks rules that the form of a description cannot express: its parts fit together, nothing in
//! it can send a request to another origin, and only a stated success is a success.

mod operation;
mod parts;
mod request;

use super::reader::Mistakes;
use super::{CredentialKind, DescribedLimits, DescribedPace, ServiceDescription};
use crate::url::Base;
use parts::{check_header_name, check_header_value};

/// The longest name of a service or an operation.
const LONGEST_NAME: usize = 100;

/// Checks a description whose form is valid.
pub(super) fn check(description: &ServiceDescription, mistakes: &mut Mistakes) {
    let ServiceDescription { name, endpoint, credential, operations, limits, pace, .. } =
        description;
    mistakes.at("name", |it| check_name(it, name));
    if let Some(endpoint) = endpoint {
        mistakes.at("endpoint", |it| check_endpoint(it, endpoint));
    }
    if let Some(day) = &description.read_on
        && !is_day(day)
    {
        mistakes.at("readOn", |it| it.add("invalid", "Write the day as 2026-11-27."));
    }
    mistakes.at("credential", |it| {
        match (credential.kind, &credential.name) {
            (CredentialKind::Header, None) => {
                it.at("name", |it| it.add("missing", "It is missing. Name the header of the key."));
            }
            (CredentialKind::Header, Some(name)) => it.at("name", |it| check_header_name(it, name)),
            (_, Some(_)) => it.at("name", |it| it.add("invalid", ONLY_HEADER)),
            (_, None) => {}
        }
        if let Some(prefix) = &credential.prefix {
            it.at("prefix", |it| {
                check_header_value(it, prefix);
                if credential.kind != CredentialKind::Header {
                    it.add("invalid", ONLY_HEADER);
                }
            });
        }
        if credential.scope.is_some() && credential.kind != CredentialKind::Bearer {
            it.at("scope", |it| {
                it.add("invalid", "Only a token has a scope: remove it, or set kind to bearer.")
            });
        }
    });
    mistakes.at("operations", |it| {
        if operations.is_empty() {
            it.add("missing", "It is empty. A service has at least one operation.");
        }
        let names: Vec<&str> = operations.iter().map(|(name, _)| name.as_str()).collect();
        for (name, operation) in operations {
            it.at(name, |it| {
                check_name(it, name);
                operation::check(it, credential, operation, &names);
            });
        }
    });
    if let Some(limits) = limits {
        mistakes.at("limits", |it| check_limits(it, limits));
    }
    if let Some(pace) = pace {
        mistakes.at("pace", |it| check_pace(it, pace));
    }
}

const ONLY_HEADER: &str =
    "Only a key in a header has this member: remove it, or set kind to header.";

fn check_name(mistakes: &mut Mistakes, name: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(is_plain) {
        mistakes
            .add("invalid", "A name has 1 to 100 letters, digits, hyphens, underscores and dots.");
    }
}

fn check_endpoint(mistakes: &mut Mistakes, endpoint: &str) {
    match Base::parse(endpoint) {
        Err(why) => mistakes.add("invalid", text!("It cannot be used: {}.", why)),
        Ok(base) if !base.origin.is_secure() && !base.origin.is_loopback() => {
            mistakes.add("invalid", "It must begin with https: (http: is for loopback).");
        }
        Ok(_) => {}
    }
}

/// `yyyy-MM-dd`
fn is_day(text: &str) -> bool {
    let shape = |(byte, expected): (u8, u8)| match expected {
        b'0' => byte.is_ascii_digit(),
        mark => byte == mark,
    };
    text.len() == 10 && text.bytes().zip(*b"0000-00-00").all(shape)
}

fn check_limits(mistakes: &mut Mistakes, limits: &DescribedLimits) {
    for (name, count) in [
        ("submissionsPerMinute", limits.submissions_per_minute),
        ("submissionsPerDay", limits.submissions_per_day),
        ("readsPerMinute", limits.reads_per_minute),
        ("running", limits.running),
    ] {
        if count == Some(0) {
            mistakes
                .at(name, |it| it.add("outOfRange", "It is 0. Leave it out if there is no limit."));
        }
    }
    if limits.submissions_per_minute.is_some() && limits.submissions_per_day.is_some() {
        mistakes.at("submissionsPerDay", |it| {
            it.add("invalid", "Give a limit for a minute or for a day, not both.")
        });
    }
}

fn check_pace(mistakes: &mut Mistakes, pace: &DescribedPace) {
    if let (Some(shortest), Some(longest)) = (pace.interval_ms, pace.max_interval_ms)
        && shortest > longest
    {
        mistakes.at("maxIntervalMs", |it| it.add("invalid", "It is shorter than intervalMs."));
    }
}
