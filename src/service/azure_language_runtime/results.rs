//! The results of an analysis, page by page.

use crate::json::Value;
use crate::plain;
use crate::plain::{Json, Plain, Rule};
use crate::service::azure_language::{answers, state};
use crate::{JobState, JobStatus, Response, Result};

use super::document::{AnalyzedDocument, DocumentError, count, tree};

/// The size limit of an answer with results, in bytes. The largest request has 125,000 characters;
/// with an entity in each word, its results have 4 MB.
pub(super) const MAX_BYTES: usize = 8 << 20;

/// The part of the results to read. Default: all results, in pages of the service's own size,
/// without statistics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResultsPage {
    /// True if the service counts documents, characters and transactions.
    pub show_stats: bool,
    /// The number of documents of each task to return.
    pub top: Option<u32>,
    /// The number of documents to skip.
    pub skip: Option<u32>,
}

plain! {
    /// The results of an analysis so far: the analysed documents, and the errors.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Results as "AnalysisResults" {
        /// The job's status. Its `errors` are those of tasks. Their `target` names the task, such
        /// as `#/tasks/items/0`.
        pub status: JobStatus,
        /// The tasks that have results or have ended.
        pub tasks: Vec<TaskResults>,
        /// The URL of the next page at the service. `nextRequest` makes the request for it.
        pub next_link: Option<String>,
    } also {
        /// The documents of all tasks.
        documents: Vec<Json> = Rule::NONE.typescript("AnalyzedDocument[]") => |_| Plain::Absent,
        /// The documents that could not be analysed, of all tasks.
        errors: Vec<DocumentError> => |_| Plain::Absent,
    }
}

plain! {
    /// The results of one task.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct TaskResults as "AnalysisTask" {
        /// The kind of the results, such as `CustomEntityRecognitionLROResults`.
        pub kind: String,
        /// The name that the request gave the task.
        pub name: Option<String>,
        /// The state of the task.
        pub state: JobState,
        /// The project that analysed the documents.
        pub project: Option<String>,
        /// The deployment that analysed the documents.
        pub deployment: Option<String>,
        /// The documents that could not be analysed, and why.
        pub errors: Vec<DocumentError>,
    } besides {
        /// The documents that were analysed.
        pub documents: Vec<AnalyzedDocument>,
        /// The `RequestStatistics` in JSON, as sent, if the request asked for them.
        pub statistics_json: Option<String>,
    } also {
        /// The documents that were analysed.
        documents: Vec<Json> = Rule::NONE.typescript("AnalyzedDocument[]") => TaskResults::documents_as_sent,
        /// The size of the request, if `showStats` is set.
        statistics: Option<Json> = Rule::NONE.typescript("AnalysisStatistics") => |it| it.statistics_json.as_deref().map(Plain::json),
    }
}

impl TaskResults {
    fn documents_as_sent(&self) -> Plain<'_> {
        Plain::List(self.documents.iter().map(|it| Plain::json(&it.json)).collect())
    }
}

/// The size of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestStatistics {
    /// The number of documents sent.
    pub documents: u64,
    /// The number of documents that could be analysed.
    pub valid_documents: u64,
    /// The number of documents that could not be analysed.
    pub erroneous_documents: u64,
    /// The number of charged units.
    pub transactions: u64,
}

impl Results {
    /// Returns the documents of all tasks.
    pub fn documents(&self) -> impl Iterator<Item = &AnalyzedDocument> {
        self.tasks.iter().flat_map(|task| &task.documents)
    }

    /// Returns the document with this id, from the first task that has it.
    pub fn document(&self, id: &str) -> Option<&AnalyzedDocument> {
        self.documents().find(|document| document.id == id)
    }

    /// Returns the documents that could not be analysed, of all tasks.
    pub fn errors(&self) -> impl Iterator<Item = &DocumentError> {
        self.tasks.iter().flat_map(|task| &task.errors)
    }

    /// Adds the next page. The tasks have the same order on all pages.
    pub fn append(&mut self, page: Self) {
        let mut further = page.tasks.into_iter();
        for (task, more) in self.tasks.iter_mut().zip(further.by_ref()) {
            task.documents.extend(more.documents);
            // Errors belong to the request, so pages may repeat them.
            for error in more.errors {
                if !task.errors.iter().any(|known| known.id == error.id) {
                    task.errors.push(error);
                }
            }
        }
        self.tasks.extend(further);
        self.status = page.status;
        self.next_link = page.next_link;
    }

    /// Reads an `AnalyzeTextJobState`, `AnalyzeConversationJobState` or `AnalyzeDocumentsJobState`.
    pub(super) fn read(response: &Response) -> Result<Self> {
        let body = response.json_within(MAX_BYTES)?;
        let mut tasks = Vec::new();
        for item in response.list(body.get("tasks").unwrap_or(&Value::Null), "items")? {
            tasks.push(TaskResults::read(response, item)?);
        }
        let next_link = response.text(&body, "nextLink")?.filter(|link| !link.is_empty());
        Ok(Self { status: status(response, &body)?, tasks, next_link })
    }
}

impl TaskResults {
    /// Returns the counts, if the request asked for them.
    pub fn statistics(&self) -> Option<RequestStatistics> {
        let statistics = tree(self.statistics_json.as_deref()?)?;
        Some(RequestStatistics {
            documents: count(&statistics, "documentsCount"),
            valid_documents: count(&statistics, "validDocumentsCount"),
            erroneous_documents: count(&statistics, "erroneousDocumentsCount"),
            transactions: count(&statistics, "transactionsCount"),
        })
    }

    fn read(response: &Response, item: &Value<'_>) -> Result<Self> {
        // A failed task has no `results`.
        let results = item.get("results").unwrap_or(&Value::Null);
        let statistics = results.get("statistics").filter(|statistics| !statistics.is_null());
        let mut task = Self {
            kind: response.text(item, "kind")?.unwrap_or_default(),
            name: response.text(item, "taskName")?,
            state: state::read(&response.text(item, "status")?.unwrap_or_default()),
            project: response.text(results, "projectName")?,
            deployment: response.text(results, "deploymentName")?,
            documents: Vec::new(),
            errors: Vec::new(),
            statistics_json: statistics.map(Value::to_json),
        };
        // The items are documents or conversations.
        for name in ["documents", "conversations"] {
            for document in response.list(results, name)? {
                task.documents.push(AnalyzedDocument::read(response, document)?);
            }
        }
        for error in response.list(results, "errors")? {
            task.errors.push(DocumentError::read(response, error)?);
        }
        Ok(task)
    }
}

/// Returns the status alone.
pub(super) fn read_status(response: &Response) -> Result<JobStatus> {
    status(response, &response.json_within(MAX_BYTES)?)
}

fn status(response: &Response, body: &Value<'_>) -> Result<JobStatus> {
    let mut status = answers::read_status(response, body)?;
    if status.state != JobState::Succeeded {
        status.percent_complete = body.get("tasks").and_then(percent_complete);
    }
    Ok(status)
}

/// Returns the share of tasks that have ended, in percent.
fn percent_complete(tasks: &Value<'_>) -> Option<f64> {
    let count = |name| tasks.get(name)?.as_decimal();
    let total = count("total").filter(|total| *total > 0.0)?;
    let ended = count("completed")? + count("failed").unwrap_or_default();
    Some((ended * 100.0 / total).min(100.0))
}
