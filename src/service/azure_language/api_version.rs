//! Versions of the authoring API. Any is let through; the shapes that changed are known.

use crate::{Error, Result};

/// A version such as `2023-04-01` or `2023-11-15-preview`. Versions order as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct ApiVersion(String);

impl ApiVersion {
    /// The last version that is stable in all three families.
    pub(in crate::service) const DEFAULT: &str = "2023-04-01";

    pub(in crate::service) fn parse(text: &str) -> Result<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
        if text.is_empty() || text.len() > 40 || !text.bytes().all(plain) {
            return Err(Error::invalid_argument(format!(
                "\"{text}\" is not an API version: give one such as \"{}\".",
                Self::DEFAULT
            )));
        }
        Ok(Self(text.to_owned()))
    }

    pub(in crate::service) fn as_str(&self) -> &str {
        &self.0
    }

    /// Until 2021 the paths had no `authoring/`: text and conversations at 2021-11-01-preview,
    /// question answering at 2021-10-01 (reference, sections 1.4 and 1.5).
    pub(super) fn has_authoring_path(&self) -> bool {
        !self.0.starts_with("2021-")
    }

    /// From 2022-05-01 until 2022-10-01-preview conversations had to name the `format`.
    pub(super) fn requires_format(&self) -> bool {
        ("2022-01".."2022-10").contains(&self.0.as_str())
    }

    /// Snapshots of trained models can be exported since 2022-10-01-preview.
    pub(super) fn has_trained_model_label(&self) -> bool {
        self.0.as_str() >= "2022-10"
    }

    /// Text imports take a `format` header in the previews since 2023-04-15-preview.
    pub(super) fn has_format_header(&self) -> bool {
        self.0.as_str() >= "2023-04-15" && self.0.ends_with("-preview")
    }
}
