//! A comparison of the evaluations of both sides.

use crate::plain;
use crate::plain::{Form, Kind, Plain, ReadMember, Rule};
use crate::service::azure_language::Score;

plain! {
    readable
    /// The evaluations of one model.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ModelComparison {
        /// The model's label, the same on both sides.
        pub model: String = Rule::NONE.required(),
        /// All figures that either side has.
        pub measures: Vec<Measure> = Rule::NONE.in_full(),
    } also {
        /// True if every figure is the same number on both sides.
        equal: bool => ModelComparison::is_equal,
    }
}

plain! {
    readable
    /// A figure of an evaluation. From 0 to 1, or a count.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Measure {
        /// The name of the figure, such as `intents.microF1` or `entities.ContactName.f1`.
        pub name: String = Rule::NONE.required(),
        /// The figure at the source.
        pub source via SixPlaces: Option<f64> = Rule::SIGNED,
        /// The figure at the target.
        pub target via SixPlaces: Option<f64> = Rule::SIGNED,
    } also {
        /// The target's figure minus the source's, where both have it.
        difference: Option<f64> => |it| it.difference().map(six_places),
    }
}

/// The number of decimal places of a figure.
struct SixPlaces;

impl Form<Option<f64>> for SixPlaces {
    const KIND: Kind = Kind::Number;
    const IS_OPTIONAL: bool = true;

    fn to_plain(value: &Option<f64>) -> Plain<'_> {
        value.map_or(Plain::Absent, |value| Plain::Number(six_places(value)))
    }

    fn from_plain(plain: Plain<'static>) -> Option<f64> {
        ReadMember::from_plain(plain)
    }
}

fn six_places(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

impl Measure {
    /// Returns the target's figure minus the source's, if both have one.
    pub fn difference(&self) -> Option<f64> {
        Some(self.target? - self.source?)
    }
}

impl ModelComparison {
    /// Compares two lists of figures, in the order of the source's.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_six_places() {
        for (value, rounded) in
            [(0.0, 0.0), (-0.0625, -0.0625), (12.5, 12.5), (1e-9, 0.0), (1.0 / 3.0, 0.333_333)]
        {
            assert_eq!(SixPlaces::to_plain(&Some(value)), Plain::Number(rounded));
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
