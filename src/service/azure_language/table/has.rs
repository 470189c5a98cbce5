//! The versions that have a feature.

use super::super::Family;
use super::super::api_version::{ALL, NEVER, PREVIEWS, RESOURCES, SINCE_NOVEMBER_2024};

/// The generations of api-versions that have a feature, for each family.
#[derive(Clone, Copy)]
pub(in super::super) struct Has {
    pub(in super::super) text: u8,
    pub(in super::super) conversations: u8,
    pub(in super::super) questions: u8,
}

impl Has {
    pub(in super::super) fn of(self, family: Family) -> u8 {
        match family {
            Family::AnalyzeText => self.text,
            Family::AnalyzeConversations => self.conversations,
            Family::QueryKnowledgebases => self.questions,
        }
    }
}

pub(super) const fn has(text: u8, conversations: u8, questions: u8) -> Has {
    Has { text, conversations, questions }
}

/// Every version of text and conversations.
pub(super) const BOTH: Has = has(ALL, ALL, NEVER);
pub(super) const EVERYWHERE: Has = has(ALL, ALL, ALL);
/// Deployment to other resources: in previews, and stable for conversations since 2025-11-01.
pub(super) const TO_RESOURCES: Has = has(RESOURCES, RESOURCES, NEVER);
pub(super) const IN_PREVIEWS: Has = has(PREVIEWS, PREVIEWS, NEVER);
/// Conversations have exported models since 2024-11-15-preview, text since 2023-04-15-preview.
pub(super) const EXPORTED_MODELS: Has = has(PREVIEWS, SINCE_NOVEMBER_2024, NEVER);
