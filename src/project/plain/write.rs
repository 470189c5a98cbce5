//! Writes plain values as JSON.

use crate::json::{escape, quote};

use super::Plain;

/// A value written as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The JSON. An absent value is left out of an object, and is `null` elsewhere.
    pub json: String,
    /// The path of each error in the value: a JSON list of lists of names and indexes. `None` if there are no errors.
    pub failures: Option<String>,
}

impl Plain<'_> {
    /// Returns the value as JSON.
    pub fn to_json(&self) -> String {
        self.written(|number| number.to_string()).json
    }

    /// Returns the value as JSON, and the paths of its errors. `decimal` writes a number that is not whole. The
    /// standard library's formatter would add 7 KB to the module.
    pub fn written(&self, decimal: fn(f64) -> String) -> Written {
        let mut json = String::new();
        let mut written = self.written_in_pieces(decimal, &mut |piece| json.push_str(piece));
        json.push_str(&written.json);
        written.json = json;
        written
    }

    /// Returns the same for a value of any size, which may need more memory than there is. `take` receives the JSON in
    /// pieces, except for the last one, which is returned.
    pub fn written_in_pieces(
        &self,
        decimal: fn(f64) -> String,
        take: &mut dyn FnMut(&str),
    ) -> Written {
        let mut writer = Writer { written: Written::default(), path: String::new(), decimal, take };
        writer.value(self);
        if let Some(failures) = &mut writer.written.failures {
            failures.push(']');
        }
        writer.written
    }
}

/// The size of a piece of JSON, in bytes.
const PIECE_BYTES: usize = 8_192;

struct Writer<'t> {
    written: Written,
    /// The names and indexes of the lists and objects around the value, as JSON.
    path: String,
    decimal: fn(f64) -> String,
    take: &'t mut dyn FnMut(&str),
}

impl Writer<'_> {
    /// Passes the JSON so far to `take` when it is long enough.
    fn hand_over(&mut self) {
        if self.written.json.len() >= PIECE_BYTES {
            (self.take)(&self.written.json);
            self.written.json.clear();
        }
    }

    /// Writes a text of any length. `write` appends a part of it.
    fn text(&mut self, text: &str, write: fn(&str, &mut String)) {
        let mut rest = text;
        while !rest.is_empty() {
            let most = PIECE_BYTES.min(rest.len());
            let end = (0..=most).rev().find(|end| rest.is_char_boundary(*end));
            let (part, after) =
                rest.split_at_checked(end.unwrap_or_default()).unwrap_or((rest, ""));
            write(part, &mut self.written.json);
            rest = after;
            self.hand_over();
        }
    }

    fn value(&mut self, value: &Plain<'_>) {
        let json = &mut self.written.json;
        match value {
            Plain::Absent => json.push_str("null"),
            Plain::Text(text) => {
                json.push('"');
                self.text(text, escape);
                self.written.json.push('"');
            }
            Plain::Number(number) => self.number(*number),
            Plain::Bool(true) => json.push_str("true"),
            Plain::Bool(false) => json.push_str("false"),
            Plain::Json(text) => self.text(text, |part, json| json.push_str(part)),
            Plain::Failure(fields) => {
                let failures = &mut self.written.failures;
                let next = if failures.is_some() { ",[" } else { "[[" };
                let failures = failures.get_or_insert_default();
                for part in [next, &self.path, "]"] {
                    failures.push_str(part);
                }
                self.value(fields);
            }
            Plain::List(items) => {
                json.push('[');
                for (place, item) in items.iter().enumerate() {
                    self.separate(place == 0);
                    self.within(item, |path| path.push_str(&place.to_string()));
                }
                self.written.json.push(']');
            }
            Plain::Object(names, values) => self.members(&mut names.iter().copied().zip(values)),
            Plain::Map(members) => {
                self.members(&mut members.iter().map(|(name, value)| (name.as_ref(), value)));
            }
        }
    }

    fn members<'m, 'a: 'm>(&mut self, members: &mut dyn Iterator<Item = (&'m str, &'m Plain<'a>)>) {
        self.written.json.push('{');
        let mut is_first = true;
        for (name, value) in members {
            if !matches!(value, Plain::Absent) {
                self.separate(is_first);
                is_first = false;
                quote(name, &mut self.written.json);
                self.written.json.push(':');
                self.within(value, |path| quote(name, path));
            }
        }
        self.written.json.push('}');
    }

    fn separate(&mut self, is_first: bool) {
        self.hand_over();
        if !is_first {
            self.written.json.push(',');
        }
    }

    /// Writes a value within another one. `step` adds its name or its index to the path.
    fn within(&mut self, value: &Plain<'_>, step: impl FnOnce(&mut String)) {
        use Plain::{Failure, List, Map, Object};
        // No other value can contain an error.
        if !matches!(value, Failure(_) | List(_) | Map(_) | Object(..)) {
            return self.value(value);
        }
        let length = self.path.len();
        if length > 0 {
            self.path.push(',');
        }
        step(&mut self.path);
        self.value(value);
        self.path.truncate(length);
    }

    fn number(&mut self, number: f64) {
        let json = &mut self.written.json;
        if number.fract() == 0.0 && number.abs() < LARGEST_WHOLE {
            if number < 0.0 {
                json.push('-');
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole")]
            json.push_str(&(number.abs() as u64).to_string());
        } else if number.is_finite() {
            json.push_str(&(self.decimal)(number));
        } else {
            json.push_str("null");
        }
    }
}

