//! A training job.

use crate::{JobStatus, Result};

use super::super::answers::read_status_in;
use super::record::Record;

/// A training job (`TrainingJobState`): its status, and what it trains.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TrainingJob {
    /// How far it is.
    pub status: JobStatus,
    /// The label of the model that it makes.
    pub model_label: Option<String>,
    /// The version of the training configuration.
    pub config_version: Option<String>,
    /// `standard` or `advanced`; conversations only.
    pub mode: Option<String>,
    /// When the service expects the end: RFC 3339, as sent.
    pub estimated_end_at: Option<String>,
}

impl TrainingJob {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        let mut job = Self {
            status: read_status_in(record.response, record.value)?,
            model_label: None,
            config_version: None,
            mode: None,
            estimated_end_at: None,
        };
        if let Some(value) = record.object("result")? {
            let result = Record { response: record.response, value };
            job.model_label = result.text("modelLabel")?;
            job.config_version = result.text("trainingConfigVersion")?;
            job.mode = result.text("trainingMode")?;
            job.estimated_end_at = result.text("estimatedEndDateTime")?;
        }
        Ok(job)
    }
}
