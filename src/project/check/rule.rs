//! The rules of a check.

use crate::plain::{Kind, MemberType, Plain};
use crate::words;

words! {
    /// The severity of a finding.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Severity as "FindingSeverity" {
        /// An import refuses the file.
        Error = "error",
        /// No source says that an import refuses the file. Data may be lost, or the model is worse.
        Warning = "warning",
        /// Worth knowing.
        Info = "info",
    }
}

/// JavaScript gets the id.
impl MemberType for Rule {
    const KIND: Kind = Kind::Text;

    fn to_plain(&self) -> Plain<'_> {
        Plain::text(self.id())
    }
}

macro_rules! rules {
    ($($variant:ident, $id:literal, $severity:ident $(($source:literal))?, $advice:literal;)*) => {
        /// A rule of a check. Its id is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = concat!("`", $id, "`. ", $advice $(, " An import refuses it: ", $source, ".")?)] $variant,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Rule] = &[$(Rule::$variant,)*];

            const TABLE: &[(&str, Severity, &str)] = &[$(($id, Severity::$severity, $advice),)*];

            /// Returns the source that says that an import refuses such a file. Every error has a
            /// source.
            pub fn source(self) -> Option<&'static str> {
                match self {
                    $($(Self::$variant => Some($source),)?)*
                    _ => None,
                }
            }
        }
    };
}

