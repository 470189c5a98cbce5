//! The results of an analysis, page by page.

use export_jobs_project::json::JsonError;

use crate::json::{Members, Value, elements};
use crate::service::azure_language::answers;
use crate::{JobState, JobStatus, Response, Result};

use super::document::{AnalyzedDocument, DocumentError, count};

/// Nothing that 25 documents give is larger by far: 125,000 characters with an entity in each word
/// are 4 MB.
const MAX_BYTES: usize = 32 << 20;

/// Which results to read. By default all, in the service's own pages, without statistics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResultsPage {
    /// Whether the service counts documents, characters and transactions.
    pub show_stats: bool,
    /// How many documents to give, of each task.
    pub top: Option<u32>,
    /// How many documents to leave out before.
    pub skip: Option<u32>,
}

impl ResultsPage {
    pub(super) fn parameters(self) -> impl Iterator<Item = (&'static str, String)> {
        let stats = self.show_stats.then(|| ("showStats", "true".to_owned()));
        let numbers = [("top", self.top), ("skip", self.skip)];
        let number = |(name, value): (_, Option<u32>)| value.map(|it| (name, format!("{it}")));
        stats.into_iter().chain(numbers.into_iter().filter_map(number))
    }
}

/// What an analysis has given so far: the good items, and beside them what went wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Results {
    /// The job's status. Its `errors` are those of tasks: their `target` names one, such as
    /// `#/tasks/items/0`.
    pub status: JobStatus,
    /// The tasks that have given something or ended.
    pub tasks: Vec<TaskResults>,
    /// Where the service has more.
    pub next_link: Option<String>,
}

/// What one task has given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TaskResults {
    /// Such as `CustomEntityRecognitionLROResults`.
    pub kind: String,
    /// The name that the request gave it.
    pub name: Option<String>,
    /// Where the task stands.
    pub state: JobState,
    /// The service's own word for it.
    pub service_state: String,
    /// The project that was asked.
    pub project: Option<String>,
    /// The deployment that was asked.
    pub deployment: Option<String>,
    /// The documents that were analysed.
    pub documents: Vec<AnalyzedDocument>,
    /// The documents that were not, and why.
    pub errors: Vec<DocumentError>,
    /// When they were asked for.
    pub statistics: Option<RequestStatistics>,
}

/// How large a request was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestStatistics {
    /// Documents sent.
    pub documents: u64,
    /// Documents that could be analysed.
    pub valid_documents: u64,
    /// Documents that could not.
    pub erroneous_documents: u64,
    /// What is charged.
    pub transactions: u64,
}

impl Results {
    /// The documents of all tasks.
    pub fn documents(&self) -> impl Iterator<Item = &AnalyzedDocument> {
        self.tasks.iter().flat_map(|task| &task.documents)
    }

    /// The document of this id, of the first task that has it.
    pub fn document(&self, id: &str) -> Option<&AnalyzedDocument> {
        self.documents().find(|document| document.id == id)
    }

    /// The documents that could not be analysed, of all tasks.
    pub fn errors(&self) -> impl Iterator<Item = &DocumentError> {
        self.tasks.iter().flat_map(|task| &task.errors)
    }

    /// Adds the next page. The tasks of a page stand in the same order as those of the one before.
    pub fn append(&mut self, page: Self) {
        let mut further = page.tasks.into_iter();
        for (task, more) in self.tasks.iter_mut().zip(further.by_ref()) {
            task.documents.extend(more.documents);
            // Errors and statistics are of the request, and a page may repeat them.
            for error in more.errors {
                if !task.errors.contains(&error) {
                    task.errors.push(error);
                }
            }
            task.statistics = more.statistics.or(task.statistics);
        }
        self.tasks.extend(further);
        self.status = page.status;
        self.next_link = page.next_link;
    }

    /// `AnalyzeTextJobState` and `AnalyzeConversationJobState`.
    pub(super) fn read(response: &Response) -> Result<Self> {
        let parts = Parts::of(response)?;
        let mut tasks = Vec::new();
        if let Some(json) = parts.tasks {
            let members = Members::of(json).map_err(not_json(response))?;
            let items = members.get("items").filter(|items| *items != b"null");
            let items = items.map(elements).transpose().map_err(not_json(response))?;
            for item in items.unwrap_or_default() {
                tasks.push(TaskResults::read(response, item)?);
            }
        }
        Ok(Self {
            status: parts.status(response)?,
            tasks,
            next_link: response.text(&parts.envelope, "nextLink")?.filter(|link| !link.is_empty()),
        })
    }
}

