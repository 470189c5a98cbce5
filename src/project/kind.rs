//! The kinds of project.

/// A kind of project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProjectKind {
    EntityRecognition,
    SingleLabel,
    MultiLabel,
    Healthcare,
    Sentiment,
    AbstractiveSummarization,
    Conversation,
    Orchestration,
    ConversationSummarization,
    QuestionAnswering,
}

/// The name on the wire, the kind, and the lists that its assets may have. [SPEC]
/// ExportedProjectAssets.
/// Orchestration files have an empty list of entities that no schema mentions [REC].
const KINDS: &[(&str, ProjectKind, &[&str])] = &[
    ("CustomEntityRecognition", ProjectKind::EntityRecognition, &["entities", "documents"]),
    ("CustomSingleLabelClassification", ProjectKind::SingleLabel, &["classes", "documents"]),
    ("CustomMultiLabelClassification", ProjectKind::MultiLabel, &["classes", "documents"]),
    ("CustomHealthcare", ProjectKind::Healthcare, &["entities", "documents"]),
    ("CustomTextSentiment", ProjectKind::Sentiment, &["documents"]),
    ("CustomAbstractiveSummarization", ProjectKind::AbstractiveSummarization, &["documents"]),
    ("Conversation", ProjectKind::Conversation, &["intents", "entities", "utterances"]),
    ("Orchestration", ProjectKind::Orchestration, &["intents", "utterances"]),
    ("CustomConversationSummarization", ProjectKind::ConversationSummarization, &["conversations"]),
    ("QuestionAnswering", ProjectKind::QuestionAnswering, &["qnas", "synonyms"]),
];

impl ProjectKind {
    /// Reads a kind. Case is ignored, because official files also begin it with a small letter
    /// [REC].
    pub(crate) fn of(name: &str) -> Option<Self> {
        let row = KINDS.iter().find(|(wire, _, _)| wire.eq_ignore_ascii_case(name));
        row.map(|(_, kind, _)| *kind)
    }

    /// Returns the lists that its assets may have.
    pub(crate) fn lists(self) -> &'static [&'static str] {
        KINDS.iter().find(|(_, kind, _)| *kind == self).map_or(&[], |(_, _, lists)| lists)
    }

    /// Returns whether the project's texts are documents in a container.
    pub(crate) fn has_documents(self) -> bool {
        self.lists().contains(&"documents")
    }
}
