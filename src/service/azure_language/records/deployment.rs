//! A deployment of a model.

use crate::Result;

use super::record::Record;

/// A deployment (`ProjectDeployment`). Dates are as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deployment {
    /// The name that callers of the runtime use.
    pub name: String,
    /// The id of its model, which is the `model_id` of a trained model. Question answering has
    /// none.
    pub model_id: Option<String>,
    /// When its model was trained: RFC 3339.
    pub last_trained_at: Option<String>,
    /// When it was deployed: RFC 3339.
    pub last_deployed_at: Option<String>,
    /// The last day on which the deployment can be used: `yyyy-MM-dd`.
    pub expires_at: Option<String>,
    /// The version of the training configuration of its model (`modelTrainingConfigVersion`).
    pub config_version: Option<String>,
    /// The resources that it runs on, where the api-version lists them.
    pub assigned_resources: Vec<DeploymentResource>,
}

/// A resource that a deployment runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeploymentResource {
    /// The resource's id: `azureResourceId` since 2025-11, `resourceId` before.
    pub id: Option<String>,
    /// The resource's region, such as `westeurope`.
    pub region: Option<String>,
}

impl DeploymentResource {
    fn read(record: &Record<'_>) -> Result<Self> {
        let id = match record.text("azureResourceId")? {
            None => record.text("resourceId")?,
            id => id,
        };
        Ok(Self { id, region: record.text("region")? })
    }
}

impl Deployment {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        let resources = record.objects("assignedResources")?.unwrap_or_default();
        Ok(Self {
            assigned_resources: resources
                .iter()
                .map(DeploymentResource::read)
                .collect::<Result<_>>()?,
            name: record.required_text("deploymentName")?,
            model_id: record.text("modelId")?,
            last_trained_at: record.text("lastTrainedDateTime")?,
            last_deployed_at: record.text("lastDeployedDateTime")?,
            expires_at: record.text("deploymentExpirationDate")?,
            config_version: record.text("modelTrainingConfigVersion")?,
        })
    }
}
