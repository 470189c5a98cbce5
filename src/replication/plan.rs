//! A dry run, which lists every request that a replication would send.

use std::rc::Rc;

use crate::json::object;
use crate::plain::{MemberType, Plain, Rule};
use crate::service::azure_language::Arguments;
use crate::service::{AzureLanguage, ExportOptions, ImportOptions, Operation};
use crate::workflow::{Party, Workflow};
use crate::{Error, ErrorCode, Request, Result, plain};

use super::journal::Journal;
use super::script::Script;
use super::script::resource::{Resource, about};
use super::state::ResourceId;
use super::{
    Before, Ending, ProjectRun, ReplicationOptions, ReplicationState, Route, Step, bodies,
};

plain! {
    /// A request that a replication would send.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PlannedRequest {
        /// The step that sends it.
        pub step: Step,
        /// The method, such as `GET`.
        pub method: &'static str,
        /// The URL. Parts that are known only during the run are in braces: `{jobId}`,
        /// `{document}`.
        pub url: String,
        /// True if it is sent repeatedly: until a job has ended, or for each document.
        pub is_repeated: bool as "repeated",
    } besides {
        /// The receiver of a request.
        pub to: Party,
    } also {
        /// The receiver of the request.
        to: &str = Rule::NONE.typescript(r#""source" | "target" | "storage""#) => |it| it.to.as_str(),
    }
}

/// `CopyProjectOptions` of the preview specifications.
const COPY_MEMBERS: [&str; 6] = [
    "projectKind",
    "targetProjectName",
    "accessToken",
    "expiresAt",
    "targetResourceId",
    "targetResourceRegion",
];

plain! {
    /// The requests that a run would send for one project.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ProjectPlan {
        /// The name of the project at the source.
        pub source: String,
        /// The name of the project at the target.
        pub target: String,
        /// The requests, in order.
        pub requests: Vec<PlannedRequest> = Rule::NONE.in_full(),
    } besides {
        /// The reason why the run would not replicate the project. Absent if it would.
        pub refusal: Option<Error>,
    } also {
        /// The reason why the run would not replicate the project. Absent if it would.
        refusal: Option<Refusal> = Rule::NONE.in_full() => ProjectPlan::told_refusal,
    }
}

plain! {
    /// The reason why a project would not be replicated.
    #[derive(Clone, Debug)]
    struct Refusal {
        /// The code of the obstacle, to branch on.
        code: ErrorCode = Rule::NONE.typescript("string"),
        /// The obstacle and its remedy.
        message: String,
    }
}

impl ProjectPlan {
    fn told_refusal(&self) -> Plain<'_> {
        let refusal = self.refusal.as_ref();
        let refusal =
            refusal.map(|it| Refusal { code: it.code(), message: it.message().to_owned() });
        refusal.to_plain().into_owned()
    }
}

/// Reads both sides, without changing anything, and returns the requests that a replication would
/// send.
///
/// # Errors
/// As for [`Replication::new`](super::Replication::new). Obstacles that the first step finds are in
/// each project's plan.
pub fn plan(
    source: Rc<AzureLanguage>,
    target: Rc<AzureLanguage>,
    options: ReplicationOptions,
    with_storage: bool,
) -> Result<Workflow<Vec<ProjectPlan>>> {
    options.check()?;
    let wanted = options.clone();
    let (here, there) = (source.clone(), target.clone());
    let journal = Rc::new(Journal::new(ReplicationState {
        id: String::new(),
        run: None,
        source: ResourceId::of(&source),
        target: ResourceId::of(&target),
        options,
        is_listed: false,
        projects: Vec::new(),
        elapsed_ms: 0,
    }));
    Ok(Workflow::new(move |host| async move {
        let known = journal.clone();
        let [source, target] = [(Party::Source, source), (Party::Target, target)]
            .map(|(party, client)| Resource::new(party, client, &host));
        Script { host, source, target, storage: None, journal, only_looks: true }.run().await?;
        let state = known.state.borrow();
        let planner = Planner { source: here, target: there, options: &wanted, with_storage };
        state.projects.iter().map(|run| planner.project(run)).collect()
    }))
}