// Every error has a source that says that an import refuses the file. "OpenAPI" is the one of
// 2023-04-01. The limits of the service (docs/contracts/azure-language.md#limits) are not rules of
// the import: real files exceed some of them. A comment above a rule says why it is not an error.
//   projects       names of 1 to 50 letters, digits, _ . -; names of categories of 1 to 50 characters
//   entities       10 to 100,000 documents of at most 128,000 characters, .txt at the container's root;
//                  1 to 200 entities; labels of at most 500 characters
//   classes        the same documents; at most 200 classes
//   conversations  1 to 50,000 utterances of at most 500 characters; 500 intents; 350 entities, each with
//                  at most 20,000 synonyms (2,000,000 in all) and 7 prebuilts; 20 expressions in all
//   orchestration  15,000 utterances of at most 500 characters; 500 intents
rules! {
    // The file and its metadata.
    MissingMember, "missing-member", Error("OpenAPI, `required` of ExportedProject, CreateProjectOptions, ExportedProjectAssets and of what conversations declare"), "Add the member; the format requires it.";
    // The OpenAPI of custom text requires none of these members.
    IncompleteItem, "incomplete-item", Warning, "Add the member; the format does not require it, but the item is useless without it.";
    // The OpenAPI does not require `assets`.
    NoAssets, "no-assets", Warning, "Add the assets, unless the project should be empty.";
    WrongType, "wrong-type", Error("docs/contracts/azure-language.md#imports-that-are-refused, `multilingual` as a string; docs/contracts/azure-language.md#errors, \"Failed to parse the input\" (azure-docs#124144)"), "Write the value in the type that the format has, without quotes around numbers and booleans.";
    DuplicateMember, "duplicate-member", Warning, "Keep one of them: programs use the last, people see the first.";
    UnknownKind, "unknown-kind", Error("OpenAPI, ProjectKind: the discriminator of ExportedProjectAssets"), "Use a project kind of the service, such as Conversation or CustomEntityRecognition.";
    KindMismatch, "kind-mismatch", Error("docs/contracts/azure-language.md#imports-that-are-refused, azure-docs#96412 and #98797"), "Make metadata.projectKind and assets.projectKind the same; an import compares them.";
    // Exports of orchestration projects have a list of entities that is missing from their schema
    // (docs/contracts/azure-language.md#project-files).
    AssetOfOtherKind, "asset-of-other-kind", Warning, "Remove the list, or correct the project's kind.";
    // An import accepted a file without a name: it takes the name from the URL
    // (docs/contracts/azure-language.md#project-files).
    ProjectName, "project-name", Warning, "Use 1 to 50 letters, digits, hyphens, underscores and dots.";
    FileVersion, "file-version", Warning, "Use the api-version that wrote the file, such as 2023-04-01.";
    // The set of units is open. Versions of 2025 have more of them
    // (docs/contracts/azure-language.md#exports-and-imports).
    StringIndexType, "string-index-type", Warning, "Use Utf16CodeUnit, and count offsets in UTF-16 code units.";
    LanguageTag, "language-tag", Error("docs/contracts/azure-language.md#imports-that-are-refused, bad language code"), "Use a BCP 47 tag such as en-us.";
    OtherLanguage, "other-language", Warning, "Set multilingual to true, or correct the language.";
    // The OpenAPI sets no limits for the number.
    ConfidenceThreshold, "confidence-threshold", Warning, "Use a number from 0 to 1.";
    ContainerName, "container-name", Error("docs/contracts/azure-language.md#imports-that-are-refused, the container does not exist"), "Use the name of a blob container: 3 to 63 lower-case letters, digits and single hyphens.";
    // The declarations of the file.
    // A limit of the service (docs/contracts/azure-language.md#limits).
    CategoryName, "category-name", Warning, "Use 1 to 50 characters, but none of : $ & % * ( ) + ~ # / ?";
    // No source says what an import does with the second declaration.
    DuplicateCategory, "duplicate-category", Warning, "Remove one of them.";
    // No source says what an import does with the example.
    UndeclaredCategory, "undeclared-category", Warning, "Declare it among the project's intents, entities or classes, or correct the name.";
    UnusedCategory, "unused-category", Warning, "Give it examples, or remove it.";
    // No source says what an import does with the intent.
    UndeclaredAssociatedEntity, "undeclared-associated-entity", Warning, "Declare the entity, or take it out of the intent.";
    MissingInTrain, "missing-in-train", Warning, "Move some of its examples to Train; a model learns nothing from Test.";
    MissingInTest, "missing-in-test", Warning, "Move some of its examples to Test; the evaluation does not cover it now.";
    ListKeyCollision, "list-key-collision", Warning, "Merge the two sublists, or rename one key.";
    SynonymCollision, "synonym-collision", Warning, "Keep the synonym under one key; it is not documented which key a text resolves to.";
    // The OpenAPI leaves the set open (`modelAsString`).
    UnknownComponentSetting, "unknown-component-setting", Warning, "Use a value that the format defines.";
    // The format allows such an entity.
    RequiredComponentAbsent, "required-component-absent", Warning, "Add the component, or do not require it; without it, the entity is never found.";
    RegexKeyCollision, "regex-key-collision", Warning, "Give each expression its own key.";
    // The OpenAPI requires no target, and leaves the set of kinds open.
    OrchestrationTarget, "orchestration-target", Warning, "Name the kind of the target and its project, and the deployment where it has one.";
    // The examples that a model learns from.
    UnknownDataset, "unknown-dataset", Warning, "Use Train or Test, or leave the dataset out.";
    // The OpenAPI sets no minimum length for the text.
    EmptyText, "empty-text", Warning, "Remove the utterance, or write what is said.";
    // A limit of the service (docs/contracts/azure-language.md#limits).
    LongText, "long-text", Warning, "Shorten it to 500 characters.";
    DuplicateUtterance, "duplicate-utterance", Warning, "Remove one of them; a copy in both datasets makes the evaluation look too good.";
    ConflictingIntent, "conflicting-intent", Warning, "Choose one intent; a model cannot learn both from one text.";
    // No source says what an import does with the second entry.
    DuplicateDocument, "duplicate-document", Warning, "Keep one entry with the labels of both.";
    // A limit of the service (docs/contracts/azure-language.md#limits).
    DocumentName, "document-name", Warning, "Name a .txt file at the container's root.";
    // Labels. No source says that an import compares them with the text.
    LabelOutsideText, "label-outside-text", Warning, "Correct offset and length; both count UTF-16 code units.";
    LabelSplitsCharacter, "label-splits-character", Warning, "Count UTF-16 code units: an emoji is two of them, and a label covers both or none.";
    LabelEmpty, "label-empty", Warning, "Remove the label, or give it the length of what it marks.";
    LabelRagged, "label-ragged", Warning, "Leave the white space at its edges out of the label.";
    LabelCutsWord, "label-cuts-word", Info, "Let the label begin and end with a word.";
    LabelsOverlap, "labels-overlap", Warning, "Keep one of them where they overlap.";
    DuplicateLabel, "duplicate-label", Warning, "Remove one of them.";
    LabelOutsideRegion, "label-outside-region", Warning, "Move the label, or widen the region.";
    // A limit of the service (docs/contracts/azure-language.md#limits).
    LongLabel, "long-label", Warning, "Shorten it to 500 characters.";
    // No source says that the set is closed.
    SentimentCategory, "sentiment-category", Warning, "Use positive, negative or neutral.";
    // The documents, if they are given. An import does not read them from the file. No source says
    // what it does with their labels.
    DocumentMissing, "document-missing", Warning, "Copy the document into the target's container, or remove its entry.";
    DocumentNotText, "document-not-text", Warning, "Save the document as UTF-8.";
    LongDocument, "long-document", Warning, "Split it into documents of at most 128,000 characters.";
    LineEndsChanged, "line-ends-changed", Warning, "Restore the line ends with which it was labelled; every label after the first line is wrong.";
    RegionOutsideDocument, "region-outside-document", Warning, "Use the document that was labelled, or label it again.";
    UnlistedDocument, "unlisted-document", Info, "Do nothing, unless its entry was lost; the project does not use it.";
    // Limits of the service (docs/contracts/azure-language.md#limits). No source says when they
    // apply.
    TooFewDocuments, "too-few-documents", Warning, "Add documents until there are 10; training refuses fewer.";
    TooFewUtterances, "too-few-utterances", Warning, "Add an utterance; training refuses a project without any.";
    TooFewEntities, "too-few-entities", Warning, "Declare an entity; training refuses a project without any.";
    TooManyDocuments, "too-many-documents", Warning, "Keep at most 100,000 documents.";
    TooManyUtterances, "too-many-utterances", Warning, "Keep at most 50,000 utterances, 15,000 in an orchestration project.";
    TooManyIntents, "too-many-intents", Warning, "Keep at most 500 intents.";
    TooManyEntities, "too-many-entities", Warning, "Keep at most 350 entities in a conversation project, 200 in others.";
    TooManyClasses, "too-many-classes", Warning, "Keep at most 200 classes.";
    TooManySynonyms, "too-many-synonyms", Warning, "Keep at most 20,000 synonyms for an entity and 2,000,000 in the project.";
    TooManyPrebuilts, "too-many-prebuilts", Warning, "Keep at most 7 prebuilt components for an entity.";
    TooManyExpressions, "too-many-expressions", Warning, "Keep at most 20 regular expressions in the project.";
    // Question answering.
    // No source says that an import compares ids.
    DuplicateId, "duplicate-id", Warning, "Give each pair its own id.";
    // The OpenAPI requires neither answer nor questions, and allows blanks.
    EmptyAnswer, "empty-answer", Warning, "Write the answer, or remove the pair.";
    EmptyQuestion, "empty-question", Warning, "Write at least one question, and remove empty ones.";
    DuplicateQuestion, "duplicate-question", Warning, "Keep the question with one answer.";
    // No source says that an import follows prompts.
    BrokenPrompt, "broken-prompt", Warning, "Correct the prompt's qnaId; there is no pair with that id.";
    LongAnswer, "long-answer", Error("OpenAPI of question answering, QnaRecord: `maxLength` of `answer`"), "Shorten it to 25,000 characters.";
    LongSource, "long-source", Error("OpenAPI of question answering, QnaRecord: `maxLength` of `source`"), "Shorten it to 300 characters.";
    LongPrompt, "long-prompt", Error("OpenAPI of question answering, QnaPrompt: `maxLength` of `displayText`"), "Shorten it to 200 characters.";
    TooManyQuestions, "too-many-questions", Error("OpenAPI of question answering, QnaRecord: `maxLength` of `questions`"), "Keep at most 100 questions for an answer.";
    TooManyPrompts, "too-many-prompts", Error("OpenAPI of question answering, QnaDialog: `maxItems` of `prompts`"), "Keep at most 20 prompts for an answer.";
    TooManyAlterations, "too-many-alterations", Error("OpenAPI of question answering, WordAlterations and SynonymAsset: `maxLength`"), "Keep at most 20 alterations in a set, and 10,000 sets.";
}

impl Rule {
    fn row(self) -> (&'static str, Severity, &'static str) {
        Self::TABLE.get(self as usize).copied().unwrap_or(("", Severity::Info, ""))
    }

    /// Returns the rule's id, such as `label-outside-text`.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// Returns the severity of its findings.
    pub fn severity(self) -> Severity {
        self.row().1
    }

    /// Returns how to correct its findings.
    pub fn advice(self) -> &'static str {
        self.row().2
    }
}
