//! JSON bodies, checked against the table.

use std::borrow::Cow;

use crate::error::one_of;
use crate::json::Value;
use crate::text::whole;
use crate::{Error, Result};

use super::api_version::versions_of;
use super::builder::missing;
use super::table::{Kind, Need, Parameter};
use super::{Arguments, AzureLanguage, Operation};

/// The members of an object, in the order in which they were given.
type Members<'a> = [(Cow<'a, str>, Value<'a>)];

impl AzureLanguage {
    /// Checks a JSON body against the members that the table has for it.
    pub(super) fn checked_body(
        &self,
        operation: Operation,
        members: &[Parameter],
        arguments: &Arguments,
    ) -> Result<Option<(Vec<u8>, &'static str)>> {
        let known = || members.iter().filter(|it| self.speaks(it.has));
        if known().next().is_none() {
            return Ok(None);
        }
        let body = arguments.body.clone().unwrap_or_else(|| b"{}".to_vec());
        let name = operation.as_str();
        let value = Value::parse(&body).map_err(|error| {
            Error::invalid_argument(format!("The body of {name} is not JSON: {error}."))
        })?;
        let Value::Object(given) = &value else {
            return Err(Error::invalid_argument(format!(
                "The body of {name} must be an object; got {}.",
                value.kind()
            )));
        };
        if operation.row().is_guarded {
            self.guard(operation, given)?;
        }
        let unknown = self.check_members(&format!("The body of {name}"), members, given)?;
        // In a later version, another member may have replaced a known one.
        let absent = known().find(|it| {
            matches!(it.need, Need::Required) && value.get(it.name).is_none_or(Value::is_null)
        });
        match absent {
            Some(member) if !unknown => Err(missing(operation, member)),
            _ => Ok(Some((body, "application/json"))),
        }
    }

    /// Checks a JSON body that is a list of objects. Refuses an empty list, whose job would do
    /// nothing.
    pub(super) fn checked_list(
        &self,
        operation: Operation,
        members: &[Parameter],
        arguments: &Arguments,
    ) -> Result<(Vec<u8>, &'static str)> {
        let body = arguments.body.clone().unwrap_or_default();
        let name = operation.as_str();
        let value = Value::parse(&body);
        let Ok(Value::Array(items)) = &value else {
            let kind = value.as_ref().map_or("no JSON", Value::kind);
            return Err(Error::invalid_argument(format!(
                "The body of {name} must be a list; got {kind}."
            )));
        };
        if items.is_empty() {
            return Err(Error::invalid_argument(format!("Give {name} at least one item.")));
        }
        let what = format!("An item of {name}");
        for item in items {
            let Value::Object(given) = item else {
                return Err(Error::invalid_argument(format!(
                    "{what} must be an object; got {}.",
                    item.kind()
                )));
            };
            self.check_members(&what, members, given)?;
            let absent = members.iter().find(|it| {
                matches!(it.need, Need::Required) && item.get(it.name).is_none_or(Value::is_null)
            });
            if let Some(member) = absent {
                return Err(missing(operation, member));
            }
        }
        Ok((body, "application/json"))
    }

    /// Checks members against those of the client's version. Returns whether some are unknown. Only
    /// versions without a specification may have unknown members.
    fn check_members(
        &self,
        what: &str,
        members: &[Parameter],
        given: &Members<'_>,
    ) -> Result<bool> {
        let known = || members.iter().filter(|it| self.speaks(it.has));
        let mut unknown = false;
        for (key, value) in given {
            if let Some(member) = known().find(|it| it.name == key) {
                self.check_member(what, member, value)?;
            } else if let Some(other) = members.iter().find(|it| it.name == key) {
                let successor = known().find(|it| !it.role.is_empty() && it.role == other.role);
                return Err(match successor {
                    Some(it) => Error::invalid_argument(format!(
                        "{what} has no member {key} in API version {} of {}. Give {} instead.",
                        self.api_version.as_str(),
                        self.family.as_str(),
                        it.name
                    )),
                    None => self.lacks(&format!("{key} in {}", lower_first(what)), other.has),
                });
            } else if self.api_version.is_specified(self.family) {
                return Err(Error::invalid_argument(format!(
                    "{what} has no member {key}. It has {}.",
                    one_of(known().map(|it| it.name))
                )));
            } else {
                unknown = true;
            }
        }
        Ok(unknown)
    }

