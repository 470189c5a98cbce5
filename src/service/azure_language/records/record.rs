//! An object within an answer, read member by member.

use crate::json::Value;
use crate::{Error, Response, Result};

pub(super) struct Record<'a> {
    pub(super) response: &'a Response,
    pub(super) value: &'a Value<'a>,
}

impl Record<'_> {
    /// Returns a member that is a string, if it is present.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>> {
        self.response.text(self.value, name)
    }

    /// Returns a required member.
    pub(super) fn required_text(&self, name: &str) -> Result<String> {
        self.text(name)?.ok_or_else(|| self.lacks(name))
    }

    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>> {
        match self.member(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(*value)),
            Some(other) => Err(self.response.wrong_type(name, other, "a boolean")),
        }
    }

    pub(super) fn whole(&self, name: &str) -> Result<Option<u64>> {
        match self.member(name) {
            None => Ok(None),
            Some(Value::Number(text)) if crate::text::whole(text).is_some() => {
                Ok(crate::text::whole(text))
            }
            Some(other) => Err(self.response.wrong_type(name, other, "a whole number")),
        }
    }

    /// Returns a member that is an object.
    pub(super) fn object(&self, name: &str) -> Result<Option<&Value<'_>>> {
        match self.member(name) {
            None => Ok(None),
            Some(value @ Value::Object(_)) => Ok(Some(value)),
            Some(other) => Err(self.response.wrong_type(name, other, "an object")),
        }
    }

    /// Returns a member that is a list of strings. The list is empty if the member is absent.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>> {
        let wrong = |other| self.response.wrong_type(name, other, "a list of strings");
        let items = match self.member(name) {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(other) => return Err(wrong(other)),
        };
        let mut texts = Vec::new();
        for item in items {
            let Value::String(text) = item else { return Err(wrong(item)) };
            texts.push(text.clone().into_owned());
        }
        Ok(texts)
    }

    /// Returns a member that is a list of objects.
    pub(super) fn objects(&self, name: &str) -> Result<Option<Vec<Record<'_>>>> {
        let wrong = |other| Err(self.response.wrong_type(name, other, "a list of objects"));
        let items = match self.member(name) {
            None => return Ok(None),
            Some(Value::Array(items)) => items,
            Some(other) => return wrong(other),
        };
        let mut records = Vec::new();
        for value in items {
            if !matches!(value, Value::Object(_)) {
                return wrong(value);
            }
            records.push(Record { response: self.response, value });
        }
        Ok(Some(records))
    }

    pub(super) fn lacks(&self, name: &str) -> Error {
        self.response.unreadable(&text!("it has no `{}`", name))
    }

    /// Returns a member, unless it is absent or null.
    fn member(&self, name: &str) -> Option<&Value<'_>> {
        self.value.get(name).filter(|value| !value.is_null())
    }
}
