//! JSON bodies, made from a template and values.

use std::borrow::Cow;

use crate::json::Value;
use crate::service::description::template::sole_name;

/// Returns a body in which each text that is only a name in braces is replaced by its value. A member or
/// an item without a value is left out.
pub(super) fn fill_body<'a>(
    template: &Value<'a>,
    value_of: &dyn Fn(&str) -> Option<Value<'a>>,
) -> Option<Value<'a>> {
    Some(match template {
        Value::String(text) => match sole_name(text) {
            Some(name) => return value_of(name),
            None => template.clone(),
        },
        Value::Array(items) => {
            Value::Array(items.iter().filter_map(|item| fill_body(item, value_of)).collect())
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .filter_map(|(name, member)| Some((name.clone(), fill_body(member, value_of)?)));
            Value::Object(members.collect())
        }
        other => other.clone(),
    })
}

/// Returns the path to a name in braces, as a JSON pointer.
pub(super) fn pointer_to(template: &Value<'_>, name: &str) -> Option<String> {
    match template {
        Value::String(text) => (sole_name(text) == Some(name)).then(String::new),
        Value::Object(members) => members.iter().find_map(|(member, value)| {
            pointer_to(value, name).map(|rest| text!("/{}{}", member, rest))
        }),
        _ => None,
    }
}

/// Sets a member, given by its name or by a JSON pointer. Creates missing objects on the path.
pub(super) fn set_member<'a>(body: &mut Value<'a>, name: &str, value: Value<'a>) {
    let (name, rest) = match name.strip_prefix('/') {
        Some(pointer) => {
            let end = pointer.find('/').unwrap_or(pointer.len());
            pointer.split_at_checked(end).unwrap_or((pointer, ""))
        }
        None => (name, ""),
    };
    if !matches!(body, Value::Object(_)) {
        *body = Value::Object(Vec::new());
    }
    let Value::Object(members) = body else { return };
    let at = members.iter().position(|(other, _)| other == name).unwrap_or_else(|| {
        members.push((Cow::Owned(name.to_owned()), Value::Null));
        members.len() - 1
    });
    let Some((_, member)) = members.get_mut(at) else { return };
    if rest.is_empty() {
        *member = value;
    } else {
        set_member(member, rest, value);
    }
}
