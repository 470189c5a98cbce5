//! The three families of the authoring API.

use crate::{Error, Result};

/// A family of projects. Each has its own base path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Custom text: entity recognition, classification and similar projects.
    AnalyzeText,
    /// Conversations: language understanding and orchestration.
    AnalyzeConversations,
    /// Question answering.
    QueryKnowledgebases,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 3] =
        [Self::AnalyzeText, Self::AnalyzeConversations, Self::QueryKnowledgebases];

    /// Returns the family's segment in paths.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AnalyzeText => "analyze-text",
            Self::AnalyzeConversations => "analyze-conversations",
            Self::QueryKnowledgebases => "query-knowledgebases",
        }
    }

    /// Parses the family's segment.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|family| family.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(text!(
                "\"{}\" is not a family: give \"analyze-text\", \"analyze-conversations\" or \
                 \"query-knowledgebases\".",
                text
            ))
        })
    }

    /// Returns the name of the service in a [`crate::Job`].
    pub(super) fn service_name(self) -> &'static str {
        match self {
            Self::AnalyzeText => "azure-language/analyze-text",
            Self::AnalyzeConversations => "azure-language/analyze-conversations",
            Self::QueryKnowledgebases => "azure-language/query-knowledgebases",
        }
    }
}
