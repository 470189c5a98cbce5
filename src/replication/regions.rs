//! Compares the projects of two regions.

use std::rc::Rc;

use crate::plain::Rule;
use crate::service::azure_language::{Arguments, Project};
use crate::service::{AzureLanguage, Operation};
use crate::time::rfc3339_ms;
use crate::workflow::{Host, Party, Workflow, join_all};
use crate::{Error, Result, plain, words};

use export_jobs_project::ExportedProject;

use super::Verification;
use super::script::exported::{Saving, Wanted, exported};
use super::script::projects::is_kind;
use super::script::resource::{Resource, about};

words! {
    /// The difference between a project at the target and the project of the same name at the source.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Standing {
        /// The target has no such project.
        Missing = "missing",
        /// The source's project was changed later than the target's.
        Older = "older",
        /// The target's project is as new or newer, but has other contents.
        Different = "different",
        /// The target's project is as new or newer. If the contents were compared, they are the same.
        Equal = "equal",
        /// Only the target has it.
        Extra = "extra",
    }
}

/// The parts that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionOptions {
    /// The names of the projects to compare. If empty, all are compared.
    pub names: Vec<String>,
    /// The kind of the projects to compare. If `None`, any kind matches.
    pub kind: Option<String>,
    /// The beginning of the names of the projects to compare. If `None`, any name matches.
    pub prefix: Option<String>,
    /// True to export both projects and compare their contents, if their dates show no difference.
    pub with_content: bool,
}

impl RegionOptions {
    fn takes(&self, project: &Project) -> bool {
        (self.names.is_empty() || self.names.contains(&project.name))
            && self.kind.as_ref().is_none_or(|kind| is_kind(project, kind))
            && self.prefix.as_ref().is_none_or(|it| project.name.starts_with(it.as_str()))
    }
}

plain! {
    /// A project in one region. Dates are RFC 3339, as sent.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct RegionProject {
        /// When the project last changed.
        pub modified_at: String,
        /// When it was last trained.
        pub trained_at: Option<String>,
        /// When it was last deployed.
        pub deployed_at: Option<String>,
        /// The names of its models.
        pub models: Vec<String>,
        /// The names of its deployments.
        pub deployments: Vec<String>,
    }
}

plain! {
    /// A project in two regions. Dates are RFC 3339, as sent.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RegionComparison {
        /// The name of the project.
        pub project: String,
        /// The kind of the project, such as `Conversation`.
        pub kind: String,
        /// The target's project compared to the source's. `older`: the source's changed later. `different`: the
        /// contents differ. `extra`: only the target has it.
        pub standing: Standing = Rule::NONE.in_full(),
        /// The project at the source. Absent if only the target has it.
        pub source: Option<RegionProject>,
        /// The project at the target. Absent if only the source has it.
        pub target: Option<RegionProject>,
        /// The differences of the contents, if they were compared.
        pub content: Option<Verification>,
        /// The deployments that only the source has.
        pub missing_deployments: Vec<String>,
        /// The recommended action, in a sentence.
        pub advice: &'static str,
    }
}

/// Compares the projects of two resources. Changes nothing at either.
///
/// # Errors
/// `invalidArgument` when the two clients have different families.
pub fn compare_regions(
    source: Rc<AzureLanguage>,
    target: Rc<AzureLanguage>,
    options: RegionOptions,
) -> Result<Workflow<Vec<RegionComparison>>> {
    if source.family() != target.family() {
        return Err(Error::invalid_argument(
            "Both resources must be used with the same family: give two clients of one family.",
        ));
    }
    Ok(Workflow::new(move |host| async move {
        let [source, target] = [(Party::Source, source), (Party::Target, target)]
            .map(|(party, client)| Resource::new(party, client, &host));
        Regions { host, source, target, options }.compare().await
    }))
}

struct Regions {
    host: Host,
    source: Resource,
    target: Resource,
    options: RegionOptions,
}

/// The number of projects that are compared at the same time.
const AT_A_TIME: usize = 4;

