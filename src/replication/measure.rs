//! Evaluations of both sides, side by side.

use crate::Result;
use crate::json::{JsonWriter, Members, Value};
use crate::service::azure_language::Score;

/// One model's evaluations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelComparison {
    /// The model's label, the same on both sides.
    pub model: String,
    /// Each figure that a side has.
    pub measures: Vec<Measure>,
}

/// A figure of an evaluation. From 0 to 1, or a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Such as `intents.microF1` or `entities.ContactName.f1`.
    pub name: String,
    /// At the source.
    pub source: Option<f64>,
    /// At the target.
    pub target: Option<f64>,
}

impl Measure {
    /// Target minus source, where both have it.
    pub fn difference(&self) -> Option<f64> {
        Some(self.target? - self.source?)
    }
}

impl ModelComparison {
    /// Puts two lists of figures side by side, in the order of the source's.
    pub(crate) fn of(model: &str, source: &[Score], target: &[Score]) -> Self {
        let value_in = |list: &[Score], score: &Score| {
            list.iter().find(|other| is_same(other, score)).map(|other| other.value)
        };
        let both = source.iter().map(|score| Measure {
            name: name_of(score),
            source: Some(score.value),
            target: value_in(target, score),
        });
        let rest = target.iter().filter(|score| value_in(source, score).is_none());
        let rest = rest.map(|score| Measure {
            name: name_of(score),
            source: None,
            target: Some(score.value),
        });
        Self { model: model.to_owned(), measures: both.chain(rest).collect() }
    }

    /// Returns whether every figure is the same number on both sides.
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
                    out.raw(side, &six_places(*number));
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
            Some(Value::Number(text)) => match text.strip_prefix('-') {
                Some(text) => Value::Number(text).as_decimal().map(|value| -value),
                None => Value::Number(text).as_decimal(),
            },
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

fn name_of(score: &Score) -> String {
    match &score.category {
        Some(category) => format!("{}.{category}.{}", score.scope, score.measure),
        None => format!("{}.{}", score.scope, score.measure),
    }
}

fn is_same(one: &Score, other: &Score) -> bool {
    (&one.scope, &one.category, &one.measure) == (&other.scope, &other.category, &other.measure)
}

/// A figure with six places. (Formatting any floating-point number would be 7 KB of
/// the module.)
#[expect(clippy::cast_possible_truncation, reason = "a a figure; casts saturate")]
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
        let measure = |source, target| Measure { name: "f1".to_owned(), source, target };
        assert_eq!(measure(Some(0.75), Some(0.5)).difference(), Some(-0.25));
        assert_eq!(measure(None, Some(0.5)).difference(), None);
        let comparison = |measures| ModelComparison { model: "v1".to_owned(), measures };
        assert!(comparison(vec![measure(Some(0.5), Some(0.5))]).is_equal());
        assert!(!comparison(vec![measure(Some(0.5), None)]).is_equal());
    }
}
