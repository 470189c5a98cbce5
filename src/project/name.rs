//! Checks the names that the service accepts.

use crate::json::utf16_len;

/// Returns whether this is a valid project name: at most 50 of `[A-Za-z0-9_.-]` [DOC service
/// limits].
pub(crate) fn is_project_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    (1..=50).contains(&name.len()) && name.bytes().all(fits)
}

/// Returns whether this is a valid blob container name [DOC "Naming and referencing containers"].
pub(crate) fn is_container_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let at_edge = |name: &str| name.starts_with('-') || name.ends_with('-');
    // Names that the storage service reserves for itself.
    let reserved = matches!(name, "$root" | "$web" | "$logs");
    reserved
        || ((3..=63).contains(&name.len())
            && name.bytes().all(fits)
            && !at_edge(name)
            && !name.as_bytes().windows(2).any(|two| two == b"--"))
}

/// Returns whether this is a valid name for an intent, entity or class: at most 50 characters,
/// without those that the service refuses [DOC service limits].
pub(crate) fn is_category_name(name: &str) -> bool {
    (1..=50).contains(&utf16_len(name.as_bytes()))
        && !name.bytes().any(|byte| b":$&%*()+~#/?".contains(&byte))
}

/// Returns whether this has the form of a BCP 47 tag: a language of letters, then subtags of up to
/// eight letters and digits. The service decides whether it supports the language.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Returns whether this has the form of an api-version: a date, optionally followed by `-preview`.
pub(crate) fn is_api_version(text: &str) -> bool {
    let date = text.strip_suffix("-preview").unwrap_or(text).as_bytes();
    date.len() == 10
        && date.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
