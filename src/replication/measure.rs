//! Evaluations of both sides, side by side.

use crate::Result;
use crate::json::{JsonWriter, Members, Value};

/// One model's evaluations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelComparison {
    /// The model's label, the same on both sides.
    pub model: String,
    /// Each figure that a side has.
    pub measures: Vec<Measure>,
}

/// A figure of an evaluation, as the two services spelled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Such as `intents.microF1` or `entities.ContactName.f1`.
    pub name: String,
    /// At the source.
    pub source: Option<String>,
    /// At the target.
    pub target: Option<String>,
}

impl Measure {
    /// Target minus source, where both have it.
    pub fn difference(&self) -> Option<f64> {
        Some(self.decimal(&self.target)? - self.decimal(&self.source)?)
    }

    fn decimal(&self, text: &Option<String>) -> Option<f64> {
        Value::Number(text.as_deref()?).as_decimal()
    }
}

impl ModelComparison {
    /// Puts two lists of figures side by side, in the order of the source's.
    pub(crate) fn of(
        model: &str,
        source: &[(String, String)],
        target: &[(String, String)],
    ) -> Self {
        let find = |list: &[(String, String)], name: &str| {
            list.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
        };
        let both = source.iter().map(|(name, value)| Measure {
            name: name.clone(),
            source: Some(value.clone()),
            target: find(target, name),
        });
        let rest = target.iter().filter(|(name, _)| find(source, name).is_none());
        let rest = rest.map(|(name, value)| Measure {
            name: name.clone(),
            source: None,
            target: Some(value.clone()),
        });
        Self { model: model.to_owned(), measures: both.chain(rest).collect() }
    }

    /// Whether every figure is the same number on both sides.
    pub fn is_equal(&self) -> bool {
        self.measures.iter().all(|it| it.source == it.target || it.difference() == Some(0.0))
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        out.text("model", &self.model);
        out.bool("equal", self.is_equal());
        out.list("measures", &self.measures, |it, out| {
            out.text("name", &it.name);
            for (side, value) in [("source", &it.source), ("target", &it.target)] {
                if let Some(number) = value {
                    out.raw(side, number);
                }
            }
            if let Some(difference) = it.difference() {
                out.raw("difference", &six_places(difference));
            }
        });
    }

    pub(super) fn read(value: &Value<'_>) -> Result<Self> {
        let members = Members::of("The state's evaluation", value)?;
        let number = |members: &Members<'_, '_>, name: &str| match members.get(name) {
            Some(Value::Number(text)) => Some((*text).to_owned()),
            _ => None,
        };
        Ok(Self {
            model: members.required("model")?,
            measures: members.list("measures", |value| {
                let members = Members::of("A figure in the state", value)?;
                Ok(Measure {
                    name: members.required("name")?,
                    source: number(&members, "source"),
                    target: number(&members, "target"),
                })
            })?,
        })
    }
}

/// A difference of figures with six places. (Formatting any floating-point number would be 7 KB of
/// the module.)
#[expect(clippy::cast_possible_truncation, reason = "a difference of figures; casts saturate")]
fn six_places(value: f64) -> String {
    let millionths = (value * 1e6).round() as i64;
    let sign = if millionths < 0 { "-" } else { "" };
    let whole = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", whole / 1_000_000, whole % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_spelled_with_six_places() {
        for (value, text) in
            [(0.0, "0.000000"), (-0.0625, "-0.062500"), (12.5, "12.500000"), (1e-9, "0.000000")]
        {
            assert_eq!(six_places(value), text);
        }
    }

    #[test]
    fn figures_stand_side_by_side_and_none_is_left_out() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let comparison = ModelComparison::of(
            "v1",
            &[pair("microF1", "0.90"), pair("only here", "1")],
            &[pair("only there", "2"), pair("microF1", "0.9")],
        );
        assert_eq!(comparison.measures.len(), 3);
        assert_eq!(comparison.measures[0].difference(), Some(0.0));
        assert!(!comparison.is_equal());
    }
}
