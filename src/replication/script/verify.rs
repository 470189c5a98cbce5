//! What arrived, held against what was sent; and later, against itself.

use export_jobs_project::ExportedProject;

use crate::{Error, ErrorCode, Result};

use super::super::{Arrival, Submission};
use super::exported::Exported;
use super::project_replication::ProjectReplication;

impl ProjectReplication<'_> {
    /// Exports the target's project and compares. Differences are told, and hinder nothing.
    pub(super) async fn verify(&self) -> Result<()> {
        if self.project(|run| run.verification.is_some()) {
            return Ok(());
        }
        let modified_at = self.date_of_arrival().await?;
        // In a later second than the import, so that the date tells this state from a later one.
        self.host().sleep(1_000).await;
        // An export from before the import is of something else.
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

    /// Looks whether the target's project is still what was verified, before it is trained or
    /// deployed. The date of change says so at once. Where it has moved, which the service may do
    /// for reasons of its own, the project is exported and compared.
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
        // The service may write the same project in another order.
        if arrived.hash != known.hash {
            let now = self.compared(&there.file).await?;
            if self.project(|run| run.verification.as_ref() != Some(&now)) {
                return Err(Error::new(
                    ErrorCode::Conflict,
                    format!(
                        "Somebody has changed the target's project \"{}\" since it was imported and \
                         verified. It was neither trained nor deployed, since the model would be \
                         of something else than the source's project. Look at it; then replicate \
                         anew, with its name in `replace`.",
                        self.target_name()
                    ),
                ));
            }
        }
        self.project(|run| run.arrived = Some(arrived));
        Ok(())
    }

    /// When the target's project was last changed.
    async fn date_of_arrival(&self) -> Result<String> {
        let there = self.project_there().await?.ok_or_else(|| {
            Error::new(
                ErrorCode::NotFound,
                format!(
                    "The target no longer has the project \"{}\" that was imported: somebody has \
                     deleted it. Begin a new replication to bring it back.",
                    self.target_name()
                ),
            )
        })?;
        Ok(there.last_modified_at.unwrap_or_default())
    }
}

/// The state that a file is of. A date that cannot tell it from a later one is left out.
fn arrival(modified_at: String, there: &Exported) -> Arrival {
    let tells = there.is_later_than(&modified_at);
    let modified_at = if tells { modified_at } else { String::new() };
    Arrival { modified_at, hash: hash(&there.file) }
}

/// FNV-1a with 64 bits, as hexadecimal digits.
fn hash(file: &ExportedProject) -> String {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", file.bytes().iter().fold(0xcbf2_9ce4_8422_2325, mix))
}
