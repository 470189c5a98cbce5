//! JSON as a foreign value: a stored state that Rust programs hand in as text.

use crate::plain::Foreign;

use super::Value;

impl Foreign for &Value<'_> {
    fn member(&self, name: &str) -> Option<Self> {
        self.get(name).filter(|value| !value.is_null())
    }

    fn number(&self) -> Option<f64> {
        let Value::Number(text) = self else { return None };
        match text.strip_prefix('-') {
            Some(text) => Value::Number(text).as_decimal().map(|number| -number),
            None => self.as_decimal(),
        }
    }

    fn flag(&self) -> Option<bool> {
        if let Value::Bool(value) = self { Some(*value) } else { None }
    }

    fn text(&self, longest: usize) -> Option<String> {
        if let Value::String(text) = self {
            Some(text.chars().take(longest).collect())
        } else {
            None
        }
    }

    fn items(&self, most: usize) -> Option<Vec<Self>> {
        if let Value::Array(items) = self { Some(items.iter().take(most).collect()) } else { None }
    }

    fn kind_in_words(&self) -> &'static str {
        self.kind()
    }
}
