//! What is wrong with a project, and what to do about it.
//!
//! One pass over the file, with tables of hashes for what must be unique. Paths and sentences are made
//! for what is reported and for nothing else.

mod answers;
mod categories;
mod components;
mod declared;
mod documents;
mod examples;
mod finding;
mod header;
mod labels;
mod rule;
mod seen;
mod shape;

pub use documents::{Document, Documents};
pub use finding::Finding;
pub use rule::{Rule, Severity};

use crate::ExportedProject;
use crate::kind::ProjectKind;
use crate::node::Node;
use crate::outline::{Outline, member};

use declared::Declared;
use finding::Report;

/// What a check looks at beside the file.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct CheckOptions<'a> {
    /// The documents of a custom-text project, which are not in its file.
    pub documents: Option<&'a dyn Documents>,
    /// How many findings of each rule are listed. The rest is counted.
    pub limit_per_rule: usize,
}

impl Default for CheckOptions<'_> {
    fn default() -> Self {
        Self { documents: None, limit_per_rule: 100 }
    }
}

impl<'a> CheckOptions<'a> {
    /// Checks the labels against these documents too.
    #[must_use]
    pub fn with_documents(mut self, documents: &'a dyn Documents) -> Self {
        self.documents = Some(documents);
        self
    }

    /// Lists so many findings of each rule.
    #[must_use]
    pub fn with_limit_per_rule(mut self, limit: usize) -> Self {
        self.limit_per_rule = limit;
        self
    }
}

/// What every part of a check needs.
struct Subject<'a> {
    bytes: &'a [u8],
    outline: &'a Outline,
    kind: Option<ProjectKind>,
    /// Whether offsets count UTF-16 code units. Of another unit nothing can be said.
    counts_utf16: bool,
    /// The project's language, if it has only one.
    only_language: Option<String>,
}

impl ExportedProject {
    /// Looks for what is wrong. Findings come in the file's order.
    /// ```
    /// use export_jobs_project::{CheckOptions, ExportedProject};
    ///
    /// let file = br#"{"projectFileVersion": "2023-04-01", "stringIndexType": "Utf16CodeUnit",
    ///     "metadata": {"projectKind": "Conversation", "projectName": "Mail", "language": "en"},
    ///     "assets": {"projectKind": "Conversation", "intents": [{"category": "Send"}],
    ///         "utterances": [{"text": "send it", "intent": "Sent"}]}}"#;
    /// let findings = ExportedProject::parse(file.to_vec())?.check(&CheckOptions::default());
    /// let ids: Vec<_> = findings.iter().map(|finding| finding.rule.id()).collect();
    /// assert_eq!(ids, ["unused-category", "undeclared-category"]);
    /// assert_eq!(findings[1].path, "$.assets.utterances[0].intent");
    /// # Ok::<(), export_jobs_project::InvalidProject>(())
    /// ```
    pub fn check(&self, options: &CheckOptions<'_>) -> Vec<Finding> {
        let (bytes, outline, summary) = (self.bytes(), self.outline(), self.summary());
        let counts_utf16 = summary.string_index_type.as_deref();
        // Of a value that is no boolean, only that is said.
        let has_one_language = member(&outline.metadata, "multilingual")
            .is_none_or(|member| matches!(member.value.of(bytes), b"false" | b"null"));
        let subject = Subject {
            bytes,
            outline,
            kind: summary.kind.as_deref().and_then(ProjectKind::of),
            counts_utf16: counts_utf16.is_none_or(|unit| unit == "Utf16CodeUnit"),
            only_language: summary.language.clone().filter(|_| has_one_language),
        };
        let mut report = Report::new(bytes, outline, options.limit_per_rule);
        header::check(&subject, &mut report);
        let declared = Declared::read(&subject, &mut report);
        let used = examples::check(&subject, &declared, options, &mut report);
        categories::check(&subject, &declared, &used, &mut report);
        answers::check(&subject, &mut report);
        report.finish()
    }
}

impl<'a> Subject<'a> {
    /// The rule for a member that a declaration, an example or a label lacks. The OpenAPI of conversations
    /// requires such members, that of custom text none of them.
    fn lacks(&self) -> Rule {
        match self.kind {
            Some(kind) if kind.has_documents() => Rule::IncompleteItem,
            _ => Rule::MissingMember,
        }
    }

    /// The starts of a list's items.
    fn starts(&self, list: &str) -> impl ExactSizeIterator<Item = usize> + use<'a> {
        let starts = self.outline.list(list).map_or(&[][..], |list| &list.starts);
        starts.iter().map(|start| *start as usize)
    }

    /// The items of a list, one tree at a time.
    fn nodes(&self, list: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let bytes = self.bytes;
        self.starts(list).map(move |start| Node::at(bytes, start))
    }

    /// Where a list stands, or its place if it is missing.
    fn place_of(&self, list: &str) -> usize {
        let place = |members, name| member(members, name).map(|member| member.value.start as usize);
        place(&self.outline.assets, list)
            .or_else(|| place(&self.outline.top, "assets"))
            .unwrap_or(0)
    }
}

/// A name between quotes, cut where it would fill the screen.
fn quoted(name: &str) -> String {
    let mut text = String::from("“");
    text.extend(name.chars().take(60));
    text.push_str(if name.chars().nth(60).is_some() { "…”" } else { "”" });
    text
}

/// A name and the verb that follows it.
fn of(name: crate::json::Text<'_>, rest: &str) -> String {
    quoted(&name.decode()) + rest
}
