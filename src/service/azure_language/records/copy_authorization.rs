//! `CopyProjectOptions` of the preview specifications.

use std::fmt;

use crate::json::Value;
use crate::{Response, Result};

use super::required;

/// A target's leave to copy a project to it. It holds a token: it goes to the source as it came,
/// and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyAuthorization {
    body: String,
    /// When it ends. RFC 3339, as sent.
    pub expires_at: Option<String>,
}

impl CopyAuthorization {
    pub(in super::super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        required(response, value, "accessToken")?;
        let expires_at = response.text(value, "expiresAt")?;
        Ok(Self { body: value.to_json(), expires_at })
    }

    /// The body of the copy, as the source takes it.
    pub fn to_body(&self) -> Vec<u8> {
        self.body.clone().into_bytes()
    }
}

impl fmt::Debug for CopyAuthorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CopyAuthorization(…)")
    }
}
