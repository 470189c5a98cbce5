//! A trained model.

use crate::Result;

use super::record::Record;

/// A trained model (`ProjectTrainedModel`). Dates are as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrainedModel {
    /// The label that its training gave it.
    pub label: String,
    /// The service's id of the model, which deployments refer to.
    pub model_id: Option<String>,
    /// The version of the training configuration (`modelTrainingConfigVersion`).
    pub config_version: Option<String>,
    /// When it was trained: RFC 3339.
    pub last_trained_at: Option<String>,
    /// The duration of its training in seconds.
    pub last_training_duration_seconds: Option<u64>,
    /// The last day on which it can be deployed: `yyyy-MM-dd`.
    pub model_expires_at: Option<String>,
    /// True if the training data is kept. Absent in 2022-05-01.
    pub has_snapshot: Option<bool>,
}

impl TrainedModel {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        Ok(Self {
            label: record.required_text("label")?,
            model_id: record.text("modelId")?,
            config_version: record.text("modelTrainingConfigVersion")?,
            last_trained_at: record.text("lastTrainedDateTime")?,
            last_training_duration_seconds: record.whole("lastTrainingDurationInSeconds")?,
            model_expires_at: record.text("modelExpirationDate")?,
            has_snapshot: record.boolean("hasSnapshot")?,
        })
    }
}
