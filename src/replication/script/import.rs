//! The target takes the project in.

use export_jobs_project::ExportedProject;

use crate::service::{AzureLanguage, ImportOptions, Operation};
use crate::{Error, ErrorCode, Job, JobStatus, Result};

use super::super::{Before, Route, Submission, Verification};
use super::carrier::{Carrier, waits_for};
use super::exported::exported;
use super::once::{Found, Slot};
use super::side::about;

impl Carrier<'_> {
    /// By import or by copy, once.
    pub(super) async fn bring_in(&self) -> Result<()> {
        if self.project(|run| run.import.is_done()) {
            return Ok(());
        }
        // Somebody may have made a project of that name since.
        let seen_before = self.project(|run| run.before.clone());
        self.look_at_target().await?;
        let is_another =
            self.project(|run| run.import == Submission::Unsent && run.before != seen_before);
        if is_another {
            self.back_up().await?;
        }
        if self.options.route == Route::Copy {
            return self.copy().await;
        }
        let name = self.target_name();
        let file = self.file_for_target().await?;
        let target = self.target();
        let request = || {
            let options = ImportOptions::default();
            target.client.import_request(&name, file.bytes().to_vec(), &options)
        };
        self.say("sending the file to the target");
        self.once(target, &request, target.pace(), Slot::Import).await
    }

    /// Whether the project has arrived, for a submission whose answer was lost: the target has
    /// one of that name that it had not, or not in that state, and it says what was sent. One
    /// that says something else is somebody's, and is not written over.
    pub(super) async fn find_arrival(&self, is_last: bool) -> Result<Option<Found>> {
        let name = self.target_name();
        let read = AzureLanguage::read_project;
        let there = self.target().find(Operation::GetProject, &about(&name), read).await?;
        let before = self.project(|run| run.before.clone());
        let Some(there) = there else { return Ok(None) };
        if before == Before::of(there) {
            return Ok(None);
        }
        let verification = self.compared().await?;
        // Settings and the like may be the service's own.
        let is_own = |part: &str| matches!(part, "metadata" | "file");
        let is_it = verification.listed.iter().all(|it| is_own(&it.part))
            && verification.differences == verification.listed.len() as u64;
        if is_it {
            return Ok(Some(Found::Done));
        }
        if !is_last {
            return Ok(None);
        }
        Err(Error::new(
            ErrorCode::Conflict,
            format!(
                "The answer to the import was lost, and the target's project \"{name}\" was \
                 changed meanwhile to something else than what was sent. It was left alone. Look \
                 at it; then delete or rename it, or name it in `replace`, and begin anew."
            ),
        ))
    }

    /// What the target has, exported and held against what was sent.
    pub(super) async fn compared(&self) -> Result<Verification> {
        let sent = self.file_for_target().await?;
        let there = self.file_of_target().await?;
        self.say("comparing the target's project with what was sent");
        Ok(Verification::of(&sent, &there))
    }

    async fn file_of_target(&self) -> Result<ExportedProject> {
        let waits = waits_for("export", self.target());
        self.say(&waits);
        let earlier = self.project(|run| run.verify.job().cloned());
        let started = |job: Job| {
            self.project(|run| run.verify = Submission::Running(job));
            self.saving()
        };
        let seen = |status: &JobStatus| self.seen(&waits, status);
        let name = self.target_name();
        let bytes = exported(self.desk(), self.target(), name, earlier, &started, &seen).await?;
        self.project(|run| {
            if let Some(job) = run.verify.job().cloned() {
                run.verify = Submission::Done(Some(job));
            }
        });
        Ok(ExportedProject::parse(bytes)?)
    }
}
