//! The target trains what the source has trained.

use crate::poller::Pace;
use crate::service::azure_language::{Arguments, TrainingJob};
use crate::service::{AzureLanguage, Operation};
use crate::{Error, ErrorCode, Result};

use super::super::{ModelRun, Submission, bodies};
use super::carrier::Carrier;
use super::once::{Found, Slot};
use super::side::about;

/// Advanced training of a large project takes hours.
const TRAINING_MS: u64 = 86_400_000;

impl Carrier<'_> {
    pub(super) async fn train(&self) -> Result<()> {
        self.refuse_without_documents()?;
        let count = self.project(|run| run.models.len());
        for at in 0..count {
            self.train_model(at).await?;
        }
        Ok(())
    }

    /// Training would fail hours later, or learn from less than it should.
    fn refuse_without_documents(&self) -> Result<()> {
        let missing = self.project(|run| {
            let documents = run.documents.as_ref().filter(|it| it.is_checked && !it.is_complete());
            documents.map(|it| it.required.len() as u64 - it.verified.min(it.required.len() as u64))
        });
        match missing {
            Some(count) => Err(Error::new(
                ErrorCode::NotFound,
                format!(
                    "{count} of the project's documents are not in the target's container as they \
                     are at the source; `documents` in the report names them. Bring them there and \
                     resume: nothing needs to be imported again."
                ),
            )),
            None => Ok(()),
        }
    }

    async fn train_model(&self, at: usize) -> Result<()> {
        let Some(model) = self.project(|run| run.models.get(at).cloned()) else { return Ok(()) };
        if model.train.is_done() {
            return Ok(());
        }
        let name = self.target_name();
        if model.train == Submission::Unsent {
            let known = self.trainings(&name, &model.label).await?;
            let known = known.into_iter().filter_map(|job| job.status.job_id).collect();
            let trained_at = self.trained_at(&name, &model.label).await?;
            self.project(|run| {
                if let Some(model) = run.models.get_mut(at) {
                    model.known_jobs = known;
                    model.known_model = trained_at;
                }
            });
        }
        let evaluation = self.evaluation_options(&model).await?;
        let body = bodies::training(&model, self.target().client.family(), evaluation);
        let arguments = Arguments { body: Some(body), ..about(&name) };
        let target = self.target();
        let request = || target.client.operation_request(Operation::Train, &arguments);
        let pace = Pace { timeout_ms: TRAINING_MS, ..self.target().pace() };
        self.once(target, &request, pace, Slot::Training(at)).await
    }

    /// A training of this label that was not there before; or, when jobs are no longer kept, the
    /// model that it made.
    pub(super) async fn find_training(&self, at: usize) -> Result<Option<Found>> {
        let Some(model) = self.project(|run| run.models.get(at).cloned()) else { return Ok(None) };
        let name = self.target_name();
        let found = self.trainings(&name, &model.label).await?.into_iter().find_map(|job| {
            let id = job.status.job_id?;
            (!model.known_jobs.contains(&id)).then_some(id)
        });
        if let Some(id) = found {
            let job = self.target().client.job(Operation::Train, &name, &id)?;
            return Ok(Some(Found::Job(job)));
        }
        let trained_at = self.trained_at(&name, &model.label).await?;
        let is_new = trained_at.is_some() && trained_at != model.known_model;
        Ok(is_new.then_some(Found::Done))
    }

    async fn trainings(&self, project: &str, label: &str) -> Result<Vec<TrainingJob>> {
        let read = AzureLanguage::read_training_jobs;
        let all = self.target().list(Operation::ListTrainingJobs, &about(project), read).await?;
        let is_of = |job: &TrainingJob| job.model_label.as_deref() == Some(label);
        Ok(all.into_iter().filter(is_of).collect())
    }

    async fn trained_at(&self, project: &str, label: &str) -> Result<Option<String>> {
        let arguments = Arguments { model: Some(label.to_owned()), ..about(project) };
        let read = AzureLanguage::read_model;
        let model = self.target().find(Operation::GetModel, &arguments, read).await?;
        Ok(model.map(|model| model.last_trained_at.unwrap_or_default()))
    }

    /// How the source's model was evaluated, as its own evaluation tells.
    async fn evaluation_options(&self, model: &ModelRun) -> Result<Option<String>> {
        let arguments =
            Arguments { model: Some(model.label.clone()), ..about(&self.source_name()) };
        let read = AzureLanguage::read_evaluation_summary;
        let summary = self.source().find(Operation::EvaluationSummary, &arguments, read).await?;
        Ok(summary.and_then(|summary| summary.options))
    }
}
