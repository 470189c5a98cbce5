//! `EvaluationSummary` of the specifications: text has one evaluation named after its kind,
//! conversations have one of intents and one of entities.

use crate::json::Value;
use crate::{Response, Result};

/// How good a model is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EvaluationSummary {
    /// How it was evaluated: `EvaluationOptions`, as JSON.
    pub options: Option<String>,
    /// Every figure by its path, such as `intentsEvaluation.intents.Read.f1`, as it was spelled.
    /// Confusion matrices are left out: they are what the figures come from.
    pub figures: Vec<(String, String)>,
}

impl EvaluationSummary {
    pub(in super::super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        let Value::Object(members) = value else {
            return Err(response.unreadable(format_args!("it is {}, not an object", value.kind())));
        };
        let mut summary = Self {
            options: value
                .get("evaluationOptions")
                .filter(|options| matches!(options, Value::Object(_)))
                .map(Value::to_json),
            figures: Vec::new(),
        };
        for (name, value) in members {
            if name != "evaluationOptions" {
                summary.collect(name.as_ref().to_owned(), value);
            }
        }
        Ok(summary)
    }

    fn collect(&mut self, path: String, value: &Value<'_>) {
        match value {
            Value::Number(number) => self.figures.push((path, (*number).to_owned())),
            Value::Object(members) => {
                for (name, value) in members {
                    if name != "confusionMatrix" {
                        self.collect(format!("{path}.{name}"), value);
                    }
                }
            }
            _ => {}
        }
    }
}
