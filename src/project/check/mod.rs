//! Finds mistakes in a project, and says how to correct them.
//!
//! A check reads the file once. Hash tables detect duplicates. Paths and messages are built only
//! for reported findings.

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

use crate::example_index::ExampleReader;
use crate::json::Text;
use crate::kind::ProjectKind;
use crate::node::Node;
use crate::outline::{Outline, member};
use crate::{ExportedProject, OutOfMemory};

use declared::Declared;
use finding::Report;

/// The options of a check.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct CheckOptions<'a> {
    /// The documents of a custom-text project. The project file does not contain them.
    pub documents: Option<&'a dyn Documents>,
    /// The number of findings of each rule that are listed. Further findings are only counted.
    pub limit_per_rule: usize,
}

impl Default for CheckOptions<'_> {
    fn default() -> Self {
        Self { documents: None, limit_per_rule: 100 }
    }
}

impl<'a> CheckOptions<'a> {
    /// Adds documents, so that the labels are checked against them too.
    #[must_use]
    pub fn with_documents(mut self, documents: &'a dyn Documents) -> Self {
        self.documents = Some(documents);
        self
    }

    /// Limits the findings of each rule to this number.
    #[must_use]
    pub fn with_limit_per_rule(mut self, limit: usize) -> Self {
        self.limit_per_rule = limit;
        self
    }
}

/// The file that is checked, and the facts about it that each part of the check needs.
struct Subject<'a> {
    bytes: &'a [u8],
    outline: &'a Outline,
    kind: Option<ProjectKind>,
    /// True if offsets count UTF-16 code units. Offsets in another unit cannot be checked.
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

/// Returns the language of a tag, without script and region.
fn primary_of(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

impl ExportedProject {
    /// Checks the project. Findings are in file order.
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

    /// Checks the project, and fails if memory runs out.
    ///
    /// # Errors
    /// Fails if there is too little memory for the tables of the check.
    pub fn try_check(&self, options: &CheckOptions<'_>) -> Result<Vec<Finding>, OutOfMemory> {
        let (bytes, outline, summary) = (self.bytes(), self.outline(), self.summary());
        let counts_utf16 = summary.string_index_type.as_deref();
        // A value that is not a boolean is only reported as such.
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
    /// Returns the rule for a missing member of a declaration, an example or a label. The OpenAPI
    /// of conversations requires such members; that of custom text does not.
    fn missing_member_rule(&self) -> Rule {
        match self.kind {
            Some(kind) if kind.has_documents() => Rule::IncompleteItem,
            _ => Rule::MissingMember,
        }
    }

    /// Returns the offsets of a list's items.
    fn starts(&self, list: &str) -> impl ExactSizeIterator<Item = usize> + use<'a> {
        let starts = self.outline.list(list).map_or(&[][..], |list| &list.starts);
        starts.iter().map(|start| *start as usize)
    }

    /// Reads the examples of a list.
    fn examples(&self, list: &str) -> ExampleReader<'a> {
        self.outline.list(list).map_or_else(ExampleReader::default, |it| it.examples(self.bytes))
    }

    /// Returns the items of a list, one tree at a time.
    fn nodes(&self, list: &str) -> impl Iterator<Item = Result<Node<'a>, OutOfMemory>> + use<'a> {
        let bytes = self.bytes;
        self.starts(list).map(move |start| Node::at(bytes, start))
    }

    /// Returns the offset of a list. If the list is missing, returns the offset at which it
    /// belongs.
    fn offset_of(&self, list: &str) -> usize {
        let offset =
            |members, name| member(members, name).map(|member| member.value.start as usize);
        offset(&self.outline.assets, list)
            .or_else(|| offset(&self.outline.top, "assets"))
            .unwrap_or(0)
    }
}

/// Names are cut off after this many characters, so that they do not fill the screen.
const SHOWN: usize = 60;

/// Returns a name between quotes.
fn quoted(name: &str) -> String {
    let shown: String = name.chars().take(SHOWN).collect();
    between_quotes(&shown, name.chars().nth(SHOWN).is_some())
}

/// Returns a name between quotes. Only the part that is shown is decoded.
fn quoted_text(name: Text<'_>) -> String {
    let (shown, has_more) = name.beginning(SHOWN);
    between_quotes(&shown, has_more)
}

fn between_quotes(shown: &str, has_more: bool) -> String {
    ["“", shown, if has_more { "…”" } else { "”" }].concat()
}

/// Returns a quoted name, followed by `rest`.
fn of(name: Text<'_>, rest: &str) -> String {
    quoted_text(name) + rest
}