struct Planner<'a> {
    source: Rc<AzureLanguage>,
    target: Rc<AzureLanguage>,
    options: &'a ReplicationOptions,
    with_storage: bool,
}

struct Plan<'a> {
    planner: &'a Planner<'a>,
    step: Step,
    requests: Vec<PlannedRequest>,
}

impl Planner<'_> {
    fn project(&self, run: &ProjectRun) -> Result<ProjectPlan> {
        let refusal = match &run.ending {
            Some(Ending::Failed { error, .. }) => Some(error.clone()),
            _ => None,
        };
        let mut plan = Plan { planner: self, step: Step::Look, requests: Vec::new() };
        for step in Step::ALL.into_iter().filter(|step| self.options.wants(*step)) {
            plan.step = step;
            // The first step found an obstacle. The run would end here.
            if refusal.is_none() || step == Step::Look {
                plan.step(run)?;
            }
        }
        Ok(ProjectPlan {
            source: run.source.clone(),
            target: run.target.clone(),
            refusal,
            requests: plan.requests,
        })
    }
}

impl Plan<'_> {
    fn client(&self, party: Party) -> &AzureLanguage {
        if party == Party::Source { &self.planner.source } else { &self.planner.target }
    }

    fn add(&mut self, to: Party, request: &Request, is_repeated: bool) {
        self.requests.push(PlannedRequest {
            step: self.step,
            to,
            method: request.method.as_str(),
            url: request.url.clone(),
            is_repeated,
        });
    }

    fn ask(&mut self, to: Party, operation: Operation, arguments: &Arguments) -> Result<()> {
        let request = self.client(to).operation_request(operation, arguments)?;
        self.add(to, &request, false);
        Ok(())
    }

    /// Adds the request that reads the job of a submission until its end.
    fn follow(&mut self, to: Party, operation: Operation, arguments: Arguments) -> Result<()> {
        let arguments = Arguments { job: Some("JOB-ID".to_owned()), ..arguments };
        let job = self.client(to).job_of(operation, &arguments)?;
        let url = with_segment(&job.url, "JOB-ID", "{jobId}");
        let (method, step) = ("GET", self.step);
        self.requests.push(PlannedRequest { step, to, method, url, is_repeated: true });
        Ok(())
    }

    fn export(&mut self, to: Party, project: &str) -> Result<()> {
        let request = self.client(to).export_request(project, &ExportOptions::default())?;
        self.add(to, &request, false);
        self.follow(to, Operation::Export, about(project))?;
        let Some(status) = self.requests.last() else { return Ok(()) };
        let url = with_segment(&status.url, "{jobId}", "{jobId}/result");
        self.requests.push(PlannedRequest { url, is_repeated: false, ..status.clone() });
        Ok(())
    }

    fn step(&mut self, run: &ProjectRun) -> Result<()> {
        let (here, there) = (run.source.as_str(), run.target.as_str());
        let (source, target) = (Party::Source, Party::Target);
        match self.step {
            Step::Look => {
                self.ask(source, Operation::GetProject, &about(here))?;
                if self.planner.options.wants(Step::Train) {
                    self.ask(source, Operation::ListDeployments, &about(here))?;
                    if self.client(source).has(Operation::ListModels) {
                        self.ask(source, Operation::ListModels, &about(here))?;
                        self.ask(source, Operation::ListTrainingJobs, &about(here))?;
                    }
                }
                self.ask(target, Operation::GetProject, &about(there))?;
            }
            Step::Backup => {
                if matches!(run.before, Before::Present(_)) {
                    if !run.models.is_empty() {
                        self.ask(target, Operation::ListModels, &about(there))?;
                    }
                    if !run.deployments.is_empty() && self.planner.options.wants(Step::Deploy) {
                        self.ask(target, Operation::ListDeployments, &about(there))?;
                    }
                    self.export(target, there)?;
                }
            }
            Step::Export => {
                if self.planner.options.route == Route::Import {
                    self.export(source, here)?;
                }
            }
            Step::Documents => {
                if self.planner.options.route == Route::Copy {
                    self.export(source, here)?;
                }
                if self.planner.with_storage && run.kind.as_deref().is_some_and(has_documents) {
                    self.documents();
                }
            }
            Step::Import => self.bring_in(run)?,
            Step::Verify => {
                self.ask(target, Operation::GetProject, &about(there))?;
                self.export(target, there)?;
            }
            Step::Train => {
                for model in &run.models {
                    let of =
                        |project| Arguments { model: Some(model.label.clone()), ..about(project) };
                    self.ask(source, Operation::EvaluationSummary, &of(here))?;
                    self.ask(target, Operation::GetProject, &about(there))?;
                    self.ask(target, Operation::ListTrainingJobs, &about(there))?;
                    self.ask(target, Operation::GetModel, &of(there))?;
                    let body = bodies::training(model, self.planner.target.family(), None);
                    let arguments = Arguments { body: Some(body), ..about(there) };
                    self.ask(target, Operation::Train, &arguments)?;
                    self.follow(target, Operation::Train, about(there))?;
                    self.ask(target, Operation::GetModel, &of(there))?;
                }
            }
            Step::Evaluate => {
                for model in &run.models {
                    for (to, project) in [(source, here), (target, there)] {
                        let model = Some(model.label.clone());
                        let arguments = Arguments { model, ..about(project) };
                        self.ask(to, Operation::EvaluationSummary, &arguments)?;
                    }
                }
            }
            Step::Deploy => {
                for it in &run.deployments {
                    let of = || Arguments { deployment: Some(it.name.clone()), ..about(there) };
                    if it.model.is_empty() {
                        self.ask(target, Operation::GetProject, &about(there))?;
                    } else {
                        let model = Some(it.model.clone());
                        let arguments = Arguments { model, ..about(there) };
                        self.ask(target, Operation::GetModel, &arguments)?;
                    }
                    self.ask(target, Operation::ListDeployments, &about(there))?;
                    let body = bodies::deployment(&it.model);
                    self.ask(target, Operation::Deploy, &Arguments { body, ..of() })?;
                    self.follow(target, Operation::Deploy, of())?;
                }
            }
        }
        Ok(())
    }

    fn bring_in(&mut self, run: &ProjectRun) -> Result<()> {
        let (here, there) = (run.source.as_str(), run.target.as_str());
        if self.planner.options.route == Route::Copy {
            let kind = run.kind.as_deref().unwrap_or_default();
            let options = self.planner.options;
            let permit = bodies::permit(kind, options.container.as_deref(), false);
            // The target's answer is not known, but its members are.
            let permitted = object(|out| {
                for name in COPY_MEMBERS {
                    out.text(name, "");
                }
            });
            let arguments = |project, body| Arguments { body: Some(body), ..about(project) };
            self.ask(Party::Target, Operation::AuthorizeCopy, &arguments(there, permit))?;
            self.ask(Party::Target, Operation::GetProject, &about(there))?;
            self.ask(Party::Source, Operation::Copy, &arguments(here, permitted.into_bytes()))?;
            return self.follow(Party::Source, Operation::Copy, about(here));
        }
        self.ask(Party::Target, Operation::GetProject, &about(there))?;
        let options = ImportOptions::default();
        let request = self.client(Party::Target).import_request(there, Vec::new(), &options)?;
        self.add(Party::Target, &request, false);
        self.follow(Party::Target, Operation::Import, about(there))
    }

    /// Adds the requests to the storage. Shows only the form of their URLs, and never a signature.
    fn documents(&mut self) {
        let storage = |method, container: &str| PlannedRequest {
            step: Step::Documents,
            to: Party::Storage,
            method,
            url: format!("{{{container}}}/{{document}}"),
            is_repeated: true,
        };
        self.requests.extend([
            storage("HEAD", "documents.target"),
            storage("HEAD", "documents.source"),
            storage("PUT", "documents.target"),
        ]);
    }
}

/// Returns whether projects of a kind have their documents in storage.
fn has_documents(kind: &str) -> bool {
    !kind.eq_ignore_ascii_case("Conversation") && !kind.eq_ignore_ascii_case("Orchestration")
}

/// Returns a URL with one segment of its path replaced.
fn with_segment(url: &str, segment: &str, other: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let mut changed = String::new();
    for (place, part) in path.split('/').enumerate() {
        if place > 0 {
            changed.push('/');
        }
        changed.push_str(if part == segment { other } else { part });
    }
    changed.push('?');
    changed.push_str(query);
    changed
}
