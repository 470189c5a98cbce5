//! What a replication does, in order.

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
use crate::azure_blob::Storage;
use crate::workflow::{Host, SaveItem};

use super::journal::Journal;
use project_replication::ProjectReplication;
use resource::Resource;

/// A replication under way.
pub(super) struct Script {
    pub(super) host: Host,
    pub(super) source: Resource,
    pub(super) target: Resource,
    pub(super) storage: Option<Storage>,
    pub(super) journal: Rc<Journal>,
    /// For a dry run: nothing that comes after the look.
    pub(super) only_looks: bool,
}

impl Script {
    /// Carries over one project after the other. One that fails does not hinder the next.
    ///
    /// # Errors
    /// When the projects cannot be listed, or the state cannot be kept.
    pub(super) async fn run(self) -> Result<()> {
        self.journal.clock(self.host.now());
        // Others see by the stored state whose run it is.
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
