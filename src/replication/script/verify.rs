//! What arrived, held against what was sent.

use crate::Result;

use super::super::Submission;
use super::carrier::Carrier;

impl Carrier<'_> {
    /// Exports the target's project and compares. Differences are told, and hinder nothing.
    pub(super) async fn verify(&self) -> Result<()> {
        if self.project(|run| run.verification.is_some()) {
            return Ok(());
        }
        // An export from before the import is of something else.
        if self.project(|run| matches!(run.verify, Submission::Sending)) {
            self.project(|run| run.verify = Submission::Unsent);
        }
        let verification = self.compared().await?;
        self.project(|run| run.verification = Some(verification));
        Ok(())
    }
}
