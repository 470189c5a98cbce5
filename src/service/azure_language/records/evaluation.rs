//! The scores of a model.

use crate::json::Value;
use crate::{Response, Result};

use super::record::Record;

/// The scores of a model (`EvaluationSummary`), of any kind of project.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct EvaluationSummary {
    /// The project's kind. Absent for conversations.
    pub kind: Option<String>,
    /// The options of its evaluation (`EvaluationOptions`), as JSON.
    pub options: Option<String>,
    /// All numbers, in the order of the answer, without the confusion matrix.
    pub scores: Vec<Score>,
}

/// One number of an evaluation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Score {
    /// The subject of the evaluation: `intents`, `entities`, `classes`, `sentiments`.
    pub scope: String,
    /// The name of an item of the scope, or `None` for a number about the whole scope.
    pub category: Option<String>,
    /// The measure: `microF1`, `macroPrecision`, `f1`, `recall`, `truePositiveCount` and so on.
    pub measure: String,
    /// The value: from 0 to 1, or a count.
    pub value: f64,
}

impl EvaluationSummary {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        let mut summary = Self {
            kind: record.text("projectKind")?,
            options: record.object("evaluationOptions")?.map(Value::to_json),
            scores: Vec::new(),
        };
        summary.read_parts(record.response, record.value)?;
        if summary.scores.is_empty() {
            return Err(record.lacks("…Evaluation"));
        }
        Ok(summary)
    }

    /// Returns the value of a measure for a scope, or for one of its categories.
    pub fn score(&self, scope: &str, category: Option<&str>, measure: &str) -> Option<f64> {
        let found = self.scores.iter().find(|it| {
            it.scope == scope && it.category.as_deref() == category && it.measure == measure
        });
        found.map(|score| score.value)
    }

    /// Reads the members whose names end with `Evaluation`. Conversations have `intentsEvaluation`
    /// and `entitiesEvaluation`. Text has one, named after the kind; for sentiments it is nested
    /// (the OpenAPI of 2023-11-15-preview).
    fn read_parts(&mut self, response: &Response, value: &Value<'_>) -> Result<()> {
        let Value::Object(members) = value else { return Ok(()) };
        for (name, value) in members {
            let Some(part) = name.strip_suffix("Evaluation") else { continue };
            match value {
                Value::Null => {}
                Value::Object(_) => {
                    self.read_part(response, part, value)?;
                    self.read_parts(response, value)?;
                }
                other => return Err(response.wrong_type(name, other, "an object")),
            }
        }
        Ok(())
    }

    fn read_part(&mut self, response: &Response, part: &str, value: &Value<'_>) -> Result<()> {
        /// The members that hold a number for each category.
        const SCOPES: [&str; 4] = ["entities", "intents", "classes", "sentiments"];
        let Value::Object(members) = value else { return Ok(()) };
        let named = members.iter().find(|(name, _)| SCOPES.contains(&name.as_ref()));
        let scope = named.map_or(part, |(name, _)| name.as_ref());
        for (name, value) in members {
            match value {
                Value::Object(categories) if name == scope => {
                    for (category, measures) in categories {
                        let Value::Object(measures) = measures else {
                            return Err(response.wrong_type(category, measures, "an object"));
                        };
                        for (measure, value) in measures {
                            self.push(response, scope, Some(category.as_ref()), measure, value)?;
                        }
                    }
                }
                Value::Object(_) | Value::Array(_) => {}
                value if name.starts_with("micro") || name.starts_with("macro") => {
                    self.push(response, scope, None, name, value)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        response: &Response,
        scope: &str,
        category: Option<&str>,
        measure: &str,
        value: &Value<'_>,
    ) -> Result<()> {
        if value.is_null() {
            return Ok(());
        }
        let Some(number) = number(value) else {
            return Err(response.wrong_type(measure, value, "a number"));
        };
        self.scores.push(Score {
            scope: scope.to_owned(),
            category: category.map(ToOwned::to_owned),
            measure: measure.to_owned(),
            value: number,
        });
        Ok(())
    }
}

/// Reads a score. Very small ones have an exponent.
fn number(value: &Value<'_>) -> Option<f64> {
    let Value::Number(text) = value else { return None };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let number = Value::Number(mantissa.strip_prefix('-').unwrap_or(mantissa)).as_decimal()?;
    let (is_small, digits) = match exponent.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, exponent.strip_prefix('+').unwrap_or(exponent)),
    };
    let scale = (0..crate::text::whole(digits)?.min(400)).fold(1.0, |scale, _| scale * 10.0);
    let number = if is_small { number / scale } else { number * scale };
    let number = if mantissa.starts_with('-') { -number } else { number };
    number.is_finite().then_some(number)
}
