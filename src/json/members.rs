//! Reads a stored object that this package wrote.

use crate::number::whole;
use crate::{Error, Result};

use super::Value;

/// The members of a stored object. Errors name the object and the member.
pub(crate) struct Members<'v, 'a> {
    /// The name of the object for messages, such as "the state" or "the state's projects".
    what: &'static str,
    object: &'v Value<'a>,
}

impl<'v, 'a> Members<'v, 'a> {
    /// # Errors
    /// `invalidArgument` if the value is not an object.
    pub(crate) fn of(what: &'static str, object: &'v Value<'a>) -> Result<Self> {
        match object {
            Value::Object(_) => Ok(Self { what, object }),
            other => Err(Error::invalid_argument(format!(
                "{what} must be an object; got {}.",
                other.kind()
            ))),
        }
    }

    /// Returns a member, unless it is absent or null.
    pub(crate) fn get(&self, name: &str) -> Option<&'v Value<'a>> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    fn wrong(&self, name: &str, expected: &str) -> Error {
        Error::invalid_argument(format!("{} must have `{name}` as {expected}.", self.what))
    }

    /// Returns a string, or `None` if it is absent.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone().into_owned())),
            Some(_) => Err(self.wrong(name, "a string")),
        }
    }

    /// Returns a required string.
    pub(crate) fn required(&self, name: &str) -> Result<String> {
        self.text(name)?.ok_or_else(|| self.wrong(name, "a string"))
    }

    /// Returns a whole number, or 0 if it is absent.
    pub(crate) fn number(&self, name: &str) -> Result<u64> {
        match self.get(name) {
            None => Ok(0),
            Some(Value::Number(text)) => {
                whole(text).ok_or_else(|| self.wrong(name, "a whole number"))
            }
            Some(_) => Err(self.wrong(name, "a whole number")),
        }
    }

    /// Returns a boolean, or false if it is absent.
    pub(crate) fn bool(&self, name: &str) -> Result<bool> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(self.wrong(name, "true or false")),
        }
    }

    /// Returns a list, or an empty one if it is absent.
    pub(crate) fn list<T>(
        &self,
        name: &str,
        read: impl Fn(&'v Value<'a>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => items.iter().map(read).collect(),
            Some(_) => Err(self.wrong(name, "a list")),
        }
    }

    /// Returns a list of strings, or an empty one if it is absent.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>> {
        self.list(name, |value| match value {
            Value::String(text) => Ok(text.clone().into_owned()),
            _ => Err(self.wrong(name, "a list of strings")),
        })
    }
}
