//! An exported model, and the files that it consists of.

use crate::Result;

use super::record::Record;

/// An exported model (`ExportedTrainedModel`). Dates are as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportedModel {
    /// The name that was given in the export.
    pub name: String,
    /// The id of the trained model.
    pub model_id: Option<String>,
    /// When the model was trained: RFC 3339.
    pub last_trained_at: Option<String>,
    /// When it was last exported: RFC 3339.
    pub last_exported_at: Option<String>,
    /// When the model expires: `yyyy-MM-dd`.
    pub model_expires_at: Option<String>,
    /// The version of the training configuration (`modelTrainingConfigVersion`).
    pub config_version: Option<String>,
}

impl ExportedModel {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        Ok(Self {
            name: record.required_text("exportedModelName")?,
            model_id: record.text("modelId")?,
            last_trained_at: record.text("lastTrainedDateTime")?,
            last_exported_at: record.text("lastExportedModelDateTime")?,
            model_expires_at: record.text("modelExpirationDate")?,
            config_version: record.text("modelTrainingConfigVersion")?,
        })
    }
}

/// A file of an exported model (`ModelFile`).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModelFile {
    /// The file's name.
    pub name: String,
    /// The download URL. It is a secret, because it grants access by itself.
    pub content_url: String,
}

impl ModelFile {
    /// Returns the files in an answer (`ExportedModelManifest`).
    pub(super) fn read_all(record: &Record<'_>) -> Result<Vec<Self>> {
        let files = record.objects("modelFiles")?.ok_or_else(|| record.lacks("modelFiles"))?;
        files.iter().map(Self::read).collect()
    }

    fn read(record: &Record<'_>) -> Result<Self> {
        Ok(Self {
            name: record.required_text("name")?,
            content_url: record.required_text("contentUri")?,
        })
    }
}

/// Without the URL.
impl std::fmt::Debug for ModelFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ModelFile").field("name", &self.name).finish_non_exhaustive()
    }
}
