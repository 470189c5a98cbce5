//! The target's models under the source's deployment names.

use crate::service::azure_language::Arguments;
use crate::service::{AzureLanguage, Operation};
use crate::{Error, ErrorCode, Result};

use super::super::{DeploymentRun, bodies};
use super::carrier::Carrier;
use super::once::{Found, Slot};
use super::side::about;

impl Carrier<'_> {
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

    /// A deployment of that name with the model that was trained here.
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
        let arguments = Arguments { model: Some(wanted.model.clone()), ..about(&name) };
        let read = AzureLanguage::read_model;
        let model = self.target().find(Operation::GetModel, &arguments, read).await?;
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
