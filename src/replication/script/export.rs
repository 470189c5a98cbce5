//! The file: exported at the source, checked, and made fit for the target.

use export_jobs_project::{ExportedProject, ProjectChanges};

use crate::{Error, Job, JobStatus, Result};

use super::super::{Before, Findings, Route, Submission};
use super::carrier::{Carrier, waits_for};
use super::exported::exported;
use crate::workflow::Parcel;

impl Carrier<'_> {
    /// The export that the next steps need. A copy needs none, before it is verified.
    pub(super) async fn export(&self) -> Result<()> {
        let is_needed = self.project(|run| !run.import.is_done() || run.findings.is_none());
        if self.options.route == Route::Import && is_needed {
            self.file_for_target().await?;
        }
        Ok(())
    }

    /// The file as the target gets it. In another session than the one that exported it, it is
    /// downloaded again, or exported again when it is no longer kept.
    pub(super) async fn file_for_target(&self) -> Result<ExportedProject> {
        if let Some(file) = &*self.file.borrow() {
            return Ok(file.clone());
        }
        let waits = waits_for("export", self.source());
        self.say(&waits);
        let earlier = self.project(|run| run.export.job().cloned());
        let started = |job: Job| {
            self.project(|run| run.export = Submission::Running(job));
            self.saving()
        };
        let seen = |status: &JobStatus| self.seen(&waits, status);
        let name = self.source_name();
        let bytes = exported(self.desk(), self.source(), name, earlier, &started, &seen).await?;
        self.say("checking the file");
        let project = ExportedProject::parse(bytes)?;
        let findings = Findings::of(&project);
        let changes = self.changes(&project);
        let file = match changes {
            Some(changes) => {
                let retargeted = project.retarget(&changes);
                let retargeted =
                    retargeted.map_err(|it| Error::invalid_argument(it.to_string()))?;
                ExportedProject::parse(retargeted.to_vec())?
            }
            None => project,
        };
        self.project(|run| {
            if let Some(job) = run.export.job().cloned() {
                run.export = Submission::Done(Some(job));
            }
            for target in &file.summary().targets {
                run.note(&format!(
                    "The intent \"{}\" leads to {} \"{}\", which the target needs too.",
                    target.intent,
                    target.kind.as_deref().unwrap_or("a project"),
                    target.project.as_deref().unwrap_or_default()
                ));
            }
            run.findings = Some(findings);
        });
        self.file.replace(Some(file.clone()));
        Ok(file)
    }

    /// What must be another at the target.
    fn changes(&self, project: &ExportedProject) -> Option<ProjectChanges> {
        let summary = project.summary();
        let name = self.target_name();
        let container = self.options.container.as_deref();
        let container = container
            .filter(|it| summary.container.is_some() && summary.container.as_deref() != Some(it));
        // Question answering has no name in its file.
        let renamed = summary.name.as_ref().is_some_and(|it| *it != name);
        if !renamed && container.is_none() {
            return None;
        }
        let mut changes = ProjectChanges::default();
        if renamed {
            changes = changes.name(name.as_str());
        }
        if let Some(container) = container {
            changes = changes.container(container);
        }
        Some(changes)
    }

    /// What is about to be replaced is exported and handed out, and only then is anything sent.
    pub(super) async fn back_up(&self) -> Result<()> {
        let Before::Present(modified_at) = self.project(|run| run.before.clone()) else {
            return Ok(());
        };
        let is_needed = self.project(|run| {
            run.import == Submission::Unsent && run.handed_out.as_deref() != Some(&modified_at)
        });
        if !is_needed {
            return Ok(());
        }
        let waits = waits_for("backup's export", self.target());
        self.say(&waits);
        let started = |job: Job| {
            self.project(|run| run.backup = Submission::Running(job));
            self.saving()
        };
        let seen = |status: &JobStatus| self.seen(&waits, status);
        let project = self.target_name();
        // Of its state of now: an earlier export may be of another.
        let name = project.clone();
        let file = exported(self.desk(), self.target(), name, None, &started, &seen).await?;
        self.say("handing out the backup");
        self.desk().keep(Parcel::Backup { project, file }).await?;
        self.project(|run| {
            run.backup = Submission::Done(run.backup.job().cloned());
            run.handed_out = Some(modified_at);
        });
        Ok(())
    }
}
