//! `ProjectDeployment` of the specifications.

use crate::json::Value;
use crate::{Response, Result};

use super::required;

/// A deployment. Dates are as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deployment {
    /// Its name.
    pub name: String,
    /// The id of its model; empty for question answering, which deploys the project itself.
    pub model_id: String,
    /// When its model was trained.
    pub last_trained_at: Option<String>,
    /// When it was made or changed.
    pub last_deployed_at: Option<String>,
    /// A date, after which it answers no more.
    pub expires_at: Option<String>,
}

impl Deployment {
    pub(in super::super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        Ok(Self {
            name: required(response, value, "deploymentName")?,
            model_id: response.text(value, "modelId")?.unwrap_or_default(),
            last_trained_at: response.text(value, "lastTrainedDateTime")?,
            last_deployed_at: response.text(value, "lastDeployedDateTime")?,
            expires_at: response.text(value, "deploymentExpirationDate")?,
        })
    }
}