/// All smaller whole numbers are exact.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    static NAMES: &[&str] = &["code", "message"];

    /// Returns texts that need special care when written.
    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[\\x00-\\x20\"\\\\\u{7f}\u{2028}\u{2029}\u{feff}é😀]{0,12}",
            Just("__proto__".to_owned()),
        ]
    }

    /// Returns numbers that serde_json reads exactly.
    fn numbers() -> impl Strategy<Value = f64> {
        prop_oneof![
            any::<i32>().prop_map(|number| f64::from(number) / 8.0),
            (0..1_u64 << 54).prop_map(|number| number as f64),
            Just(1e300),
        ]
    }

    /// Returns values of every kind, except JSON from elsewhere.
    fn values() -> impl Strategy<Value = Plain<'static>> {
        let leaf = prop_oneof![
            Just(Plain::Absent),
            any::<bool>().prop_map(Plain::Bool),
            numbers().prop_map(Plain::Number),
            texts().prop_map(|text| Plain::Text(Cow::Owned(text))),
        ];
        leaf.prop_recursive(4, 40, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Plain::List),
                proptest::collection::btree_map(texts(), inner.clone(), 0..4).prop_map(|all| {
                    Plain::Map(all.into_iter().map(|(name, it)| (Cow::Owned(name), it)).collect())
                }),
                (inner.clone(), inner.clone())
                    .prop_map(|(one, other)| Plain::Object(NAMES, vec![one, other])),
                (inner.clone(), inner).prop_map(|(one, other)| Plain::Failure(Box::new(
                    Plain::Object(NAMES, vec![one, other])
                ))),
            ]
        })
    }

    /// Returns the value that the JSON must have.
    fn meaning(plain: &Plain<'_>) -> Value {
        let members = |members: Vec<(&str, &Plain<'_>)>| {
            let there = members.into_iter().filter(|(_, value)| **value != Plain::Absent);
            Value::Object(there.map(|(name, it)| (name.to_owned(), meaning(it))).collect())
        };
        match plain {
            Plain::Absent => Value::Null,
            Plain::Text(text) => Value::from(text.as_ref()),
            Plain::Number(number) => Value::from(*number),
            Plain::Bool(value) => Value::from(*value),
            Plain::Json(json) => serde_json::from_str(json).unwrap(),
            Plain::List(items) => Value::Array(items.iter().map(meaning).collect()),
            Plain::Object(names, values) => members(names.iter().copied().zip(values).collect()),
            Plain::Map(all) => members(all.iter().map(|(name, it)| (name.as_ref(), it)).collect()),
            Plain::Failure(fields) => meaning(fields),
        }
    }

    /// Returns the value with its numbers as JavaScript represents them.
    fn in_floats(value: Value) -> Value {
        match value {
            Value::Number(number) => Value::from(number.as_f64().unwrap()),
            Value::Array(items) => Value::Array(items.into_iter().map(in_floats).collect()),
            Value::Object(members) => {
                Value::Object(members.into_iter().map(|(name, it)| (name, in_floats(it))).collect())
            }
            other => other,
        }
    }

    fn errors_in(plain: &Plain<'_>) -> usize {
        match plain {
            Plain::List(items) | Plain::Object(_, items) => items.iter().map(errors_in).sum(),
            Plain::Map(members) => members.iter().map(|(_, value)| errors_in(value)).sum(),
            Plain::Failure(fields) => 1 + errors_in(fields),
            _ => 0,
        }
    }

    proptest! {
        #[test]
        fn the_json_means_the_value(plain in values()) {
            let written: Value = serde_json::from_str(&plain.to_json()).unwrap();
            prop_assert_eq!(in_floats(written), meaning(&plain));
        }

        #[test]
        fn each_error_is_at_its_path(plain in values()) {
            let Written { json, failures } = plain.written(|number| number.to_string());
            let whole: Value = serde_json::from_str(&json).unwrap();
            let paths: Vec<Vec<Value>> =
                failures.map_or_else(Vec::new, |paths| serde_json::from_str(&paths).unwrap());
            prop_assert_eq!(paths.len(), errors_in(&plain));
            for path in paths {
                let end = path.iter().try_fold(&whole, |value, step| match step {
                    Value::String(name) => value.get(name),
                    step => value.get(usize::try_from(step.as_u64()?).ok()?),
                });
                prop_assert!(end.is_some_and(Value::is_object), "{:?}", path);
            }
        }
    }

    #[test]
    fn a_long_value_is_written_in_pieces_that_join_to_the_whole() {
        let text = "é\"😀".repeat(PIECE_BYTES);
        let items = (0..5_000).map(|number| Plain::Number(f64::from(number))).collect();
        let json = format!("[{}0]", "1,".repeat(PIECE_BYTES));
        let value = Plain::map([
            ("text", Plain::Text(Cow::from(text.as_str()))),
            ("items", Plain::List(items)),
            ("json", Plain::json(&json)),
        ]);
        let mut pieces = Vec::new();
        let last = value.written_in_pieces(|number| number.to_string(), &mut |piece| {
            pieces.push(piece.to_owned())
        });
        // A piece ends with the value that made it long enough. Escapes can double the length of that value.
        assert!(pieces.iter().all(|piece| piece.len() <= 3 * PIECE_BYTES));
        assert!(last.json.len() < PIECE_BYTES);
        let whole: Value = serde_json::from_str(&(pieces.concat() + &last.json)).unwrap();
        assert_eq!(whole["text"], text);
        assert_eq!(whole["items"][4_999], 4_999);
        assert_eq!(whole["json"].as_array().map(Vec::len), Some(PIECE_BYTES + 1));
    }

    #[test]
    fn a_number_that_json_does_not_have_is_null() {
        let numbers = [f64::NAN, f64::INFINITY, -0.0, -5.0, 0.5].map(Plain::Number);
        assert_eq!(Plain::List(numbers.into()).to_json(), "[null,null,0,-5,0.5]");
    }

    #[test]
    fn json_of_somebody_else_s_is_handed_on_as_it_came() {
        let json = Plain::map([("a", Plain::json(r#"{"__proto__" : 1.50}"#))]);
        assert_eq!(json.to_json(), r#"{"a":{"__proto__" : 1.50}}"#);
    }
}
