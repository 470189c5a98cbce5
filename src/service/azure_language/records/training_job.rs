//! A training job.

use crate::{JobState, JobStatus, Result};

use super::super::answers::read_status;
use super::super::progress::part_percent;
use super::super::state;
use super::record::Record;

/// A training job (`TrainingJobState`): its status and its model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TrainingJob {
    /// The status of the job.
    pub status: JobStatus,
    /// The label of the model that is trained.
    pub model_label: Option<String>,
    /// The version of the training configuration.
    pub config_version: Option<String>,
    /// The training mode: `standard` or `advanced`. Conversations only.
    pub mode: Option<String>,
    /// The progress of data generation, since 2025-05-15-preview (`dataGenerationStatus`).
    pub data_generation: Option<TrainingStep>,
    /// The progress of training itself (`trainingStatus`).
    pub training: Option<TrainingStep>,
    /// The progress of evaluation (`evaluationStatus`).
    pub evaluation: Option<TrainingStep>,
    /// The estimated end of the job: RFC 3339, as sent.
    pub estimated_end_at: Option<String>,
}

impl TrainingJob {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        let mut job = Self {
            status: read_status(record.response, record.value)?,
            model_label: None,
            config_version: None,
            mode: None,
            data_generation: None,
            training: None,
            evaluation: None,
            estimated_end_at: None,
        };
        if let Some(value) = record.object("result")? {
            let result = Record { response: record.response, value };
            job.model_label = result.text("modelLabel")?;
            job.config_version = result.text("trainingConfigVersion")?;
            job.mode = result.text("trainingMode")?;
            job.data_generation = TrainingStep::read(&result, "dataGenerationStatus")?;
            job.training = TrainingStep::read(&result, "trainingStatus")?;
            job.evaluation = TrainingStep::read(&result, "evaluationStatus")?;
            job.estimated_end_at = result.text("estimatedEndDateTime")?;
        }
        Ok(job)
    }
}

/// A part of a training job (`SubTrainingState`).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TrainingStep {
    /// The state of the part.
    pub state: JobState,
    /// The progress in percent, from 0 to 100.
    pub percent_complete: Option<f64>,
}

impl TrainingStep {
    fn read(result: &Record<'_>, name: &str) -> Result<Option<Self>> {
        let Some(value) = result.object(name)? else { return Ok(None) };
        let record = Record { response: result.response, value };
        let word = record.text("status")?.unwrap_or_default();
        Ok(Some(Self { state: state::read(&word), percent_complete: part_percent(value) }))
    }
}
