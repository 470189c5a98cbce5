//! Deploys the target's models under the source's deployment names.

use crate::service::azure_language::Arguments;
use crate::service::{AzureLanguage, Operation};
use crate::{Error, ErrorCode, Result};

use super::super::{DeploymentRun, bodies};
use super::once::{Found, Slot};
use super::ownership::{mark, not_ours};
use super::project_replication::ProjectReplication;
use super::resource::about;

impl ProjectReplication<'_> {
    pub(super) async fn deploy(&self) -> Result<()> {
        let count = self.project(|run| run.deployments.len());
        for at in 0..count {
            let Some(deployment) = self.project(|run| run.deployments.get(at).cloned()) else {
                continue;
            };
            if !deployment.deploy.is_done() {
                self.make(at, &deployment).await?;
            }
        }
        Ok(())
    }

    async fn make(&self, at: usize, deployment: &DeploymentRun) -> Result<()> {
        let name = self.target_name();
        let target = self.target();
        let arguments = Arguments {
            deployment: Some(deployment.name.clone()),
            body: bodies::deployment(&deployment.model),
            ..about(&name)
        };
        let request = || target.client.operation_request(Operation::Deploy, &arguments);
        self.once(target, &request, target.pace(), Slot::Deployment(at)).await
    }

    /// Checks that the name may be used: the target has no deployment of that name, or the earlier one, or the one of
    /// this run. Also checks that the model is still the one that this run trained. Question answering deploys the
    /// project itself, which must be the verified one.
    ///
    /// # Errors
    /// `conflict` otherwise.
    pub(super) async fn look_before_deployment(&self, at: usize) -> Result<()> {
        let Some(wanted) = self.project(|run| run.deployments.get(at).cloned()) else {
            return Ok(());
        };
        let name = self.target_name();
        let mut model_id = None;
        if wanted.model.is_empty() {
            self.look_at_arrival().await?;
        } else {
            model_id = self.target().model(&name, &wanted.model).await?.and_then(|it| it.model_id);
            let made = self.project(|run| {
                let model = run.models.iter().find(|it| it.label == wanted.model);
                model.and_then(|it| it.made.clone())
            });
            if made.is_some() && made != model_id {
                return Err(not_ours("a model", &wanted.model, "trained"));
            }
        }
        let read = AzureLanguage::read_deployments;
        let all = self.target().list(Operation::ListDeployments, &about(&name), read).await?;
        let there = all.iter().find(|it| it.name == wanted.name);
        let is_free = there.is_none_or(|there| {
            let is_this = model_id.is_some() && there.model_id == model_id;
            is_this || wanted.known == Some(mark(there))
        });
        if is_free { Ok(()) } else { Err(not_ours("a deployment", &wanted.name, "made")) }
    }

    /// Looks for a deployment of that name with the model that this run trained.
    pub(super) async fn find_deployment(&self, at: usize) -> Result<Option<Found>> {
        let Some(wanted) = self.project(|run| run.deployments.get(at).cloned()) else {
            return Ok(None);
        };
        let name = self.target_name();
        let read = AzureLanguage::read_deployments;
        let all = self.target().list(Operation::ListDeployments, &about(&name), read).await?;
        let Some(there) = all.into_iter().find(|it| it.name == wanted.name) else {
            return Ok(None);
        };
        if wanted.model.is_empty() {
            return Ok(Some(Found::Done));
        }
        let model = self.target().model(&name, &wanted.model).await?;
        let model = model.ok_or_else(|| {
            Error::new(
                ErrorCode::NotFound,
                format!(
                    "The target no longer has the model \"{}\" that was trained there.",
                    wanted.model
                ),
            )
        })?;
        Ok((there.model_id == model.model_id).then_some(Found::Done))
    }
}
