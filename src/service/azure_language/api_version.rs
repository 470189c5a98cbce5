//! Versions of the authoring API. Any is let through; what each generation has is known.

use crate::{Error, Result};

use super::Family;

/// 2022-05-01, and the previews before 2022-10-01-preview.
pub(super) const UNTIL_OCTOBER_2022: u8 = 1;
const OCTOBER_2022: u8 = 2;
const STABLE_2023: u8 = 4;
/// The previews since 2023-04-15-preview.
pub(super) const PREVIEWS: u8 = 8;
/// Conversations at 2025-11-01 and later.
pub(super) const STABLE_2025: u8 = 16;

pub(super) const NEVER: u8 = 0;
pub(super) const ALL: u8 = 31;
pub(super) const SINCE_OCTOBER_2022: u8 = ALL & !UNTIL_OCTOBER_2022;
/// What deploys to other resources was dropped for 2023-04-01 (reference, section 1.5).
pub(super) const RESOURCES: u8 = OCTOBER_2022 | PREVIEWS | STABLE_2025;

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

    /// Which generation of the API it belongs to. A version that nobody knows yet is of the
    /// generation of its newest known relative: the last preview, or the last stable version.
    pub(super) fn generation(&self, family: Family) -> u8 {
        let version = self.0.as_str();
        if version < "2022-10" {
            UNTIL_OCTOBER_2022
        } else if version < "2023-04" {
            OCTOBER_2022
        } else if version.ends_with("-preview") {
            PREVIEWS
        } else if version >= "2025-11" && family == Family::AnalyzeConversations {
            STABLE_2025
        } else {
            STABLE_2023
        }
    }

    /// Whether there is an OpenAPI file that says all that it has. Later ones may have more.
    pub(super) fn is_specified(&self) -> bool {
        self.0.as_str() <= "2023-11-15-preview"
    }
}

/// The versions of these generations, for messages.
pub(super) fn versions_of(generations: u8, family: Family) -> impl Iterator<Item = &'static str> {
    [
        (UNTIL_OCTOBER_2022, "2022-05-01"),
        (OCTOBER_2022, "2022-10-01-preview"),
        (STABLE_2023, "2023-04-01"),
        (PREVIEWS, "2023-04-15-preview and later previews"),
        (STABLE_2025, "2025-11-01"),
    ]
    .into_iter()
    .filter(move |(generation, _)| {
        let exists = *generation != STABLE_2025 || family == Family::AnalyzeConversations;
        exists && generation & generations != 0
    })
    .map(|(_, name)| name)
}
