//! Imports the project at the target.

use export_jobs_project::ExportedProject;

use crate::service::ImportOptions;
use crate::{Error, ErrorCode, Job, JobStatus, Result};

use super::super::{Before, Route, Submission, Verification};
use super::exported::{Exported, Wanted, exported};
use super::once::{Found, MAX_LOOKS, Slot};
use super::project_replication::{ProjectReplication, waits_for};

impl ProjectReplication<'_> {
    /// Imports or copies the project, once.
    pub(super) async fn bring_in(&self) -> Result<()> {
        if self.project(|run| run.import.is_done()) {
            return Ok(());
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

    /// Checks that the target's project has not changed, and that the page has a backup of this version.
    ///
    /// # Errors
    /// `conflict` when the project must not be replaced, or changes faster than it can be backed up.
    pub(super) async fn look_before_import(&self) -> Result<()> {
        let mut is_backed_up_now = false;
        for _ in 0..MAX_LOOKS {
            if self.options.route == Route::Copy {
                self.authorize_copy().await?;
            }
            let seen = self.project(|run| run.before.clone());
            self.look_at_target().await?;
            let before = self.project(|run| run.before.clone());
            let is_same = before == seen;
            // Without a date, only a backup from this check is known to be of this version.
            if is_same && is_backed_up_now && !before.has_date() {
                return Ok(());
            }
            is_backed_up_now = self.hand_out().await?;
            if is_same && !is_backed_up_now {
                return Ok(());
            }
            // A later session needs this version to look for a lost import.
            self.save().await?;
        }
        Err(Error::new(
            ErrorCode::Conflict,
            format!(
                "Somebody keeps changing the target's project \"{}\": after each backup it had changed \
                 again. It was left alone. Resume when nobody works on it.",
                self.target_name()
            ),
        ))
    }

    /// Looks for the result of an import whose answer was lost: the target has a new or changed project of that name,
    /// with the content that was sent. A project with other content belongs to somebody else, and is not overwritten.
    pub(super) async fn find_arrival(&self, is_last: bool) -> Result<Option<Found>> {
        let there = self.project_there().await?;
        let before = self.project(|run| run.before.clone());
        let Some(there) = there else { return Ok(None) };
        if before == Before::of(there) {
            return Ok(None);
        }
        let verification = self.compared(&self.file_of_target().await?.file).await?;
        // The service may write settings and other metadata itself.
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
                "The answer to the import was lost, and the target's project \"{}\" now has content \
                 that was not sent. It was not changed. Look at it; then delete or rename it, or name \
                 it in `replace`, and begin a new replication.",
                self.target_name()
            ),
        ))
    }

    /// Compares the target's project with the one that was sent.
    pub(super) async fn compared(&self, there: &ExportedProject) -> Result<Verification> {
        let sent = self.file_for_target().await?;
        self.say("comparing the target's project with what was sent");
        Ok(Verification::of(&sent, there))
    }

    /// Exports the target's project.
    pub(super) async fn file_of_target(&self) -> Result<Exported> {
        let waits = waits_for("export", self.target());
        self.say(&waits);
        let earlier = self.project(|run| run.verify.job().cloned());
        let started = |job: Job| {
            self.project(|run| run.verify = Submission::Running(job));
            self.saving()
        };
        let seen = |status: &JobStatus| self.seen(&waits, status);
        let kind = self.kind_there.borrow().clone();
        let wanted = Wanted { name: self.target_name(), kind };
        let file = exported(self.host(), self.target(), wanted, earlier, &started, &seen).await?;
        self.project(|run| {
            if let Some(job) = run.verify.job().cloned() {
                run.verify = Submission::Done(Some(job));
            }
        });
        Ok(file)
    }
}
