//! Checks the requests of an operation: the submission and its parameters, the status, the
//! cancellation.

use super::super::reader::Mistakes;
use super::super::template::{Part, parts, sole_name};
use super::super::value::check_value;
use super::super::{
    CredentialDescription, DescribedMethod, ParameterDescription, ParameterKind, ParameterPlace,
    SubmissionDescription, Verbatim,
};
use super::parts::{
    check_conditions, check_header_name, check_header_value, check_names, check_path,
    check_statuses, unknown_name,
};
use crate::json::Value;

/// Names that have another meaning in templates.
const RESERVED: [&str; 4] = ["id", "job", "name", "operation"];

/// Checks a submission. Returns the names of its parameters.
pub(super) fn check_submission<'d>(
    mistakes: &mut Mistakes,
    credential: &CredentialDescription,
    submit: &'d SubmissionDescription,
) -> Vec<&'d str> {
    let known: Vec<&str> = submit.parameters.iter().map(|(name, _)| name.as_str()).collect();
    match &submit.path {
        Some(path) => mistakes.at("path", |it| check_path(it, path, &known, false)),
        None if !submit.parameters.is_empty() || submit.body.is_some() => mistakes.at("path", |it| {
            it.add("invalid", "It is missing. A submission that callers make themselves has no parameters and no \
                 body.");
        }),
        None => {}
    }
    check_headers(mistakes, credential, &submit.headers, &known);
    check_query(mistakes, &submit.query, &known);
    check_body(mistakes, submit.body.as_ref(), &known);
    if submit.method == DescribedMethod::Get && has_body(submit) {
        mistakes.at("method", |it| {
            it.add(
                "invalid",
                "A GET has no body: remove `body` and the parameters of the body, or use POST.",
            )
        });
    }
    if let Some(kind) = &submit.content_type {
        mistakes.at("contentType", |it| check_header_value(it, kind));
    }
    for (name, statuses) in [
        ("success", &submit.success),
        ("doneAt", &submit.done_at),
        ("repeatAfter", &submit.repeat_after),
    ] {
        check_statuses(mistakes, name, statuses);
    }
    if submit.repeat_after.iter().any(|status| (200..400).contains(status)) {
        mistakes.at("repeatAfter", |it| {
            it.add(
                "invalid",
                "An accepted submission is never repeated: give the statuses of failures.",
            )
        });
    }
    if submit.done_at.iter().chain(&submit.success).any(|status| *status >= 400) {
        mistakes.at("success", |it| {
            it.add(
                "invalid",
                "A status of 400 or higher does not accept a submission: remove it from `success` and `doneAt`.",
            )
        });
    }
    check_conditions(mistakes, "failedWhen", &submit.failed_when);
    let in_path = submit.path.as_deref().and_then(parts).unwrap_or_default();
    mistakes.at("parameters", |it| {
        for (name, parameter) in &submit.parameters {
            let is_in_path = in_path
                .iter()
                .any(|part| matches!(part, Part::Name { name: other, .. } if *other == name));
            it.at(name, |it| check_parameter(it, credential, name, parameter, is_in_path));
        }
    });
    known
}

fn has_body(submit: &SubmissionDescription) -> bool {
    let is_body = |(_, it): &(String, ParameterDescription)| it.place == ParameterPlace::Body;
    submit.body.is_some() || submit.parameters.iter().any(is_body)
}

