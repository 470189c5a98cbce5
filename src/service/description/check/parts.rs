//! Checks the texts of a description: headers, JSON pointers and templates.

use super::super::reader::Mistakes;
use super::super::template::{Part, parts};
use super::super::{Condition, Place};
use crate::error::one_of;
use crate::http::is_header;
use crate::text::nearest;
use crate::url::decode;

/// Headers that a description cannot set, because they decide where a request goes or who sends it.
const FORBIDDEN: [&str; 7] = [
    "authorization",
    "connection",
    "content-length",
    "cookie",
    "host",
    "proxy-authorization",
    "transfer-encoding",
];

/// The purpose of a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// One value of an answer.
    Value,
    /// Several values of an answer.
    Values,
    /// The URL of a job.
    JobUrl,
    /// The URL of files.
    Files,
    /// The URL of a further request.
    Via,
}

pub(super) fn check_header_name(mistakes: &mut Mistakes, name: &str) {
    if !is_header(name, "") {
        mistakes.add("invalid", text!("\"{}\" cannot be the name of a header.", name));
    } else if FORBIDDEN.iter().any(|other| other.eq_ignore_ascii_case(name)) {
        mistakes.add("invalid", text!("A description cannot set the header {}.", name));
    }
}

pub(super) fn check_header_value(mistakes: &mut Mistakes, value: &str) {
    if !is_header("x", value) {
        mistakes.add(
            "invalid",
            "It contains a character that no header can have, such as a line break.",
        );
    }
}

/// Checks a JSON pointer. `many` allows the segment `*`.
pub(super) fn check_pointer(mistakes: &mut Mistakes, pointer: &str, many: bool) {
    let is_pointer = pointer.is_empty() || pointer.starts_with('/');
    let is_escaped = pointer.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
    if !is_pointer || !is_escaped {
        mistakes.add(
            "invalid",
            text!(
                "\"{}\" is not a JSON pointer. One begins with a slash, such as /status.",
                pointer
            ),
        );
    } else if !many && pointer.split('/').any(|segment| segment == "*") {
        mistakes.add(
            "invalid",
            "It names several members, and only one can be used here. Replace * by 0.",
        );
    }
}

/// Checks a template of a path. `known` has the names that it may have.
pub(super) fn check_path(
    mistakes: &mut Mistakes,
    path: &str,
    known: &[&str],
    may_begin_with_job: bool,
) {
    let below = if may_begin_with_job { path.strip_prefix("{job}") } else { None };
    let is_absolute = path.starts_with('/') && !path.starts_with("//");
    if below.is_none() && !is_absolute {
        let advice = if may_begin_with_job {
            "A path begins with one slash, or with {job}."
        } else {
            "A path begins with one slash."
        };
        return mistakes.add("invalid", advice);
    }
    let below = below.unwrap_or(path);
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\\#\"<>^`|".contains(&byte);
    if !below.bytes().all(is_plain) {
        return mistakes.add(
            "invalid",
            "It contains a character that a path cannot have, such as a space, # or \\.",
        );
    }
    let is_dotted = |segment: &str| matches!(decode(segment).as_str(), "." | "..");
    if below.split(['/', '?']).any(is_dotted) {
        return mistakes.add("invalid", "It contains the segment . or .., which changes the path.");
    }
    check_names(mistakes, below, known);
}

/// Checks the names in braces of a template.
pub(super) fn check_names(mistakes: &mut Mistakes, template: &str, known: &[&str]) {
    let Some(parts) = parts(template) else {
        return mistakes
            .add("invalid", "Its braces do not match. Write a name in braces, such as {id}.");
    };
    for part in parts {
        let Part::Name { name, .. } = part else { continue };
        if !known.contains(&name) {
            mistakes.add("unknownName", unknown_name(name, known));
        }
    }
}

pub(super) fn unknown_name(name: &str, known: &[&str]) -> String {
    if known.is_empty() {
        return text!("\"{}\" is not a known name here. Write the value itself.", name);
    }
    text!(
        "\"{}\" is not a known name here. The nearest is \"{}\"; the known names are {}.",
        name,
        nearest(name, known),
        one_of(known)
    )
}