    /// Refuses a body that a service could read as "from all resources": one with an unknown
    /// member, `null` or an empty list (docs/contracts/azure-language-2025.md#renamed-members).
    fn guard(&self, operation: Operation, given: &Members<'_>) -> Result<()> {
        let row = operation.row();
        if given.is_empty() {
            return Ok(());
        }
        if !self.api_version.is_specified(self.family) {
            return Err(Error::invalid_argument(format!(
                "It is not known which member of {} names the resources in API version {} of {}, and \
                 without it the service deletes the deployment from all of them. Use one of {}.",
                row.name,
                self.api_version.as_str(),
                self.family.as_str(),
                one_of(versions_of(row.has.of(self.family), self.family))
            )));
        }
        let says_nothing =
            |value: &Value<'_>| matches!(value, Value::Array(items) if items.is_empty());
        match given.iter().find(|(_, value)| value.is_null() || says_nothing(value)) {
            Some((key, _)) => Err(Error::invalid_argument(format!(
                "{key} of {} names no resource, and the service may then delete the deployment \
                 from all of them. Name at least one; to delete it from all, leave the body out.",
                row.name
            ))),
            None => Ok(()),
        }
    }

    /// Returns whether a member that is left out by mistake does harm.
    pub fn needs_every_member(&self, operation: Operation) -> bool {
        operation.row().is_guarded
    }

    /// Checks the kind of a member. Messages do not show its value, which can be a secret.
    fn check_member(&self, what: &str, member: &Parameter, value: &Value<'_>) -> Result<()> {
        let all = |items: &[Value<'_>], fits: fn(&Value<'_>) -> bool| items.iter().all(fits);
        let is_text = |it: &Value<'_>| matches!(it, Value::String(_));
        if let (Kind::Choice(choices), Value::String(text)) = (member.kind, value)
            && !choices.contains(&text.as_ref())
        {
            return Err(Error::invalid_argument(format!(
                "{} in {} must be one of {}.",
                member.name,
                lower_first(what),
                one_of(choices)
            )));
        }
        let is_object = |it: &Value<'_>| matches!(it, Value::Object(_));
        let (fits, expected) = match (member.kind, value) {
            (_, Value::Null) => (true, ""),
            (Kind::Text | Kind::Choice(_), value) => (is_text(value), "a string"),
            (Kind::Whole, Value::Number(text)) => (whole(text).is_some(), "a whole number"),
            (Kind::Whole, _) => (false, "a whole number"),
            (Kind::Flag, value) => (matches!(value, Value::Bool(_)), "a boolean"),
            (Kind::Object, value) => (is_object(value), "an object"),
            (Kind::Texts, Value::Array(items)) => (all(items, is_text), "a list of strings"),
            (Kind::Texts, _) => (false, "a list of strings"),
            (Kind::Objects(_), Value::Array(items)) => (all(items, is_object), "a list of objects"),
            (Kind::Objects(_), _) => (false, "a list of objects"),
            (Kind::TextsOrObjects(_), value) => {
                let fits = matches!(value, Value::Array(items)
                    if all(items, is_text) || all(items, is_object));
                (fits, "a list of strings, or one of objects")
            }
        };
        if !fits {
            return Err(Error::invalid_argument(format!(
                "{} in {} must be {expected}; got {}.",
                member.name,
                lower_first(what),
                value.kind()
            )));
        }
        if let (Kind::Objects(members) | Kind::TextsOrObjects(members), Value::Array(items)) =
            (member.kind, value)
        {
            let what = format!("An item of {}", member.name);
            for item in items {
                if let Value::Object(given) = item {
                    self.check_members(&what, members, given)?;
                }
            }
        }
        Ok(())
    }
}

/// Returns the text with a small first letter, for the middle of a sentence.
fn lower_first(what: &str) -> String {
    let mut text = what.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    text
}
