//! Everything that a check looks for.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// An import refuses the file, or what was meant is lost.
    Error,
    /// The file is taken, and the model will be worse for it.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

macro_rules! rules {
    ($($variant:ident, $id:literal, $severity:ident, $advice:literal;)*) => {
        /// What a check looks for. Its id is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = concat!("`", $id, "`. ", $advice)] $variant,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Rule] = &[$(Rule::$variant,)*];

            const TABLE: &[(&str, Severity, &str)] = &[$(($id, Severity::$severity, $advice),)*];
        }
    };
}

// Members, types and closed sets of values: the ExportedProject schema of the authoring API [SPEC], as of
// 2023-04-01 to 2025-05-15-preview. Limits and names: the service-limits page of each feature
// [DOC learn.microsoft.com/azure/ai-services/language-service/<feature>/service-limits], and for question
// answering the lengths that its schema gives [SPEC]:
//   projects       names of 1 to 50 letters, digits, _ . -; names of categories of 1 to 50 characters
//   entities       10 to 100,000 documents of at most 128,000 characters, .txt at the container's root;
//                  1 to 200 entities; labels of at most 500 characters
//   classes        the same documents; at most 200 classes
//   conversations  1 to 50,000 utterances of at most 500 characters; 500 intents; 350 entities, each with
//                  at most 20,000 synonyms (2,000,000 in all) and 7 prebuilts; 20 expressions in all
//   orchestration  15,000 utterances of at most 500 characters; 500 intents
rules! {
    // The file and its metadata.
    MissingMember, "missing-member", Error, "Add the member; the format requires it.";
    WrongType, "wrong-type", Error, "Write the value in the type that the format has, without quotes around numbers and booleans.";
    DuplicateMember, "duplicate-member", Warning, "Keep one of them: readers take the last, people see the first.";
    UnknownKind, "unknown-kind", Error, "Use one of the project kinds of the service, such as Conversation or CustomEntityRecognition.";
    KindMismatch, "kind-mismatch", Error, "Make metadata.projectKind and assets.projectKind the same; an import compares them.";
    AssetOfOtherKind, "asset-of-other-kind", Error, "Remove the list, or correct the project's kind.";
    ProjectName, "project-name", Error, "Use 1 to 50 letters, digits, hyphens, underscores and dots.";
    FileVersion, "file-version", Warning, "Use the api-version that wrote the file, such as 2023-04-01.";
    StringIndexType, "string-index-type", Error, "Use Utf16CodeUnit, and count offsets in UTF-16 code units.";
    LanguageTag, "language-tag", Error, "Use a BCP 47 tag such as en-us.";
    OtherLanguage, "other-language", Warning, "Set multilingual to true, or correct the language.";
    ConfidenceThreshold, "confidence-threshold", Error, "Use a number from 0 to 1.";
    ContainerName, "container-name", Error, "Use the name of a blob container: 3 to 63 lower-case letters, digits and single hyphens.";
    // What the file declares.
    CategoryName, "category-name", Error, "Use 1 to 50 characters, none of them : $ & % * ( ) + ~ # / ?";
    DuplicateCategory, "duplicate-category", Error, "Remove one of them.";
    UndeclaredCategory, "undeclared-category", Error, "Declare it among the project's intents, entities or classes, or correct the name.";
    UnusedCategory, "unused-category", Warning, "Give it examples, or remove it.";
    UndeclaredAssociatedEntity, "undeclared-associated-entity", Error, "Declare the entity, or take it out of the intent.";
    MissingInTrain, "missing-in-train", Warning, "Move some of its examples to Train; a model learns nothing from Test.";
    MissingInTest, "missing-in-test", Warning, "Move some of its examples to Test; the evaluation says nothing about it now.";
    ListKeyCollision, "list-key-collision", Warning, "Merge the two sublists, or rename one key.";
    SynonymCollision, "synonym-collision", Warning, "Keep the synonym under one key; which of them a text resolves to is open.";
    UnknownComponentSetting, "unknown-component-setting", Error, "Use one of the values that the format has.";
    RequiredComponentAbsent, "required-component-absent", Error, "Add the component, or do not require it; the entity is never found as it is.";
    RegexKeyCollision, "regex-key-collision", Warning, "Give each expression its own key.";
    OrchestrationTarget, "orchestration-target", Error, "Name the kind of the target and its project, and the deployment where it has one.";
    // What a model learns from.
    UnknownDataset, "unknown-dataset", Warning, "Use Train or Test, or leave the dataset out.";
    EmptyText, "empty-text", Error, "Remove the utterance, or write what is said.";
    LongText, "long-text", Error, "Shorten it to 500 characters.";
    DuplicateUtterance, "duplicate-utterance", Warning, "Remove one of them; a copy in both datasets makes the evaluation too good.";
    ConflictingIntent, "conflicting-intent", Warning, "Decide for one intent; a model cannot learn both from one text.";
    DuplicateDocument, "duplicate-document", Error, "Keep one entry with the labels of both.";
    DocumentName, "document-name", Error, "Name a .txt file at the container's root.";
    // Labels.
    LabelOutsideText, "label-outside-text", Error, "Correct offset and length; both count UTF-16 code units.";
    LabelSplitsCharacter, "label-splits-character", Error, "Count UTF-16 code units: an emoji is two of them, and a label covers both or none.";
    LabelEmpty, "label-empty", Error, "Remove the label, or give it the length of what it marks.";
    LabelRagged, "label-ragged", Warning, "Leave the white space at its edges out of the label.";
    LabelCutsWord, "label-cuts-word", Info, "Let the label begin and end with a word.";
    LabelsOverlap, "labels-overlap", Warning, "Decide for one of them where they overlap.";
    DuplicateLabel, "duplicate-label", Warning, "Remove one of them.";
    LabelOutsideRegion, "label-outside-region", Warning, "Move the label, or widen the region.";
    LongLabel, "long-label", Error, "Shorten it to 500 characters.";
    SentimentCategory, "sentiment-category", Error, "Use positive, negative or neutral.";
    // The documents, when they are given.
    DocumentMissing, "document-missing", Error, "Copy the document into the target's container, or remove its entry.";
    DocumentNotText, "document-not-text", Error, "Save the document as UTF-8.";
    LongDocument, "long-document", Error, "Split it into documents of at most 128,000 characters.";
    LineEndsChanged, "line-ends-changed", Error, "Restore the line ends with which it was labelled; every label behind the first line is off.";
    RegionOutsideDocument, "region-outside-document", Error, "Take the document that was labelled, or label it again.";
    UnlistedDocument, "unlisted-document", Info, "Nothing, unless its entry was lost; the project does not use it.";
    // Limits.
    TooFewDocuments, "too-few-documents", Warning, "Add documents until there are 10; training refuses fewer.";
    TooFewUtterances, "too-few-utterances", Warning, "Add an utterance; training refuses a project without any.";
    TooFewEntities, "too-few-entities", Warning, "Declare an entity; training refuses a project without any.";
    TooManyDocuments, "too-many-documents", Error, "Keep at most 100,000 documents.";
    TooManyUtterances, "too-many-utterances", Error, "Keep at most 50,000 utterances, 15,000 in an orchestration project.";
    TooManyIntents, "too-many-intents", Error, "Keep at most 500 intents.";
    TooManyEntities, "too-many-entities", Error, "Keep at most 350 entities in a conversation project, 200 in others.";
    TooManyClasses, "too-many-classes", Error, "Keep at most 200 classes.";
    TooManySynonyms, "too-many-synonyms", Error, "Keep at most 20,000 synonyms for an entity and 2,000,000 in the project.";
    TooManyPrebuilts, "too-many-prebuilts", Error, "Keep at most 7 prebuilt components for an entity.";
    TooManyExpressions, "too-many-expressions", Error, "Keep at most 20 regular expressions in the project.";
    // Question answering.
    DuplicateId, "duplicate-id", Error, "Give each pair its own id.";
    EmptyAnswer, "empty-answer", Error, "Write the answer, or remove the pair.";
    EmptyQuestion, "empty-question", Error, "Write at least one question, and no empty one.";
    DuplicateQuestion, "duplicate-question", Warning, "Keep the question with one answer.";
    BrokenPrompt, "broken-prompt", Error, "Correct the prompt's qnaId; there is no pair of that id.";
    LongAnswer, "long-answer", Error, "Shorten it to 25,000 characters.";
    LongSource, "long-source", Error, "Shorten it to 300 characters.";
    LongPrompt, "long-prompt", Error, "Shorten it to 200 characters.";
    TooManyQuestions, "too-many-questions", Error, "Keep at most 100 questions for an answer.";
    TooManyPrompts, "too-many-prompts", Error, "Keep at most 20 prompts for an answer.";
    TooManyAlterations, "too-many-alterations", Error, "Keep at most 20 alterations in a set, and 10,000 sets.";
}

impl Rule {
    fn row(self) -> (&'static str, Severity, &'static str) {
        Self::TABLE.get(self as usize).copied().unwrap_or(("", Severity::Info, ""))
    }

    /// The rule's id, such as `label-outside-text`.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// How bad what it finds is.
    pub fn severity(self) -> Severity {
        self.row().1
    }

    /// What to do about what it finds.
    pub fn advice(self) -> &'static str {
        self.row().2
    }
}
