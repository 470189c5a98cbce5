//! Lists the projects to replicate.

use crate::service::azure_language::{Arguments, Project};
use crate::service::{AzureLanguage, Operation};
use crate::{Error, ErrorCode, Result};

use super::super::{ProjectFilter, ProjectRun};
use super::Script;

impl Script {
    /// Adds the chosen projects to the state.
    pub(super) async fn list_projects(&self) -> Result<()> {
        let options = self.journal.options();
        let Some(ProjectFilter { kind, prefix }) = &options.all else {
            let to = |name: &String| options.target_name.as_ref().unwrap_or(name).clone();
            let runs = options.projects.iter().map(|name| ProjectRun::new(name.clone(), to(name)));
            self.take(runs.collect());
            return Ok(());
        };
        let read = AzureLanguage::read_projects;
        let all = self.source.list(Operation::ListProjects, &Arguments::default(), read).await?;
        let fits = |project: &Project| {
            kind.as_ref().is_none_or(|kind| is_kind(project, kind))
                && prefix.as_ref().is_none_or(|prefix| project.name.starts_with(prefix.as_str()))
        };
        let runs: Vec<_> = all
            .into_iter()
            .filter(fits)
            .map(|project| ProjectRun::new(project.name.clone(), project.name))
            .collect();
        if runs.is_empty() {
            return Err(Error::new(
                ErrorCode::NotFound,
                "No project at the source matches the filter, so nothing was replicated.",
            ));
        }
        self.take(runs);
        Ok(())
    }

    fn take(&self, runs: Vec<ProjectRun>) {
        let mut state = self.journal.state.borrow_mut();
        state.projects = runs;
        state.is_listed = true;
    }
}

/// Returns whether a project is of a kind. The service ignores the case of kinds.
pub(crate) fn is_kind(project: &Project, kind: &str) -> bool {
    project.kind.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(kind))
}
