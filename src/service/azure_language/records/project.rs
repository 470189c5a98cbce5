//! `ProjectMetadata` of the specifications.

use crate::json::Value;
use crate::{Response, Result};

use super::required;

/// A project, as a resource lists it. Dates are RFC 3339, as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Project {
    /// Its name. Case-sensitive.
    pub name: String,
    /// Such as `Conversation` or `CustomEntityRecognition`; empty for question answering.
    pub kind: String,
    /// Its main language.
    pub language: Option<String>,
    /// Whether it holds other languages too.
    pub multilingual: Option<bool>,
    /// What people say of it.
    pub description: Option<String>,
    /// The container of its documents.
    pub container: Option<String>,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it was last changed. An import changes it, training does not.
    pub last_modified_at: String,
    /// When one of its models was last trained.
    pub last_trained_at: Option<String>,
    /// When it was last deployed.
    pub last_deployed_at: Option<String>,
}

impl Project {
    pub(in super::super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        let text = |name| response.text(value, name);
        Ok(Self {
            name: required(response, value, "projectName")?,
            kind: text("projectKind")?.unwrap_or_default(),
            language: text("language")?,
            multilingual: match value.get("multilingual") {
                Some(Value::Bool(is)) => Some(*is),
                _ => None,
            },
            description: text("description")?,
            container: text("storageInputContainerName")?,
            created_at: text("createdDateTime")?,
            last_modified_at: required(response, value, "lastModifiedDateTime")?,
            last_trained_at: text("lastTrainedDateTime")?,
            last_deployed_at: text("lastDeployedDateTime")?,
        })
    }
}
