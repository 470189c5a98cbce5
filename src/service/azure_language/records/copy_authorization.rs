//! The permission to copy a project to a resource.

use export_jobs_project::json::quoted;

use crate::Result;

use super::record::Record;

/// The permission that a target gives for a copy at the source (`CopyProjectOptions`). It contains
/// a secret, so it must not be shown or logged. Only [`CopyAuthorization::body`] passes the secret
/// on.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyAuthorization {
    /// The kind of the project.
    pub project_kind: String,
    /// The project's name at the target.
    pub target_project: String,
    access_token: String,
    /// When the permission ends: RFC 3339, as sent.
    pub expires_at: String,
    /// The target's Azure resource id.
    pub target_resource_id: String,
    /// The target's region.
    pub target_resource_region: String,
}

impl CopyAuthorization {
    pub(super) fn read(record: &Record<'_>) -> Result<Self> {
        let text = |name| {
            // An excerpt of this answer would show the token.
            record.required_text(name).map_err(|error| {
                let message = format!("The permission to copy cannot be read: see `{name}`.");
                error.with_message(message)
            })
        };
        Ok(Self {
            project_kind: text("projectKind")?,
            target_project: text("targetProjectName")?,
            access_token: text("accessToken")?,
            expires_at: text("expiresAt")?,
            target_resource_id: text("targetResourceId")?,
            target_resource_region: text("targetResourceRegion")?,
        })
    }

    /// Returns the body of [`super::super::Operation::Copy`] at the source. It contains the secret.
    pub fn body(&self) -> Vec<u8> {
        let mut json = Vec::new();
        for (name, value) in [
            ("projectKind", &self.project_kind),
            ("targetProjectName", &self.target_project),
            ("accessToken", &self.access_token),
            ("expiresAt", &self.expires_at),
            ("targetResourceId", &self.target_resource_id),
            ("targetResourceRegion", &self.target_resource_region),
        ] {
            json.push(if json.is_empty() { b'{' } else { b',' });
            json.extend(quoted(name));
            json.push(b':');
            json.extend(quoted(value));
        }
        json.push(b'}');
        json
    }
}
