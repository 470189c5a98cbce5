//! Compares the target's project with the one that was sent, and later with the verified version.

use export_jobs_project::ExportedProject;

use crate::{Error, ErrorCode, Result};

use super::super::{Arrival, Submission};
use super::exported::Exported;
use super::project_replication::ProjectReplication;

impl ProjectReplication<'_> {
    /// Exports the target's project and compares it. Differences are reported, but are not an
    /// error.
    pub(super) async fn verify(&self) -> Result<()> {
        if self.project(|run| run.verification.is_some()) {
            return Ok(());
        }
        let modified_at = self.date_of_arrival().await?;
        // Export in a later second than the import, so that a later change has another date.
        self.host().sleep(1_000).await;
        // An export from before the import has other content.
        if self.project(|run| matches!(run.verify, Submission::Sending)) {
            self.project(|run| run.verify = Submission::Unsent);
        }
        let there = self.file_of_target().await?;
        let verification = self.compared(&there.file).await?;
        self.project(|run| {
            run.verification = Some(verification);
            run.arrived = Some(arrival(modified_at, &there));
        });
        Ok(())
    }

    /// Checks that the target's project is still the verified one, before it is trained or deployed. If
    /// its date is the same, nothing has changed. If the date differs, the project is exported and
    /// compared, because the service may change the date itself.
    ///
    /// # Errors
    /// `conflict` when somebody has changed it, `notFound` when somebody has deleted it.
    pub(super) async fn look_at_arrival(&self) -> Result<()> {
        let Some(known) = self.project(|run| run.arrived.clone()) else { return Ok(()) };
        let modified_at = self.date_of_arrival().await?;
        if !modified_at.is_empty() && modified_at == known.modified_at {
            return Ok(());
        }
        self.project(|run| run.verify = Submission::Unsent);
        let there = self.file_of_target().await?;
        let arrived = arrival(modified_at, &there);
        // The service may export the same project in another order.
        if arrived.hash != known.hash {
            let now = self.compared(&there.file).await?;
            if self.project(|run| run.verification.as_ref() != Some(&now)) {
                return Err(Error::new(
                    ErrorCode::Conflict,
                    format!(
                        "Somebody has changed the target's project \"{}\" since it was imported and \
                         verified. It was neither trained nor deployed, because its model would differ \
                         from the source's. Look at it; then begin a new replication with its name in \
                         `replace`.",
                        self.target_name()
                    ),
                ));
            }
        }
        self.project(|run| run.arrived = Some(arrived));
        Ok(())
    }

    /// Returns when the target's project last changed.
    async fn date_of_arrival(&self) -> Result<String> {
        let there = self.project_there().await?.ok_or_else(|| {
            Error::new(
                ErrorCode::NotFound,
                format!(
                    "Somebody has deleted the imported project \"{}\" at the target. Begin a new \
                     replication to bring it back.",
                    self.target_name()
                ),
            )
        })?;
        Ok(there.last_modified_at.unwrap_or_default())
    }
}

/// Returns the identity of the exported version. The date is left out if a later change could have the
/// same one.
fn arrival(modified_at: String, there: &Exported) -> Arrival {
    let tells = there.is_later_than(&modified_at);
    let modified_at = if tells { modified_at } else { String::new() };
    Arrival { modified_at, hash: hash(&there.file) }
}

/// Returns the 64-bit FNV-1a hash of a file, as hexadecimal digits.
fn hash(file: &ExportedProject) -> String {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", file.bytes().iter().fold(0xcbf2_9ce4_8422_2325, mix))
}
