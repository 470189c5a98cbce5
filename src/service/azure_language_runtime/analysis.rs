//! An analysis with a deployment of a custom text project, and the body of its request.

use crate::error::one_of;
use crate::json::{JsonWriter, object};
use crate::{Error, Result};

/// "You can send up to 25 documents as long as they collectively do not exceed 125,000 characters"
/// (the service limits of custom entity recognition and of custom classification).
const MAX_DOCUMENTS: usize = 25;
const MAX_CHARACTERS: usize = 125_000;

/// A task of custom text (`AnalyzeTextLROTaskKind`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnalysisKind {
    /// Finds entities.
    CustomEntityRecognition,
    /// Puts each document into one class.
    CustomSingleLabelClassification,
    /// Puts each document into any number of classes.
    CustomMultiLabelClassification,
}

impl AnalysisKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [
        Self::CustomEntityRecognition,
        Self::CustomSingleLabelClassification,
        Self::CustomMultiLabelClassification,
    ];

    /// Returns the contract's name, which is also the kind of the project.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CustomEntityRecognition => "CustomEntityRecognition",
            Self::CustomSingleLabelClassification => "CustomSingleLabelClassification",
            Self::CustomMultiLabelClassification => "CustomMultiLabelClassification",
        }
    }

    /// Parses a kind. Ignores case, because project files differ in it.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(text)).ok_or_else(
            || {
                Error::invalid_argument(format!(
                    "\"{text}\" is not a kind of analysis: give {}.",
                    one_of(Self::ALL.map(Self::as_str))
                ))
            },
        )
    }
}

/// A document for an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputDocument {
    /// The id, unique within the request. Results and errors refer to it.
    pub id: String,
    /// The text. The service refuses an empty text, but still analyses the other documents.
    pub text: String,
    /// The language, a BCP 47 tag. Without it the service assumes English.
    pub language: Option<String>,
}

/// Documents for the deployment of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The kind of the project.
    pub kind: AnalysisKind,
    /// The project's name, which is case-sensitive.
    pub project: String,
    /// The deployment's name, which is case-sensitive.
    pub deployment: String,
    /// The documents: at most 25, with at most 125,000 characters in total.
    pub documents: Vec<InputDocument>,
    /// A name for the job, which its status repeats.
    pub display_name: Option<String>,
    /// The unit of offsets. The default here is `Utf16CodeUnit`, which JavaScript uses; others are
    /// `UnicodeCodePoint` and `TextElements_v8`. Only for entity recognition.
    pub string_index_type: Option<String>,
    /// Tells the service not to log the texts. If absent, the request leaves this member out.
    pub logging_opt_out: Option<bool>,
}

impl Analysis {
    /// Creates an analysis of these texts. Their ids are their positions, from 0.
    pub fn new<'a>(
        kind: AnalysisKind,
        project: &str,
        deployment: &str,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let documents = texts.into_iter().enumerate().map(|(at, text)| InputDocument {
            id: format!("{at}"),
            text: text.to_owned(),
            language: None,
        });
        Self {
            kind,
            project: project.to_owned(),
            deployment: deployment.to_owned(),
            documents: documents.collect(),
            display_name: None,
            string_index_type: None,
            logging_opt_out: None,
        }
    }

    /// Writes the body of the request in JSON: `AnalyzeTextJobsInput` with one task.
    ///
    /// # Errors
    /// As [`super::AzureLanguageRuntime::analyze_request`].
    pub fn body(&self) -> Result<Vec<u8>> {
        named("project", &self.project)?;
        named("deployment", &self.deployment)?;
        self.check_documents()?;
        let task = |out: &mut JsonWriter| {
            out.text("projectName", &self.project);
            out.text("deploymentName", &self.deployment);
            if self.kind == AnalysisKind::CustomEntityRecognition {
                let unit = self.string_index_type.as_deref().unwrap_or("Utf16CodeUnit");
                out.text("stringIndexType", unit);
            }
            out.flag("loggingOptOut", self.logging_opt_out);
        };
        let body = object(|out| {
            out.option("displayName", self.display_name.as_deref());
            out.object("analysisInput", |out| {
                out.list("documents", &self.documents, |document, out| {
                    out.text("id", &document.id);
                    out.option("language", document.language.as_deref());
                    out.text("text", &document.text);
                });
            });
            out.list("tasks", &[self.kind], |kind, out| {
                out.text("kind", kind.as_str());
                out.object("parameters", task);
            });
        });
        Ok(body.into_bytes())
    }

    fn check_documents(&self) -> Result<()> {
        if self.kind != AnalysisKind::CustomEntityRecognition && self.string_index_type.is_some() {
            return Err(Error::invalid_argument(
                "Classification has no stringIndexType, because its results have no offsets: leave it out.",
            ));
        }
        if self.documents.len() > MAX_DOCUMENTS {
            return Err(Error::invalid_argument(format!(
                "{} documents are too many for one request: the service takes at most {MAX_DOCUMENTS} \
                 (service limits of custom text). Send them in groups.",
                self.documents.len()
            )));
        }
        check_ids("document", self.documents.iter().map(|document| document.id.as_str()))?;
        let lengths = self.documents.iter().map(|document| characters_of(&document.text));
        let characters = lengths.fold(0_usize, usize::saturating_add);
        if characters > MAX_CHARACTERS {
            return Err(Error::invalid_argument(format!(
                "The documents have {characters} characters in total, and a request may have \
                 {MAX_CHARACTERS} (service limits of custom text). Send them in groups, or break \
                 the texts into parts."
            )));
        }
        Ok(())
    }
}

/// Refuses an empty list, and ids that are empty or not unique.
pub(super) fn check_ids<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut known: Vec<&str> = Vec::new();
    for id in ids {
        if id.is_empty() {
            let at = known.len();
            return Err(Error::invalid_argument(format!("The id of {what} {at} is empty.")));
        }
        if known.contains(&id) {
            return Err(Error::invalid_argument(format!(
                "Two {what}s have the id \"{id}\", by which results are told apart."
            )));
        }
        known.push(id);
    }
    if known.is_empty() {
        return Err(Error::invalid_argument(format!("Give at least one {what}.")));
    }
    Ok(())
}

/// Counts the Unicode characters of a text. `chars().count()` is faster, but larger.
pub(super) fn characters_of(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}

/// Refuses an empty name.
pub(super) fn named(what: &str, name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::invalid_argument(format!("Give the {what}'s name: it is empty.")));
    }
    Ok(())
}
