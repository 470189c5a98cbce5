//! The state machine of a replication.

use std::rc::Rc;

use crate::replication::azure_blob::{Container, Storage};
use crate::service::AzureLanguage;
use crate::workflow::{Operation, Party, Task, TaskId, Workflow};
use crate::{Error, Machine, Moment, Response, Result};

use super::journal::Journal;
use super::script::Script;
use super::script::resource::Resource;
use super::state::ResourceId;
use super::{Ending, Progress, ReplicationOptions, ReplicationState};

/// The locations of the documents of custom-text projects, as SAS URLs of containers. They are secrets, and never part
/// of the state.
#[derive(Clone, Default)]
pub struct DocumentLocations {
    /// The container to copy from. If `None`, documents are only looked up at the target.
    pub source: Option<String>,
    /// The container to copy to.
    pub target: Option<String>,
}

/// Replicates projects from one resource to another. It is a state machine without I/O: see
/// [`Workflow`] for how to drive it.
///
/// # Example
/// ```
/// use export_jobs::replication::{Replication, ReplicationOptions, Selection};
/// use export_jobs::service::{AzureLanguage, Family};
/// use export_jobs::{Machine, Moment};
/// use export_jobs::workflow::{Operation, Party, Task};
/// use std::rc::Rc;
///
/// let at = |host| AzureLanguage::new(host, Family::AnalyzeConversations, None).map(Rc::new);
/// let (east, west) = (at("https://east.example")?, at("https://west.example")?);
/// let options = ReplicationOptions::new(Selection::Named(vec!["CityTransit".to_owned()]));
/// let mut replication = Replication::new(east, west, options, &Default::default())?;
/// replication.handle_timeout(Moment::at(0));
/// // The state is saved before anything is sent.
/// let request = loop {
///     match replication.poll_action() {
///         Some(Task::Save { id, .. }) => replication.handle_saved(id, Ok(()), Moment::at(0)),
///         Some(Task::Send { to: Party::Source, request, .. }) => break request,
///         _ => panic!("a request to the source was expected"),
///     }
/// };
/// assert_eq!(request.method.as_str(), "GET");
/// # Ok::<(), export_jobs::Error>(())
/// ```
pub struct Replication {
    workflow: Workflow<()>,
    journal: Rc<Journal>,
}

impl Replication {
    /// Begins a replication.
    ///
    /// # Errors
    /// `invalidArgument` when the two are the same resource or of different families, or when the
    /// options contradict themselves.
    pub fn new(
        source: Rc<AzureLanguage>,
        target: Rc<AzureLanguage>,
        options: ReplicationOptions,
        documents: &DocumentLocations,
    ) -> Result<Self> {
        options.check()?;
        let state = ReplicationState {
            id: String::new(),
            run: None,
            source: ResourceId::of(&source),
            target: ResourceId::of(&target),
            options,
            is_listed: false,
            projects: Vec::new(),
            elapsed_ms: 0,
        };
        Self::resume(state, source, target, documents)
    }

    /// Resumes a replication at its stored state. Steps that failed are tried again.
    ///
    /// # Errors
    /// As for [`Replication::new`]; also `invalidArgument` when the state belongs to other
    /// resources.
    pub fn resume(
        state: ReplicationState,
        source: Rc<AzureLanguage>,
        target: Rc<AzureLanguage>,
        documents: &DocumentLocations,
    ) -> Result<Self> {
        check_places(&state, &source, &target)?;
        let storage = storage(documents)?;
        let journal = Rc::new(Journal::new(state));
        let known = journal.clone();
        let workflow = Workflow::new(move |host| {
            let source = Resource::new(Party::Source, source, &host);
            let target = Resource::new(Party::Target, target, &host);
            Script { host, source, target, storage, journal: known, only_looks: false }.run()
        });
        Ok(Self { workflow, journal })
    }

    /// Marks the state as that of a new run. `id` must be random, so that no other run has it.
    pub fn begin_run(&mut self, id: &str) {
        self.journal.state.borrow_mut().begin_run(id);
    }

    /// Returns the outcome, once: success, or the error of the first project that failed.
    pub fn outcome(&mut self) -> Option<Result<()>> {
        let outcome = self.workflow.outcome()?;
        let failed = |state: &ReplicationState| {
            state.projects.iter().find_map(|project| match &project.ending {
                Some(Ending::Failed { error, .. }) => Some(error.clone()),
                _ => None,
            })
        };
        Some(outcome.and_then(|()| failed(&self.journal.state.borrow()).map_or(Ok(()), Err)))
    }

    /// Returns the state.
    pub fn state(&self) -> ReplicationState {
        self.journal.state.borrow().clone()
    }

    /// Returns the progress, if it has changed since the last call.
    pub fn news(&self) -> Option<Progress> {
        if !self.journal.has_news.take() {
            return None;
        }
        self.progress()
    }

    /// Returns the progress.
    pub fn progress(&self) -> Option<Progress> {
        self.journal.progress.borrow().clone()
    }
}

impl Machine for Replication {
    type Action = Task;

    fn poll_action(&mut self) -> Option<Task> {
        self.workflow.poll_action()
    }

    fn timeout(&mut self) -> Option<u64> {
        self.workflow.timeout()
    }

    fn handle_timeout(&mut self, at: Moment) {
        self.workflow.handle_timeout(at);
    }
}

impl Operation for Replication {
    fn handle_response(&mut self, id: TaskId, outcome: Result<Response>, at: Moment) {
        self.workflow.handle_response(id, outcome, at);
    }

    fn handle_saved(&mut self, id: TaskId, outcome: Result<()>, at: Moment) {
        self.workflow.handle_saved(id, outcome, at);
    }
}

fn check_places(
    state: &ReplicationState,
    source: &AzureLanguage,
    target: &AzureLanguage,
) -> Result<()> {
    let (here, there) = (ResourceId::of(source), ResourceId::of(target));
    if here.family != there.family {
        return Err(Error::invalid_argument(format!(
            "The source has the family {}, but the target has {}: a project stays in its family.",
            here.family, there.family
        )));
    }
    let is_same = source.is_known_as(&there.endpoint) || target.is_known_as(&here.endpoint);
    if is_same && state.options.target_name.is_none() {
        return Err(Error::invalid_argument(
            "Source and target are the same resource: give the project another name (targetName).",
        ));
    }
    for (side, said, given, client) in
        [("source", &state.source, &here, source), ("target", &state.target, &there, target)]
    {
        if said.family != given.family || !client.is_known_as(&said.endpoint) {
            return Err(Error::invalid_argument(format!(
                "The state's {side} is {} of {}, but the given one is {} of {}. If both are \
                 the same resource, once directly and once through a gateway, set `upstream`.",
                said.family, said.endpoint, given.family, given.endpoint
            )));
        }
    }
    Ok(())
}

fn storage(documents: &DocumentLocations) -> Result<Option<Storage>> {
    let container = |what, url: &Option<String>| {
        url.as_deref().map(|url| Container::parse(what, url)).transpose()
    };
    let source = container("documents.source", &documents.source)?;
    match container("documents.target", &documents.target)? {
        Some(target) => Ok(Some(Storage { source, target })),
        None if source.is_some() => Err(Error::invalid_argument(
            "documents.source without documents.target: give the container to copy to.",
        )),
        None => Ok(None),
    }
}
