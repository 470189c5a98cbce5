//! `ProjectTrainedModel` of the specifications.

use crate::json::Value;
use crate::{Response, Result};

use super::required;

/// A trained model. Dates are as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrainedModel {
    /// Its label, which is its name. A training of the same label takes its place.
    pub label: String,
    /// The service's id, which deployments name it by.
    pub model_id: String,
    /// When it was trained.
    pub last_trained_at: String,
    /// The configuration version that it was trained with.
    pub config_version: Option<String>,
    /// A date, after which it can no longer be deployed.
    pub expires_at: Option<String>,
    /// Whether what it was trained on can be had back.
    pub has_snapshot: Option<bool>,
}

impl TrainedModel {
    pub(in super::super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        Ok(Self {
            label: required(response, value, "label")?,
            model_id: required(response, value, "modelId")?,
            last_trained_at: required(response, value, "lastTrainedDateTime")?,
            config_version: response.text(value, "modelTrainingConfigVersion")?,
            expires_at: response.text(value, "modelExpirationDate")?,
            has_snapshot: match value.get("hasSnapshot") {
                Some(Value::Bool(is)) => Some(*is),
                _ => None,
            },
        })
    }
}
