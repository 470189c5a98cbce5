//! Compares the evaluations of the models at the source and at the target.

use crate::Result;
use crate::service::azure_language::{Arguments, Score};
use crate::service::{AzureLanguage, Operation};

use super::super::ModelComparison;
use super::project_replication::ProjectReplication;
use super::resource::{Resource, about};

impl ProjectReplication<'_> {
    /// Reads the evaluation of each model at the source and at the target. Adds a note for a
    /// missing one.
    pub(super) async fn evaluate(&self) -> Result<()> {
        if self.project(|run| run.evaluation.is_some()) {
            return Ok(());
        }
        let (source, target) = (self.source_name(), self.target_name());
        let mut evaluation = Vec::new();
        for model in self.project(|run| run.models.clone()) {
            self.say("reading the evaluations of both sides");
            let ours = self.figures(self.source(), &source, &model.label).await?;
            let theirs = self.figures(self.target(), &target, &model.label).await?;
            evaluation.push(ModelComparison::of(&model.label, &ours, &theirs));
        }
        self.project(|run| run.evaluation = Some(evaluation));
        Ok(())
    }

    async fn figures(&self, resource: &Resource, project: &str, model: &str) -> Result<Vec<Score>> {
        let arguments = Arguments { model: Some(model.to_owned()), ..about(project) };
        let read = AzureLanguage::read_evaluation_summary;
        let summary = resource.find(Operation::EvaluationSummary, &arguments, read).await?;
        if summary.is_none() {
            let mut note = String::from("There is no evaluation of the model \"");
            note.push_str(model);
            note.push_str("\" ");
            note.push_str(resource.location());
            note.push('.');
            self.project(|run| run.note(&note));
        }
        Ok(summary.map(|summary| summary.scores).unwrap_or_default())
    }
}
