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

use crate::json::Text;
use crate::kind::ProjectKind;
use crate::node::Node;
use crate::outline::{Outline, member};
use crate::{ExportedProject, OutOfMemory};

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
    only_language: Option<OneLanguage<'a>>,
}

/// The language of a project that is not multilingual.
struct OneLanguage<'a> {
    tag: &'a str,
    primary: &'a str,
}

impl<'a> OneLanguage<'a> {
    fn of(tag: &'a str) -> Self {
        Self { tag, primary: primary_of(tag) }
    }
}

/// The language of a tag, without region and script.
fn primary_of(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
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
        self.try_check(options).unwrap_or_else(|error| error.abort())
    }

    /// The same, for where memory may run out.
    ///
    /// # Errors
    /// When memory does not hold what a check remembers of the file.
    pub fn try_check(&self, options: &CheckOptions<'_>) -> Result<Vec<Finding>, OutOfMemory> {
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
            only_language: summary
                .language
                .as_deref()
                .filter(|_| has_one_language)
                .map(OneLanguage::of),
        };
        let mut report = Report::new(bytes, outline, options.limit_per_rule);
        header::check(&subject, &mut report)?;
        let declared = Declared::read(&subject, &mut report)?;
        let used = examples::check(&subject, &declared, options, &mut report)?;
        categories::check(&subject, &declared, &used, &mut report);
        answers::check(&subject, &mut report)?;
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
    fn nodes(&self, list: &str) -> impl Iterator<Item = Result<Node<'a>, OutOfMemory>> + use<'a> {
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

/// A name is cut behind so many characters, where it would fill the screen.
const SHOWN: usize = 60;

/// A name between quotes.
fn quoted(name: &str) -> String {
    let shown: String = name.chars().take(SHOWN).collect();
    between_quotes(&shown, name.chars().nth(SHOWN).is_some())
}

/// The same of a name that is not decoded beyond what is shown.
fn quoted_text(name: Text<'_>) -> String {
    let (shown, has_more) = name.beginning(SHOWN);
    between_quotes(&shown, has_more)
}

fn between_quotes(shown: &str, has_more: bool) -> String {
    ["“", shown, if has_more { "…”" } else { "”" }].concat()
}

/// A name and the verb that follows it.
fn of(name: Text<'_>, rest: &str) -> String {
    quoted_text(name) + rest
}
