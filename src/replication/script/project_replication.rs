//! The replication of one project, step by step.

use std::cell::RefCell;

use export_jobs_project::ExportedProject;

use crate::service::Pace;
use crate::workflow::{Host, SaveItem};
use crate::{Job, JobStatus, Result};

use super::super::journal::Journal;
use super::super::{Ending, ProjectRun, ReplicationOptions, Step};
use super::Script;
use super::exported::Saving;
use super::resource::Resource;

/// The replication of one project.
pub(super) struct ProjectReplication<'a> {
    pub(super) script: &'a Script,
    pub(super) options: ReplicationOptions,
    /// The index of the project in the state.
    at: usize,
    /// The file for the target, once this session has it.
    pub(super) file: RefCell<Option<ExportedProject>>,
    /// The kind of the target's project, when it was last read.
    pub(super) kind_there: RefCell<Option<String>>,
    /// The body of the copy request, from the target's last authorisation. It holds a secret.
    pub(super) permit: RefCell<Vec<u8>>,
}

impl<'a> ProjectReplication<'a> {
    pub(super) fn new(script: &'a Script, at: usize) -> Self {
        Self {
            script,
            options: script.journal.options(),
            at,
            file: RefCell::default(),
            kind_there: RefCell::default(),
            permit: RefCell::default(),
        }
    }

    pub(super) fn host(&self) -> &Host {
        &self.script.host
    }

    fn journal(&self) -> &Journal {
        &self.script.journal
    }

    pub(super) fn source(&self) -> &'a Resource {
        &self.script.source
    }

    pub(super) fn target(&self) -> &'a Resource {
        &self.script.target
    }

    /// Reads or changes the state of the project.
    pub(super) fn project<T: Default>(&self, act: impl FnOnce(&mut ProjectRun) -> T) -> T {
        self.journal().project(self.at, act).unwrap_or_default()
    }

    pub(super) fn source_name(&self) -> String {
        self.project(|run| run.source.clone())
    }

    pub(super) fn target_name(&self) -> String {
        self.project(|run| run.target.clone())
    }

    /// Saves the state, and waits until it is saved.
    pub(super) async fn save(&self) -> Result<()> {
        self.journal().clock(self.host().now());
        self.host().save(SaveItem::State).await
    }

    /// Does the same as [`ProjectReplication::save`], as a boxed future.
    pub(super) fn saving(&self) -> Saving<'_> {
        Box::pin(self.save())
    }

    /// Reports what the step is doing.
    pub(super) fn say(&self, doing: &str) {
        self.journal().say(self.host().now(), doing.to_owned(), None, None);
    }

    /// Follows a job to its end, and reports its progress.
    pub(super) async fn follow(
        &self,
        resource: &Resource,
        job: Job,
        pace: Pace,
    ) -> Result<JobStatus> {
        let waits = waits_for(&job.operation, resource);
        self.say(&waits);
        resource.follow(job, pace, |status| self.seen(&waits, status)).await
    }

    pub(super) fn seen(&self, waits: &str, status: &JobStatus) {
        let (now, state) = (self.host().now(), Some(status.service_state.as_str()));
        self.journal().say(now, waits.to_owned(), state, status.percent_complete);
    }

    /// Runs all wanted steps, one after the other. A failure is stored in the state.
    pub(super) async fn run(&self) -> Result<()> {
        if self.project(|run| run.is_done()) {
            return Ok(());
        }
        self.project(|run| run.ending = None);
        let mut last = Step::Look;
        for step in Step::ALL.into_iter().filter(|step| self.options.wants(*step)) {
            last = step;
            self.journal().begin(self.at, step, self.host().now());
            // Boxed, so that the future of each step is compiled separately.
            let work: Saving<'_> = match step {
                Step::Look => Box::pin(self.look()),
                Step::Backup => Box::pin(self.back_up()),
                Step::Export => Box::pin(self.export()),
                Step::Documents => Box::pin(self.documents()),
                Step::Import => Box::pin(self.bring_in()),
                Step::Verify => Box::pin(self.verify()),
                Step::Train => Box::pin(self.train()),
                Step::Evaluate => Box::pin(self.evaluate()),
                Step::Deploy => Box::pin(self.deploy()),
            };
            let outcome = work.await;
            if let Err(error) = outcome {
                self.project(|run| run.ending = Some(Ending::Failed { step, error }));
                return self.save().await;
            }
            self.save().await?;
            if self.script.only_looks {
                return Ok(());
            }
        }
        let ending = match self.options.stop_after {
            Some(_) if last < Step::Deploy => Ending::Stopped(last),
            _ => Ending::Done,
        };
        self.project(|run| run.ending = Some(ending));
        self.save().await
    }
}

/// Returns the words for waiting for a job.
pub(super) fn waits_for(operation: &str, resource: &Resource) -> String {
    let mut text = String::from("waiting for the ");
    text.push_str(operation);
    text.push_str(" job ");
    text.push_str(resource.location());
    text
}
