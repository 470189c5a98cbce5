//! A project's metadata.

use crate::Result;

use super::record::Record;

/// A project's metadata (`ProjectMetadata`). Dates are RFC 3339, as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Project {
    /// The name, unique within a resource.
    pub name: String,
    /// The kind: `CustomEntityRecognition`, `Conversation` and so on. Absent for question
    /// answering.
    pub kind: Option<String>,
    /// The main language, a BCP 47 tag.
    pub language: Option<String>,
    /// True if the examples may be in further languages.
    pub multilingual: Option<bool>,
    /// The description.
    pub description: Option<String>,
    /// The storage container of its documents (`storageInputContainerName`).
    pub container: Option<String>,
    /// When it was created.
    pub created_at: Option<String>,
    /// When it was last changed.
    pub last_modified_at: Option<String>,
    /// When a model of it was last trained.
    pub last_trained_at: Option<String>,
    /// When a model of it was last deployed.
    pub last_deployed_at: Option<String>,
    /// The settings as JSON.
    pub settings: Option<String>,
}

impl Project {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        let multilingual = match record.boolean("multilingual")? {
            None => record.boolean("multilingualResource")?,
            said => said,
        };
        Ok(Self {
            name: record.required_text("projectName")?,
            kind: record.text("projectKind")?,
            language: record.text("language")?,
            multilingual,
            description: record.text("description")?,
            container: record.text("storageInputContainerName")?,
            created_at: record.text("createdDateTime")?,
            last_modified_at: record.text("lastModifiedDateTime")?,
            last_trained_at: record.text("lastTrainedDateTime")?,
            last_deployed_at: record.text("lastDeployedDateTime")?,
            settings: record.object("settings")?.map(crate::json::Value::to_json),
        })
    }
}
