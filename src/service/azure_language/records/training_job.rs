//! `TrainingJobState` of the specifications.

use crate::json::Value;
use crate::{JobStatus, Response, Result};

use super::super::answers;

/// A training, as it is listed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TrainingJob {
    /// Where it stands.
    pub status: JobStatus,
    /// The label of the model that it makes.
    pub model_label: String,
    /// The configuration version that it uses.
    pub config_version: Option<String>,
    /// Conversations: `standard` or `advanced`.
    pub mode: Option<String>,
}

impl TrainingJob {
    pub(in super::super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        let none = Value::Null;
        let result = value.get("result").unwrap_or(&none);
        Ok(Self {
            status: answers::read_status_in(response, value)?,
            model_label: response.text(result, "modelLabel")?.unwrap_or_default(),
            config_version: response.text(result, "trainingConfigVersion")?,
            mode: response.text(result, "trainingMode")?,
        })
    }
}
