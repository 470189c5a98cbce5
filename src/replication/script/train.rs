//! Trains the source's models at the target.

use crate::service::azure_language::{Arguments, TrainingJob};
use crate::service::{AzureLanguage, Operation, Pace};
use crate::{Error, ErrorCode, Result};

use super::super::{ModelRun, Step, bodies};
use super::once::{Found, MAX_LOOKS, Slot};
use super::ownership::{mark, not_ours};
use super::project_replication::ProjectReplication;
use super::resource::about;

/// The time limit for a training, in milliseconds. Advanced training of a large project takes
/// hours.
const TRAINING_MS: u64 = 86_400_000;

impl ProjectReplication<'_> {
    pub(super) async fn train(&self) -> Result<()> {
        self.refuse_without_documents()?;
        let count = self.project(|run| run.models.len());
        for at in 0..count {
            self.train_model(at).await?;
        }
        Ok(())
    }

    /// Refuses to train without all documents: training would fail hours later, or learn from too few.
    fn refuse_without_documents(&self) -> Result<()> {
        let missing = self.project(|run| {
            let documents = run.documents.as_ref().filter(|it| it.is_checked && !it.is_complete());
            documents.map(|it| it.required.len() as u64 - it.verified.min(it.required.len() as u64))
        });
        match missing {
            Some(count) => Err(Error::new(
                ErrorCode::NotFound,
                format!(
                    "{count} of the project's documents are missing in the target's container, or differ \
                     from the source's. `documents` in the report names them. Copy them there and \
                     resume; nothing is imported again."
                ),
            )),
            None => Ok(()),
        }
    }

    async fn train_model(&self, at: usize) -> Result<()> {
        let Some(model) = self.project(|run| run.models.get(at).cloned()) else { return Ok(()) };
        let name = self.target_name();
        if model.train.is_done() {
            return self.know_made(at, &name, &model).await;
        }
        let evaluation = self.evaluation_options(&model).await?;
        let body = bodies::training(&model, self.target().client.family(), evaluation);
        let arguments = Arguments { body: Some(body), ..about(&name) };
        let target = self.target();
        let request = || target.client.operation_request(Operation::Train, &arguments);
        let pace = Pace { timeout_ms: TRAINING_MS, ..self.target().pace() };
        self.once(target, &request, pace, Slot::Training(at)).await?;
        self.know_made(at, &name, &model).await
    }

    /// Records the id of the trained model, so that exactly this model is deployed.
    async fn know_made(&self, at: usize, name: &str, model: &ModelRun) -> Result<()> {
        if model.made.is_some() {
            return Ok(());
        }
        let made = self.target().model(name, &model.label).await?.and_then(|it| it.model_id);
        self.project(|run| {
            if let Some(model) = run.models.get_mut(at) {
                model.made = made;
            }
        });
        self.save().await
    }

    /// Checks that the project is the verified one, that nobody is training a model with this label, and
    /// that the target has no model with this label, or the one that it had before. Training replaces
    /// that model.
    ///
    /// # Errors
    /// `conflict` otherwise.
    pub(super) async fn look_before_training(&self, at: usize) -> Result<()> {
        let name = self.target_name();
        for _ in 0..MAX_LOOKS {
            let Some(model) = self.project(|run| run.models.get(at).cloned()) else {
                return Ok(());
            };
            self.look_at_arrival().await?;
            let trainings = self.trainings(&name, &model.label).await?;
            // This is read last, because training replaces this model.
            let trained_at = self.trained_at(&name, &model.label).await?;
            if trained_at.is_some() && trained_at != model.known_model {
                return Err(not_ours("a model", &model.label, "trained"));
            }
            if trainings.iter().any(|job| !job.status.is_done) {
                return Err(not_ours("a training", &model.label, "begun"));
            }
            let known: Vec<_> = trainings.into_iter().filter_map(|job| job.status.job_id).collect();
            if known == model.known_jobs {
                return Ok(());
            }
            // A later session needs these to recognise the training of this run. Save them, and
            // check again.
            self.project(|run| {
                if let Some(model) = run.models.get_mut(at) {
                    model.known_jobs = known;
                }
            });
            self.save().await?;
        }
        Err(not_ours("a training", "", "begun"))
    }

    /// Looks for a new training with this label or, if the service no longer keeps the job, for the new
    /// model.
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
        let model = self.target().model(project, label).await?;
        Ok(model.map(|model| model.last_trained_at.unwrap_or_default()))
    }

    /// Records the models and deployments of a project that will be replaced. They may be replaced too, but not those
    /// that somebody creates later.
    pub(super) async fn know_models_there(&self) -> Result<()> {
        let (name, target) = (self.target_name(), self.target());
        let needs = self.project(|run| (!run.models.is_empty(), !run.deployments.is_empty()));
        let mut models = Vec::new();
        if needs.0 {
            models = target
                .list(Operation::ListModels, &about(&name), AzureLanguage::read_models)
                .await?;
        }
        let mut deployments = Vec::new();
        if needs.1 && self.options.wants(Step::Deploy) {
            let read = AzureLanguage::read_deployments;
            deployments = target.list(Operation::ListDeployments, &about(&name), read).await?;
        }
        self.project(|run| {
            for model in &mut run.models {
                let known = models.iter().find(|it| it.label == model.label);
                model.known_model = known.map(|it| it.last_trained_at.clone().unwrap_or_default());
            }
            for deployment in &mut run.deployments {
                let known = deployments.iter().find(|it| it.name == deployment.name);
                deployment.known = known.map(mark);
            }
        });
        Ok(())
    }

    /// Returns the options with which the source's model was evaluated.
    async fn evaluation_options(&self, model: &ModelRun) -> Result<Option<String>> {
        let arguments =
            Arguments { model: Some(model.label.clone()), ..about(&self.source_name()) };
        let read = AzureLanguage::read_evaluation_summary;
        let summary = self.source().find(Operation::EvaluationSummary, &arguments, read).await?;
        Ok(summary.and_then(|summary| summary.options))
    }
}
