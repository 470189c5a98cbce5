//! The target takes the project in.

use export_jobs_project::ExportedProject;

use crate::service::ImportOptions;
use crate::{Error, ErrorCode, Job, JobStatus, Result};

use super::super::{Before, Route, Submission, Verification};
use super::exported::{Exported, Wanted, exported};
use super::once::{Found, MAX_LOOKS, Slot};
use super::project_replication::{ProjectReplication, waits_for};

impl ProjectReplication<'_> {
    /// By import or by copy, once.
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

    /// The target's project is still as it was seen, and a backup of that state is handed out.
    ///
    /// # Errors
    /// `conflict` when there is a project that may not be replaced, or when it is changed faster
    /// than it can be backed up.
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
            // Without a date, nothing tells whether a backup is of this state. It was made just now.
            if is_same && is_backed_up_now && !before.has_date() {
                return Ok(());
            }
            is_backed_up_now = self.hand_out().await?;
            if is_same && !is_backed_up_now {
                return Ok(());
            }
            // A later session compares with this state when it looks for a lost import.
            self.save().await?;
        }
        Err(Error::new(
            ErrorCode::Conflict,
            format!(
                "Somebody keeps changing the target's project \"{}\": each time that it was backed \
                 up, it had changed again. It was left alone. Resume when nobody works on it.",
                self.target_name()
            ),
        ))
    }

    /// Returns the project if it has arrived, after a submission whose answer was lost: the target
    /// has one of that name that it had not, or not in that state, and it says what was sent. One
    /// that says something else is somebody's, and is not written over.
    pub(super) async fn find_arrival(&self, is_last: bool) -> Result<Option<Found>> {
        let there = self.project_there().await?;
        let before = self.project(|run| run.before.clone());
        let Some(there) = there else { return Ok(None) };
        if before == Before::of(there) {
            return Ok(None);
        }
        let verification = self.compared(&self.file_of_target().await?.file).await?;
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
                "The answer to the import was lost, and the target's project \"{}\" was changed \
                 meanwhile to something else than what was sent. It was left alone. Look at it; \
                 then delete or rename it, or name it in `replace`, and begin anew.",
                self.target_name()
            ),
        ))
    }

    /// What the target has, held against what was sent.
    pub(super) async fn compared(&self, there: &ExportedProject) -> Result<Verification> {
        let sent = self.file_for_target().await?;
        self.say("comparing the target's project with what was sent");
        Ok(Verification::of(&sent, there))
    }

    /// What the target has, exported.
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
