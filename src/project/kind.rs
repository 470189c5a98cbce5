//! The kinds of project.

/// A kind of project, with what its file holds.
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

/// The name on the wire, the kind, and the lists among its assets. [SPEC] ExportedProjectAssets.
/// Orchestration files have an empty list of entities, which no schema mentions [REC].
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
    /// Reads a kind. Official files spell it with a small first letter too [REC].
    pub(crate) fn of(name: &str) -> Option<Self> {
        let row = KINDS.iter().find(|(wire, _, _)| wire.eq_ignore_ascii_case(name));
        row.map(|(_, kind, _)| *kind)
    }

    /// The lists that its assets may have.
    pub(crate) fn lists(self) -> &'static [&'static str] {
        KINDS.iter().find(|(_, kind, _)| *kind == self).map_or(&[], |(_, _, lists)| lists)
    }

    /// Whether its texts are documents in a container.
    pub(crate) fn has_documents(self) -> bool {
        self.lists().contains(&"documents")
    }
}
