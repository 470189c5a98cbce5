//! The project to which an intent of an orchestration project forwards its utterances.

use crate::plain;

plain! {
    /// The target of an orchestration intent.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct OrchestrationTarget {
        /// The intent's name.
        pub intent: String,
        /// The target's kind: `Conversation`, `QuestionAnswering` or `Luis`, as written.
        pub kind: Option<String>,
        /// The target's project name, or its LUIS application id.
        pub project: Option<String>,
        /// The target's deployment, if it has one.
        pub deployment: Option<String>,
    }
}
