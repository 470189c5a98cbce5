//! Reads the project at the source, and checks that the target can take it. Nothing is changed.

use crate::service::azure_language::{Deployment, Project, TrainedModel, TrainingJob};
use crate::service::{AzureLanguage, Operation};
use crate::{Error, ErrorCode, Result};

use super::super::{Before, DeploymentRun, ModelRun, Step, Submission};
use super::project_replication::ProjectReplication;
use super::resource::about;

impl ProjectReplication<'_> {
    pub(super) async fn look(&self) -> Result<()> {
        let name = self.source_name();
        self.say("reading the project at the source");
        let project = self.source().project(&name).await?.ok_or_else(|| {
            Error::new(
                ErrorCode::NotFound,
                format!("The source has no project \"{name}\". Names are case-sensitive."),
            )
        })?;
        self.project(|run| {
            run.kind = project.kind;
            let is_first = run.source_modified_at.is_none();
            if !is_first && run.source_modified_at != project.last_modified_at {
                run.note(
                    "The project changed at the source while it was being replicated. Replicate it \
                     again to include the changes.",
                );
            }
            if run.export == Submission::Unsent {
                run.source_modified_at = project.last_modified_at;
            }
        });
        if self.options.wants(Step::Train) && !self.project(|run| run.are_models_known) {
            self.look_at_models(&name).await?;
            self.project(|run| run.are_models_known = true);
        }
        // After the import was sent, the target's project may be the new one.
        if self.project(|run| run.import == Submission::Unsent) {
            self.look_at_target().await?;
        }
        Ok(())
    }

    /// Decides which models to train and where to deploy them: the models that the source has deployed, or else the
    /// model that it trained last.
    async fn look_at_models(&self, name: &str) -> Result<()> {
        let source = self.source();
        self.say("reading models and deployments at the source");
        let read = AzureLanguage::read_deployments;
        let deployments = source.list(Operation::ListDeployments, &about(name), read).await?;
        if !source.client.has(Operation::ListModels) {
            // Question answering has nothing to train: it deploys the project itself.
            let deployments = deployments.into_iter().map(|it| deployment(it.name, String::new()));
            self.project(|run| run.deployments = deployments.collect());
            return Ok(());
        }
        let read = AzureLanguage::read_models;
        let models = source.list(Operation::ListModels, &about(name), read).await?;
        let read = AzureLanguage::read_training_jobs;
        let trainings = source.list(Operation::ListTrainingJobs, &about(name), read).await?;
        let model_of = |it: &Deployment| models.iter().find(|model| model.model_id == it.model_id);
        let mut wanted: Vec<&TrainedModel> = Vec::new();
        let mut planned = Vec::new();
        for it in &deployments {
            match model_of(it) {
                Some(model) => {
                    planned.push(deployment(it.name.clone(), model.label.clone()));
                    if !wanted.iter().any(|other| other.label == model.label) {
                        wanted.push(model);
                    }
                }
                None => self.project(|run| {
                    run.note(&format!(
                        "The source no longer has the model of the deployment \"{}\", so the target does \
                         not get this deployment.",
                        it.name
                    ));
                }),
            }
        }
        if wanted.is_empty() {
            wanted.extend(models.iter().max_by(|a, b| a.last_trained_at.cmp(&b.last_trained_at)));
        }
        let runs = wanted.into_iter().map(|model| planned_model(model, &trainings));
        let runs: Vec<_> = runs.collect();
        self.project(|run| {
            if runs.is_empty() {
                run.note("The source has no trained model, so the target trains none.");
            }
            run.models = runs;
            run.deployments = planned;
        });
        Ok(())
    }

    /// Reads the target's project of that name, if there is one.
    pub(super) async fn project_there(&self) -> Result<Option<Project>> {
        let there = self.target().project(&self.target_name()).await?;
        if let Some(there) = &there {
            self.kind_there.replace(there.kind.clone());
        }
        Ok(there)
    }

    /// Returns whether the target's project of that name may be replaced.
    pub(super) fn may_replace(&self) -> bool {
        self.options.replace.contains(&self.target_name())
    }

    /// Checks that the target has no project of that name, or one that may be replaced. The check is repeated before
    /// anything is sent.
    pub(super) async fn look_at_target(&self) -> Result<()> {
        let name = self.target_name();
        self.say("checking whether the target has a project of that name");
        let before = self.project_there().await?.map_or(Before::Absent, Before::of);
        let is_refused = matches!(before, Before::Present(_)) && !self.may_replace();
        self.project(|run| {
            if matches!(run.before, Before::Present(_)) && before == Before::Absent {
                run.note("Somebody deleted the target's project before it was replaced.");
            }
            run.before = before;
        });
        if is_refused {
            return Err(Error::new(
                ErrorCode::Conflict,
                format!(
                    "The target already has a project \"{name}\", and an import would replace it. It was \
                     left alone. Give another name (targetName), or name it in `replace`: then it is \
                     exported and handed to you first."
                ),
            ));
        }
        Ok(())
    }
}

fn deployment(name: String, model: String) -> DeploymentRun {
    DeploymentRun { name, model, ..DeploymentRun::default() }
}

/// Returns a model to train with the configuration of the source's model. Only training jobs have the
/// mode of conversations, and the service keeps them for a week.
fn planned_model(model: &TrainedModel, trainings: &[TrainingJob]) -> ModelRun {
    let is_of = |job: &&TrainingJob| job.model_label.as_ref() == Some(&model.label);
    let newest = trainings.iter().filter(is_of);
    let newest = newest.max_by(|a, b| a.status.created_at.cmp(&b.status.created_at));
    ModelRun {
        label: model.label.clone(),
        config_version: model.config_version.clone(),
        mode: newest.and_then(|job| job.mode.clone()),
        ..ModelRun::default()
    }
}