impl Regions {
    async fn compare(&self) -> Result<Vec<RegionComparison>> {
        let read = AzureLanguage::read_projects;
        let list = Operation::ListProjects;
        let here = self.source.list(list, &Arguments::default(), read).await?;
        let there = self.target.list(list, &Arguments::default(), read).await?;
        let taken = |project: &&Project| self.options.takes(project);
        let pairs = here
            .iter()
            .filter(taken)
            .map(|project| (Some(project), there.iter().find(|it| it.name == project.name)));
        let extra = there.iter().filter(taken);
        let extra = extra.filter(|project| !here.iter().any(|it| it.name == project.name));
        let pairs = pairs.chain(extra.map(|project| (None, Some(project))));
        let pairs: Vec<_> = pairs.map(|(here, there)| self.pair(here, there)).collect();
        join_all(AT_A_TIME, pairs).await.into_iter().collect()
    }

    async fn pair(
        &self,
        here: Option<&Project>,
        there: Option<&Project>,
    ) -> Result<RegionComparison> {
        let source = self.project_at(&self.source, here).await?;
        let target = self.project_at(&self.target, there).await?;
        let mut standing = match (here, there) {
            (Some(_), None) => Standing::Missing,
            (None, _) => Standing::Extra,
            (Some(here), Some(there)) if is_later(here, there) => Standing::Older,
            _ => Standing::Equal,
        };
        let mut content = None;
        if standing == Standing::Equal && self.options.with_content {
            let name = here.map(|it| it.name.as_str()).unwrap_or_default();
            let of = |project: Option<&Project>| Wanted {
                name: name.to_owned(),
                kind: project.and_then(|it| it.kind.clone()),
            };
            let (ours, theirs) =
                (self.file(&self.source, of(here)), self.file(&self.target, of(there)));
            let verification = Verification::of_regions(&ours.await?, &theirs.await?);
            if !verification.is_equal() {
                standing = Standing::Different;
            }
            content = Some(verification);
        }
        let wanted = source.as_ref().map(|it| it.deployments.as_slice()).unwrap_or_default();
        let has = |name: &String| target.as_ref().is_some_and(|it| it.deployments.contains(name));
        let missing: Vec<_> = wanted.iter().filter(|name| !has(name)).cloned().collect();
        let any = here.or(there);
        Ok(RegionComparison {
            project: any.map(|it| it.name.clone()).unwrap_or_default(),
            kind: any.and_then(|it| it.kind.clone()).unwrap_or_default(),
            standing,
            source,
            target,
            content,
            advice: advice(standing, missing.is_empty()),
            missing_deployments: missing,
        })
    }

    async fn project_at(
        &self,
        resource: &Resource,
        project: Option<&Project>,
    ) -> Result<Option<RegionProject>> {
        let Some(project) = project else { return Ok(None) };
        let about = about(&project.name);
        let read = AzureLanguage::read_deployments;
        let deployments = resource.list(Operation::ListDeployments, &about, read).await?;
        let models = if resource.client.has(Operation::ListModels) {
            resource.list(Operation::ListModels, &about, AzureLanguage::read_models).await?
        } else {
            Vec::new()
        };
        Ok(Some(RegionProject {
            modified_at: project.last_modified_at.clone().unwrap_or_default(),
            trained_at: project.last_trained_at.clone(),
            deployed_at: project.last_deployed_at.clone(),
            models: models.into_iter().map(|it| it.label).collect(),
            deployments: deployments.into_iter().map(|it| it.name).collect(),
        }))
    }

    async fn file(&self, resource: &Resource, wanted: Wanted) -> Result<ExportedProject> {
        let started = |_| -> Saving<'_> { Box::pin(async { Ok(()) }) };
        Ok(exported(&self.host, resource, wanted, None, &started, &|_| {}).await?.file)
    }
}

fn is_later(here: &Project, there: &Project) -> bool {
    let at = |project: &Project| rfc3339_ms(project.last_modified_at.as_deref()?);
    match (at(here), at(there)) {
        (Some(here), Some(there)) => here > there,
        // An unreadable date proves nothing, so the project is replicated again.
        _ => true,
    }
}

fn advice(standing: Standing, has_deployments: bool) -> &'static str {
    match (standing, has_deployments) {
        (Standing::Missing, _) => "Replicate it: it would be imported, trained and deployed.",
        (Standing::Older | Standing::Different, _) => {
            "Replicate it with its name in `replace`: the target's would be exported and handed out, \
             and then be replaced, trained and deployed."
        }
        (Standing::Equal, true) => "Nothing to do.",
        (Standing::Equal, false) => {
            "Deployments are missing at the target: train and deploy there, or replicate it with its name in \
             `replace`."
        }
        (Standing::Extra, _) => "Only the target has it. A replication never deletes.",
    }
}
