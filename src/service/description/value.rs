//! Checks the values of parameters.

use super::{ParameterDescription, ParameterKind};
use crate::error::one_of;
use crate::json::Value;
use crate::text::{digits, whole};
use crate::time::rfc3339_ms;

/// Checks a value of a parameter. The error completes a sentence: "reportName …".
pub(crate) fn check_value(
    parameter: &ParameterDescription,
    value: &Value<'_>,
) -> Result<(), String> {
    let kind = parameter.kind.unwrap_or(ParameterKind::Text);
    let (expected, fits) = match kind {
        ParameterKind::Text => ("a string", matches!(value, Value::String(_))),
        ParameterKind::Number => ("a number", matches!(value, Value::Number(_))),
        ParameterKind::Whole => ("a whole number", is_whole(value)),
        ParameterKind::Flag => ("true or false", matches!(value, Value::Bool(_))),
        ParameterKind::Texts => ("a list of strings", is_texts(value)),
        ParameterKind::Time => ("a time such as 2026-11-27T12:00:00Z", is_time(value)),
        ParameterKind::Json => ("JSON", true),
    };
    if !fits {
        let seen = if let (ParameterKind::Time, Value::String(text)) = (kind, value) {
            text!("\"{}\"", text)
        } else {
            value.kind().to_owned()
        };
        return Err(text!("must be {}; got {}.", expected, seen));
    }
    let items: &[Value<'_>] =
        if let Value::Array(items) = value { items } else { std::slice::from_ref(value) };
    let most = parameter.most.map_or(u64::MAX, u64::from);
    let length = match value {
        Value::String(text) => text.chars().count() as u64,
        _ => items.len() as u64,
    };
    if length > most {
        return Err(text!("has a length of {}, and {} is the most.", digits(length), digits(most)));
    }
    let choices: Vec<String> = parameter.one_of.iter().map(|it| shown(&it.0)).collect();
    match items.iter().find(|item| !choices.is_empty() && !choices.contains(&item.display())) {
        Some(other) => {
            Err(text!("is \"{}\", and must be one of {}.", other.display(), one_of(&choices)))
        }
        None => Ok(()),
    }
}

/// Returns JSON as a text for people.
fn shown(json: &str) -> String {
    Value::parse(json.as_bytes()).map(|value| value.display()).unwrap_or_default()
}

fn is_whole(value: &Value<'_>) -> bool {
    matches!(value, Value::Number(text) if whole(text.strip_prefix('-').unwrap_or(text)).is_some())
}

fn is_texts(value: &Value<'_>) -> bool {
    matches!(value, Value::Array(items) if items.iter().all(|item| matches!(item, Value::String(_))))
}

fn is_time(value: &Value<'_>) -> bool {
    matches!(value, Value::String(text) if rfc3339_ms(text).is_some())
}
