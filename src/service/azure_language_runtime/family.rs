//! The families of analysis jobs.

use crate::{Error, Result};

/// A family of analysis jobs. Each has its own path below `/language`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobFamily {
    /// Texts: `/language/analyze-text/jobs`.
    AnalyzeText,
    /// Conversations: `/language/analyze-conversations/jobs`.
    AnalyzeConversations,
    /// Native documents, which the service reads from storage and writes to storage:
    /// `/language/analyze-documents/jobs`.
    AnalyzeDocuments,
}

impl JobFamily {
    /// All families.
    pub const ALL: [Self; 3] =
        [Self::AnalyzeText, Self::AnalyzeConversations, Self::AnalyzeDocuments];

    /// Returns the family's segment in paths.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AnalyzeText => "analyze-text",
            Self::AnalyzeConversations => "analyze-conversations",
            Self::AnalyzeDocuments => "analyze-documents",
        }
    }

    /// Parses the family's segment.
    ///
    /// # Errors
    /// `invalidArgument` for any other text. Question answering has no analysis jobs.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|family| family.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" has no analysis jobs: give \"analyze-text\", \
                 \"analyze-conversations\" or \"analyze-documents\"."
            ))
        })
    }
}