fn check_parameter(
    mistakes: &mut Mistakes,
    credential: &CredentialDescription,
    name: &str,
    parameter: &ParameterDescription,
    is_in_path: bool,
) {
    if sole_name(&text!("{}{}{}", "{", name, "}")).is_none() || RESERVED.contains(&name) {
        mistakes.add(
            "invalid",
            "A parameter's name has letters, digits and underscores, and is not id, job, name or \
             operation.",
        );
    }
    let kind = parameter.kind.unwrap_or(ParameterKind::Text);
    let own = parameter.name.as_deref();
    match parameter.place {
        ParameterPlace::Path if !is_in_path => {
            mistakes.at("in", |it| {
                it.add("invalid", text!("The path does not have \"{}\" in braces.", name))
            });
        }
        ParameterPlace::Header => check_own_header(mistakes, credential, own.unwrap_or(name)),
        ParameterPlace::Query => check_query_name(mistakes, own.unwrap_or(name)),
        ParameterPlace::Path | ParameterPlace::Body => {}
    }
    if kind == ParameterKind::Json && parameter.place != ParameterPlace::Body {
        mistakes.at("kind", |it| it.add("invalid", "Only a member of the body can be any JSON."));
    }
    if let Some(join) = &parameter.join {
        mistakes.at("join", |it| {
            if kind != ParameterKind::Texts {
                it.add("invalid", "Only a list is joined: set kind to texts, or remove it.");
            }
            check_header_value(it, join);
        });
    }
    if parameter.most.is_some() && !matches!(kind, ParameterKind::Text | ParameterKind::Texts) {
        mistakes
            .at("most", |it| it.add("invalid", "Only a text and a list have a length: remove it."));
    }
    mistakes.at("oneOf", |it| {
        for (at, choice) in parameter.one_of.iter().enumerate() {
            if !choice.0.starts_with(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
                it.at_item(at, |it| it.add("wrongType", "Give texts or numbers."));
            }
        }
    });
    if let Some(default) = &parameter.default {
        let value = Value::parse(default.0.as_bytes()).unwrap_or(Value::Null);
        if let Err(why) = check_value(parameter, &value) {
            mistakes.at("default", |it| it.add("invalid", text!("It {}", why)));
        }
    }
}

/// Checks the headers that a description adds to a request.
pub(super) fn check_headers(
    mistakes: &mut Mistakes,
    credential: &CredentialDescription,
    headers: &[(String, String)],
    known: &[&str],
) {
    mistakes.at("headers", |it| {
        for (name, value) in headers {
            it.at(name, |it| {
                check_own_header(it, credential, name);
                check_header_value(it, value);
                check_names(it, value, known);
            });
        }
    });
}

fn check_own_header(mistakes: &mut Mistakes, credential: &CredentialDescription, name: &str) {
    check_header_name(mistakes, name);
    if credential.name.as_deref().is_some_and(|key| key.eq_ignore_ascii_case(name)) {
        mistakes.add(
            "invalid",
            "It is the header of the key, which `credential` sets: remove it here.",
        );
    }
}

/// Checks the query that a description adds to a request.
pub(super) fn check_query(mistakes: &mut Mistakes, query: &[(String, String)], known: &[&str]) {
    mistakes.at("query", |it| {
        for (name, value) in query {
            it.at(name, |it| {
                check_query_name(it, name);
                if value.contains(char::is_control) {
                    it.add("invalid", "It contains a control character: remove it.");
                }
                check_names(it, value, known);
            });
        }
    });
}

pub(super) fn check_query_name(mistakes: &mut Mistakes, name: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~$:".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_plain) {
        mistakes
            .add("invalid", "A query parameter's name has letters, digits and any of - _ . ~ $ :");
    }
}

/// Checks the names in braces of a body. There, a name must be the whole text.
pub(super) fn check_body(mistakes: &mut Mistakes, body: Option<&Verbatim>, known: &[&str]) {
    let Some(body) = body else { return };
    let value = Value::parse(body.0.as_bytes()).unwrap_or(Value::Null);
    mistakes.at("body", |it| check_part_of_body(it, &value, known));
}

fn check_part_of_body(mistakes: &mut Mistakes, value: &Value<'_>, known: &[&str]) {
    match value {
        Value::String(text) => {
            if let Some(name) = sole_name(text).filter(|name| !known.contains(name)) {
                mistakes.add("unknownName", unknown_name(name, known));
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                mistakes.at_item(at, |it| check_part_of_body(it, item, known));
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                mistakes.at(name, |it| check_part_of_body(it, member, known));
            }
        }
        _ => {}
    }
}
