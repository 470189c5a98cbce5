//! Exports the project at the source, checks its file, and retargets it.

use export_jobs_project::{ExportedProject, ProjectChanges};

use crate::{Error, Job, JobStatus, Result};

use super::super::{Before, Findings, Route, Submission};
use super::exported::{Wanted, exported};
use super::project_replication::{ProjectReplication, waits_for};
use crate::workflow::SaveItem;

impl ProjectReplication<'_> {
    /// Exports the project for the next steps. A copy needs no export before it is verified.
    pub(super) async fn export(&self) -> Result<()> {
        let is_needed = self.project(|run| !run.import.is_done() || run.findings.is_none());
        if self.options.route == Route::Import && is_needed {
            self.file_for_target().await?;
        }
        Ok(())
    }

    /// Returns the file that the target gets. A later session downloads it again, or exports it again if
    /// the service no longer keeps it.
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
        let kind = self.project(|run| run.kind.clone());
        let wanted = Wanted { name: self.source_name(), kind };
        let (host, source) = (self.host(), self.source());
        let project = exported(host, source, wanted, earlier, &started, &seen).await?.file;
        self.say("checking the file");
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
                    "The intent \"{}\" leads to {} \"{}\". The target needs it too.",
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

    /// Returns the changes that the target needs in the file.
    fn changes(&self, project: &ExportedProject) -> Option<ProjectChanges> {
        let summary = project.summary();
        let name = self.target_name();
        let container = self.options.container.as_deref();
        let container = container
            .filter(|it| summary.container.is_some() && summary.container.as_deref() != Some(it));
        // Files of question answering have no name.
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

    /// Exports the project that will be replaced and hands it to the page, before anything is sent.
    pub(super) async fn back_up(&self) -> Result<()> {
        // After the import was sent, the target's project may be the new one.
        if self.project(|run| run.import == Submission::Unsent) {
            self.hand_out().await?;
        }
        Ok(())
    }

    /// Exports the target's project and hands it to the page, unless this was done since its last
    /// change. Returns whether it was done now.
    pub(super) async fn hand_out(&self) -> Result<bool> {
        let Before::Present(modified_at) = self.project(|run| run.before.clone()) else {
            return Ok(false);
        };
        let handed_out = self.project(|run| run.handed_out.clone());
        if handed_out.as_deref() == Some(&modified_at) && !modified_at.is_empty() {
            return Ok(false);
        }
        if handed_out.is_some_and(|at| at != modified_at) {
            self.project(|run| {
                run.note(
                    "Somebody changed the target's project before it was replaced, so it was backed \
                     up again. To go back, use the last backup.",
                );
            });
        }
        self.know_models_there().await?;
        let file = self.backup_of(&modified_at).await?;
        self.say("handing out the backup");
        let (project, file) = (self.target_name(), file.bytes().to_vec());
        self.host().save(SaveItem::Backup { project, file }).await?;
        self.project(|run| {
            run.backup = Submission::Done(run.backup.job().cloned());
            run.handed_out = Some(modified_at);
        });
        Ok(true)
    }

    /// Exports the target's project, late enough that a later change gets another date.
    async fn backup_of(&self, modified_at: &str) -> Result<ExportedProject> {
        /// The highest number of exports. A slow clock at the service must not block the backup for
        /// ever.
        const ATTEMPTS: u32 = 3;
        let waits = waits_for("backup's export", self.target());
        let started = |job: Job| {
            self.project(|run| run.backup = Submission::Running(job));
            self.saving()
        };
        let seen = |status: &JobStatus| self.seen(&waits, status);
        let mut attempt = 0;
        loop {
            attempt += 1;
            self.say(&waits);
            let kind = self.kind_there.borrow().clone();
            let wanted = Wanted { name: self.target_name(), kind };
            // Always starts a new export, because an earlier one may contain an older version.
            let backup =
                exported(self.host(), self.target(), wanted, None, &started, &seen).await?;
            if backup.is_later_than(modified_at) || attempt == ATTEMPTS {
                return Ok(backup.file);
            }
            self.host().sleep(1_000).await;
        }
    }
}
