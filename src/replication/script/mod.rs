//! The script of a replication: its steps, in order.

mod copy;
mod deploy;
mod documents;
mod evaluate;
mod export;
pub(super) mod exported;
mod import;
mod look;
mod once;
mod ownership;
mod project_replication;
pub(super) mod projects;
pub(super) mod resource;
mod train;
mod verify;

use std::rc::Rc;

use crate::Result;
use crate::replication::azure_blob::Storage;
use crate::workflow::{Host, SaveItem};

use super::journal::Journal;
use project_replication::ProjectReplication;
use resource::Resource;

/// The script, with its host, clients and journal.
pub(super) struct Script {
    pub(super) host: Host,
    pub(super) source: Resource,
    pub(super) target: Resource,
    pub(super) storage: Option<Storage>,
    pub(super) journal: Rc<Journal>,
    /// True for a dry run, which ends after the first step.
    pub(super) only_looks: bool,
}

impl Script {
    /// Replicates one project after the other. If one fails, the next ones are still replicated.
    ///
    /// # Errors
    /// When the projects cannot be listed, or the state cannot be saved.
    pub(super) async fn run(self) -> Result<()> {
        self.journal.clock(self.host.now());
        // The stored state tells other runs that this one has begun.
        self.host.save(SaveItem::State).await?;
        if !self.journal.state.borrow().is_listed {
            self.list_projects().await?;
            self.host.save(SaveItem::State).await?;
        }
        let count = self.journal.state.borrow().projects.len();
        for at in 0..count {
            ProjectReplication::new(&self, at).run().await?;
        }
        Ok(())
    }
}
