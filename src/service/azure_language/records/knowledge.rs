//! The parts of a question answering project.

use crate::json::Value;
use crate::{Response, Result};

use super::super::{AzureLanguage, Operation};
use super::page::Page;
use super::record::Record;

/// A source of questions and answers (`QnaSourceRecord`). Dates are as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// Its identifier: a file's name, or a URL.
    pub source: String,
    /// The display name.
    pub display_name: Option<String>,
    /// The URI of the source.
    pub uri: Option<String>,
    /// `file` or `url`.
    pub kind: Option<String>,
    /// `unstructured` for an unstructured source.
    pub content_structure: Option<String>,
    /// When it was last updated: RFC 3339.
    pub last_updated_at: Option<String>,
}

impl Source {
    fn read(record: &Record<'_>) -> Result<Self> {
        Ok(Self {
            source: record.required_text("source")?,
            display_name: record.text("displayName")?,
            uri: record.text("sourceUri")?,
            kind: record.text("sourceKind")?,
            content_structure: record.text("contentStructureKind")?,
            last_updated_at: record.text("lastUpdatedDateTime")?,
        })
    }
}

/// Questions with one answer (`RetrieveQnaRecord`). Dates are as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Qna {
    /// The id, unique within the project.
    pub id: u64,
    /// The answer, in Markdown.
    pub answer: Option<String>,
    /// The source that it comes from.
    pub source: Option<String>,
    /// The questions.
    pub questions: Vec<String>,
    /// When it was last updated: RFC 3339.
    pub last_updated_at: Option<String>,
    /// The whole record as the service sent it, in JSON. It includes metadata, prompts and
    /// suggestions.
    pub json: String,
}

impl Qna {
    fn read(record: &Record<'_>) -> Result<Self> {
        Ok(Self {
            id: record.whole("id")?.ok_or_else(|| record.lacks("id"))?,
            answer: record.text("answer")?,
            source: record.text("source")?,
            questions: record.texts("questions")?,
            last_updated_at: record.text("lastUpdatedDateTime")?,
            json: Value::to_json(record.value),
        })
    }
}

impl AzureLanguage {
    /// Reads a page of [`Operation::ListSources`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`].
    pub fn read_sources(&self, response: &Response) -> Result<Page<Source>> {
        self.page(Operation::ListSources, response, Source::read)
    }

    /// Reads a page of [`Operation::ListQnas`].
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`].
    pub fn read_qnas(&self, response: &Response) -> Result<Page<Qna>> {
        self.page(Operation::ListQnas, response, Qna::read)
    }

    /// Reads a page of [`Operation::ListSynonyms`]: groups of words with the same meaning.
    ///
    /// # Errors
    /// As for [`AzureLanguage::read_projects`].
    pub fn read_synonyms(&self, response: &Response) -> Result<Page<Vec<String>>> {
        self.page(Operation::ListSynonyms, response, |record| record.texts("alterations"))
    }
}