/// Checks a list of places.
pub(super) fn check_places(
    mistakes: &mut Mistakes,
    name: &str,
    places: &[Place],
    of: Use,
    known: &[&str],
) {
    mistakes.at(name, |it| {
        for (at, place) in places.iter().enumerate() {
            it.at_item(at, |it| check_place(it, place, of, known));
        }
    });
}

pub(super) fn check_place(mistakes: &mut Mistakes, place: &Place, of: Use, known: &[&str]) {
    let given = [
        place.body.is_some(),
        place.header.is_some(),
        place.path.is_some(),
        place.request.is_some(),
    ];
    check_one_of(mistakes, &given, "body, header, path and request");
    if let Some(pointer) = &place.body {
        mistakes
            .at("body", |it| check_pointer(it, pointer, matches!(of, Use::Values | Use::Files)));
    }
    if let Some(header) = &place.header {
        mistakes.at("header", |it| check_answer_header(it, header));
    }
    if let Some(path) = &place.path {
        mistakes.at("path", |it| match of {
            Use::Value | Use::Values => {
                it.add("invalid", "Only a URL can be given as a path: name a member or a header.")
            }
            Use::JobUrl => check_path(it, path, known, false),
            Use::Files | Use::Via => {
                let with = place.with.iter().map(|(name, _)| name.as_str());
                let known: Vec<&str> = known.iter().copied().chain(with).collect();
                check_path(it, path, &known, true);
            }
        });
    }
    mistakes.at("with", |it| {
        if !place.with.is_empty() && (place.path.is_none() || of == Use::JobUrl) {
            it.add(
                "invalid",
                "Only the path of a file or of `result.via` can have names from the answer.",
            );
        }
        for (name, pointer) in &place.with {
            it.at(name, |it| check_pointer(it, pointer, false));
        }
    });
    if place.request.is_some() && !matches!(of, Use::JobUrl | Use::Via) {
        mistakes.at("request", |it| {
            it.add(
                "invalid",
                "Only the URL of a job and `result.via` can be that of the submission.",
            )
        });
    }
    if place.operation.is_some() && of != Use::JobUrl {
        mistakes.at("operation", |it| {
            it.add("invalid", "Only the URL of a job can be that of another operation.")
        });
    }
    if place.of.is_some() && (of != Use::Via || place.header.is_none()) {
        mistakes.at("of", |it| {
            it.add("invalid", "Only a header in `result.via` can be from another answer.")
        });
    }
}

/// Checks the name of a header of an answer.
pub(super) fn check_answer_header(mistakes: &mut Mistakes, name: &str) {
    if !is_header(name, "") {
        mistakes.add("invalid", text!("\"{}\" cannot be the name of a header.", name));
    }
}

pub(super) fn check_one_of(mistakes: &mut Mistakes, given: &[bool], names: &str) {
    if given.iter().filter(|is_given| **is_given).count() != 1 {
        mistakes.add("invalid", text!("Give exactly one of {}.", names));
    }
}

/// Checks a list of conditions.
pub(super) fn check_conditions(mistakes: &mut Mistakes, name: &str, conditions: &[Condition]) {
    mistakes.at(name, |it| {
        for (at, condition) in conditions.iter().enumerate() {
            let Condition { body, header, http, is } = condition;
            it.at_item(at, |it| {
                check_one_of(
                    it,
                    &[body.is_some(), header.is_some(), !http.is_empty()],
                    "body, header and http",
                );
                if let Some(pointer) = body {
                    it.at("body", |it| check_pointer(it, pointer, true));
                }
                if let Some(header) = header {
                    it.at("header", |it| check_answer_header(it, header));
                }
                check_statuses(it, "http", http);
                let is_scalar = |value: &&str| !value.starts_with(['{', '[']) && *value != "null";
                if !is.iter().all(|value| is_scalar(&value.0.as_str())) {
                    it.at("is", |it| it.add("wrongType", "Give texts, numbers, true or false."));
                }
            });
        }
    });
}

/// Checks a list of HTTP statuses.
pub(super) fn check_statuses(mistakes: &mut Mistakes, name: &str, statuses: &[u16]) {
    mistakes.at(name, |it| {
        for (at, status) in statuses.iter().enumerate() {
            if *status < 100 {
                it.at_item(at, |it| {
                    it.add("outOfRange", "An HTTP status is a number from 100 to 599.")
                });
            }
        }
    });
}
