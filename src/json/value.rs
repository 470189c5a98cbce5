//! A small JSON tree for answers of a few hundred bytes.

use std::borrow::Cow;

use export_jobs_project::json::{JsonError, Kind, Reader, quoted};

/// A JSON value. Its strings are borrowed if possible.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    /// A number, as spelled in the text.
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Reads a whole text.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, JsonError> {
        let mut reader = Reader::new(bytes);
        let value = Self::read(&mut reader)?;
        reader.end()?;
        Ok(value)
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, JsonError> {
        Ok(match reader.kind()? {
            Kind::Null => reader.null().map(|()| Self::Null)?,
            Kind::True | Kind::False => Self::Bool(reader.boolean()?),
            Kind::Number => Self::Number(reader.number()?),
            Kind::String => Self::String(reader.string()?),
            Kind::Array => {
                let mut items = Vec::new();
                let mut first = reader.enter_array()?;
                while reader.next_element(&mut first)? {
                    items.push(Self::read(reader)?);
                }
                Self::Array(items)
            }
            Kind::Object => {
                let mut members = Vec::new();
                let mut first = reader.enter_object()?;
                while let Some(name) = reader.next_member(&mut first)? {
                    members.push((name.decode(), Self::read(reader)?));
                }
                Self::Object(members)
            }
        })
    }

    /// Returns a member of an object. If a name occurs twice, the last one is used, as in
    /// `JSON.parse`.
    pub(crate) fn get(&self, name: &str) -> Option<&Value<'a>> {
        match self {
            Self::Object(members) => {
                members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Returns the value as JSON. Numbers keep their spelling; everything else has its shortest
    /// form.
    pub(crate) fn to_json(&self) -> String {
        let mut json = Vec::new();
        self.write(&mut json);
        // JSON is UTF-8.
        String::from_utf8(json).unwrap_or_default()
    }

    fn write(&self, json: &mut Vec<u8>) {
        match self {
            Self::Null => json.extend_from_slice(b"null"),
            Self::Bool(true) => json.extend_from_slice(b"true"),
            Self::Bool(false) => json.extend_from_slice(b"false"),
            Self::Number(text) => json.extend_from_slice(text.as_bytes()),
            Self::String(text) => json.extend(quoted(text)),
            Self::Array(items) => {
                json.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        json.push(b',');
                    }
                    item.write(json);
                }
                json.push(b']');
            }
            Self::Object(members) => {
                json.push(b'{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        json.push(b',');
                    }
                    json.extend(quoted(name));
                    json.push(b':');
                    value.write(json);
                }
                json.push(b'}');
            }
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Returns the value as text for people. Strings and numbers are unchanged.
    pub(crate) fn display(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(value) => String::from(if *value { "true" } else { "false" }),
            Self::Number(text) => String::from(*text),
            Self::String(text) => text.clone().into_owned(),
            Self::Array(_) => String::from("[…]"),
            Self::Object(_) => String::from("{…}"),
        }
    }

    /// Returns the kind of the value in words, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl Value<'_> {
    /// Returns a decimal number that is not negative, or one in a string. It is exact to one unit
    /// in the last place. The general parser of floating-point numbers would be a tenth of the
    /// module. Exponents occur because .NET writes numbers below 0.0001 as `1E-05`.
    pub(crate) fn as_decimal(&self) -> Option<f64> {
        let text = match self {
            Self::Number(text) => text,
            Self::String(text) => text.trim_ascii(),
            _ => return None,
        };
        let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| {
            text.bytes().try_fold((0.0, 1.0), |(value, scale), byte| {
                byte.is_ascii_digit().then(|| (value * 10.0 + f64::from(byte - b'0'), scale * 10.0))
            })
        };
        let (whole_value, _) = digits(whole).filter(|_| !whole.is_empty())?;
        let (fraction_value, scale) = digits(fraction)?;
        let value = whole_value + fraction_value / scale;
        let power = crate::text::whole(exponent.trim_start_matches(['+', '-']))?.min(400);
        let factor = (0..power).fold(1.0, |factor: f64, _| factor * 10.0);
        let value: f64 = if exponent.starts_with('-') { value / factor } else { value * factor };
        value.is_finite().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_again_means_the_same() {
        let spaced =
            r#" { "a" : [ 1.50 , "x\n\u00e9" , null ] , "b" : { } , "c" : [ ] , "d" : true } "#;
        let written = r#"{"a":[1.50,"x\né",null],"b":{},"c":[],"d":true}"#;
        assert_eq!(Value::parse(spaced.as_bytes()).unwrap().to_json(), written);
    }

    #[test]
    fn decimals_are_read_as_they_are_written() {
        for (text, value) in [
            ("0", 0.0),
            ("1.0", 1.0),
            ("0.61", 0.61),
            ("100", 100.0),
            ("1E-05", 0.00001),
            ("7.25e-7", 7.25e-7),
            ("1.5E+2", 150.0),
            ("2e400", f64::INFINITY),
            ("1e-400", 0.0),
        ] {
            let expected = Some(value).filter(|value| value.is_finite());
            assert_eq!(Value::Number(text).as_decimal(), expected, "{text}");
            assert_eq!(Value::String(text.into()).as_decimal(), expected, "{text}");
        }
        for text in ["", "-1", "e5", "1e", "1e-", "1.x", "NaN", "0x10"] {
            assert_eq!(Value::String(text.into()).as_decimal(), None, "{text}");
        }
    }
}
