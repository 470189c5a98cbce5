//! Versions of the authoring API. Every version is accepted; the features of each generation are
//! known.

use crate::{Error, Result};

use super::Family;

/// 2022-05-01, and the previews before 2022-10-01-preview.
pub(super) const UNTIL_OCTOBER_2022: u8 = 1;
const OCTOBER_2022: u8 = 1 << 1;
const STABLE_2023: u8 = 1 << 2;
/// 2023-04-15-preview and 2023-11-15-preview, which have the same features.
const PREVIEWS_2023: u8 = 1 << 3;
const NOVEMBER_2024: u8 = 1 << 4;
pub(super) const MAY_2025: u8 = 1 << 5;
/// 2025-11-01, of conversations.
pub(super) const STABLE_2025: u8 = 1 << 6;
/// 2025-11-15-preview, of conversations.
pub(super) const NOVEMBER_2025: u8 = 1 << 7;

pub(super) const NEVER: u8 = 0;
pub(super) const ALL: u8 = u8::MAX;
pub(super) const SINCE_OCTOBER_2022: u8 = ALL & !UNTIL_OCTOBER_2022;
/// The previews since 2023-04-15-preview.
pub(super) const PREVIEWS: u8 = PREVIEWS_2023 | SINCE_NOVEMBER_2024;
/// The previews since 2024-11-15-preview.
pub(super) const SINCE_NOVEMBER_2024: u8 = NOVEMBER_2024 | MAY_2025 | NOVEMBER_2025;
pub(super) const SINCE_MAY_2025: u8 = MAY_2025 | SINCE_NOVEMBER_2025;
pub(super) const SINCE_NOVEMBER_2025: u8 = STABLE_2025 | NOVEMBER_2025;
/// Deployment to other resources, which 2023-04-01 does not have
/// (docs/contracts/azure-language.md#api-versions).
pub(super) const RESOURCES: u8 = OCTOBER_2022 | PREVIEWS | STABLE_2025;
/// The versions of [`RESOURCES`] before its members were renamed.
pub(super) const OLD_RESOURCES: u8 = RESOURCES & !SINCE_NOVEMBER_2025;

const LANGUAGE: &[Family] = &[Family::AnalyzeText, Family::AnalyzeConversations];
const CONVERSATIONS: &[Family] = &[Family::AnalyzeConversations];
const QUESTIONS: &[Family] = &[Family::QueryKnowledgebases];

/// The versions that messages name, from the oldest to the newest, with their families
/// (docs/contracts/azure-language-2025.md#versions).
static KNOWN: [(&str, u8, &[Family]); 10] = [
    ("2021-10-01", UNTIL_OCTOBER_2022, QUESTIONS),
    ("2022-05-01", UNTIL_OCTOBER_2022, LANGUAGE),
    ("2022-10-01-preview", OCTOBER_2022, LANGUAGE),
    ("2023-04-01", STABLE_2023, &Family::ALL),
    ("2023-04-15-preview", PREVIEWS_2023, LANGUAGE),
    ("2023-11-15-preview", PREVIEWS_2023, &Family::ALL),
    ("2024-11-15-preview", NOVEMBER_2024, LANGUAGE),
    ("2025-05-15-preview", MAY_2025, &Family::ALL),
    ("2025-11-01", STABLE_2025, CONVERSATIONS),
    ("2025-11-15-preview", NOVEMBER_2025, CONVERSATIONS),
];

/// A version such as `2023-04-01` or `2023-11-15-preview`. Versions are compared as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct ApiVersion(String);

impl ApiVersion {
    /// The last version that is stable in all three families.
    pub(in crate::service) const DEFAULT: &str = "2023-04-01";

    pub(in crate::service) fn parse(text: &str) -> Result<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
        if text.is_empty() || text.len() > 40 || !text.bytes().all(plain) {
            return Err(Error::invalid_argument(text!(
                "\"{}\" is not an API version: give one such as \"{}\".",
                text,
                Self::DEFAULT
            )));
        }
        Ok(Self(text.to_owned()))
    }

    pub(in crate::service) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the paths have `authoring/`. Until 2021 they did not: text and conversations
    /// at 2021-11-01-preview, question answering at 2021-10-01
    /// (docs/contracts/azure-language.md#question-answering,
    /// docs/contracts/azure-language.md#api-versions).
    pub(super) fn has_authoring_path(&self) -> bool {
        !self.0.starts_with("2021-")
    }

    /// Returns the generation of the API. An unknown preview has the generation of the newest known
    /// preview before it, and an unknown stable version that of the newest stable version before
    /// it.
    pub(super) fn generation(&self, family: Family) -> u8 {
        let version = self.0.as_str();
        let is_conversations = family == Family::AnalyzeConversations;
        if version < "2022-10" {
            UNTIL_OCTOBER_2022
        } else if version < "2023-04" {
            OCTOBER_2022
        } else if !version.ends_with("-preview") {
            if version >= "2025-11" && is_conversations { STABLE_2025 } else { STABLE_2023 }
        } else if version >= "2025-11" && is_conversations {
            NOVEMBER_2025
        } else if version >= "2025-05" {
            MAY_2025
        } else if version >= "2024-11" {
            NOVEMBER_2024
        } else {
            PREVIEWS_2023
        }
    }

    /// Returns whether a specification of the version is known. Later versions than the family's
    /// newest known one may have more features.
    pub(super) fn is_specified(&self, family: Family) -> bool {
        newest(family).is_some_and(|newest| self.0.as_str() <= newest)
    }
}

/// Returns the versions of a family, for the contract of the runtime.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::service) fn all_versions(family: Family) -> impl Iterator<Item = &'static str> {
    versions_of(ALL, family)
}

fn newest(family: Family) -> Option<&'static str> {
    versions_of(ALL, family).last()
}

/// Returns the versions of these generations, for messages.
pub(super) fn versions_of(generations: u8, family: Family) -> impl Iterator<Item = &'static str> {
    KNOWN
        .iter()
        .filter(move |(_, it, families)| generations & it != 0 && families.contains(&family))
        .map(|(name, ..)| *name)
}