impl TaskResults {
    fn read(response: &Response, item: &[u8]) -> Result<Self> {
        let item = Members::of(item).map_err(not_json(response))?;
        let about = tree_without(response, &item, "results")?;
        let service_state = response.text(&about, "status")?.unwrap_or_default();
        let mut task = Self {
            kind: response.text(&about, "kind")?.unwrap_or_default(),
            name: response.text(&about, "taskName")?,
            state: answers::state(&service_state),
            service_state,
            project: None,
            deployment: None,
            documents: Vec::new(),
            errors: Vec::new(),
            statistics: None,
        };
        // A task that failed has none.
        if let Some(results) = item.get("results").filter(|results| *results != b"null") {
            task.read_results(response, results)?;
        }
        Ok(task)
    }

    fn read_results(&mut self, response: &Response, results: &[u8]) -> Result<()> {
        let results = Members::of(results).map_err(not_json(response))?;
        // What is analysed are documents, or conversations.
        for name in ["documents", "conversations"] {
            let Some(json) = results.get(name).filter(|list| *list != b"null") else { continue };
            for json in elements(json).map_err(not_json(response))? {
                let value = Value::parse(json).map_err(not_json(response))?;
                self.documents.push(AnalyzedDocument::read(response, &value, json)?);
            }
        }
        let mut about = Vec::new();
        for (name, json) in results.iter() {
            if !matches!(name, "documents" | "conversations") {
                about.push((name.into(), Value::parse(json).map_err(not_json(response))?));
            }
        }
        let about = Value::Object(about);
        self.project = response.text(&about, "projectName")?;
        self.deployment = response.text(&about, "deploymentName")?;
        for error in super::document::list(response, &about, "errors")? {
            self.errors.push(DocumentError::read(response, error)?);
        }
        if let Some(statistics) = about.get("statistics").filter(|it| !it.is_null()) {
            let count = |name| count(response, statistics, name);
            self.statistics = Some(RequestStatistics {
                documents: count("documentsCount")?,
                valid_documents: count("validDocumentsCount")?,
                erroneous_documents: count("erroneousDocumentsCount")?,
                transactions: count("transactionsCount")?,
            });
        }
        Ok(())
    }
}

/// The status alone. What the tasks gave, which is most of the answer, is passed over.
pub(super) fn read_status(response: &Response) -> Result<JobStatus> {
    Parts::of(response)?.status(response)
}

/// A job's state in two parts: what is read of it always, and the tasks.
struct Parts<'a> {
    envelope: Value<'a>,
    tasks: Option<&'a [u8]>,
}

impl<'a> Parts<'a> {
    fn of(response: &'a Response) -> Result<Self> {
        if response.body.is_empty() {
            return Err(response.unreadable("the body is empty"));
        }
        if response.body.len() > MAX_BYTES {
            return Err(response.unreadable("the body is larger than any results"));
        }
        let members = Members::of(&response.body).map_err(not_json(response))?;
        let tasks = members.get("tasks").filter(|tasks| *tasks != b"null");
        Ok(Self { envelope: tree_without(response, &members, "tasks")?, tasks })
    }

    fn status(&self, response: &Response) -> Result<JobStatus> {
        let mut status = answers::read_status_in(response, &self.envelope)?;
        status.percent_complete = self.tasks.and_then(percent_complete);
        Ok(status)
    }
}

/// How many of the tasks have ended, in percent.
fn percent_complete(tasks: &[u8]) -> Option<f64> {
    let members = Members::of(tasks).ok()?;
    let count = |name| Value::parse(members.get(name)?).ok()?.as_decimal();
    let total = count("total").filter(|total| *total > 0.0)?;
    let ended = count("completed")? + count("failed").unwrap_or_default();
    Some((ended * 100.0 / total).min(100.0))
}

/// An object as a tree, but for one member.
fn tree_without<'a>(
    response: &Response,
    members: &Members<'a>,
    left_out: &str,
) -> Result<Value<'a>> {
    let mut tree = Vec::new();
    for (name, json) in members.iter().filter(|(name, _)| *name != left_out) {
        let value = Value::parse(json).map_err(not_json(response))?;
        tree.push((name.to_owned().into(), value));
    }
    Ok(Value::Object(tree))
}

fn not_json(response: &Response) -> impl Fn(JsonError) -> crate::Error {
    move |error| response.unreadable(format_args!("the body is not the JSON of a job: {error}"))
}
