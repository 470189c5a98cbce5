//! Native documents: files in Azure Blob Storage that the service analyses and writes back.
//!
//! Source: `analyzedocuments.json` of 2024-11-15-preview in Azure/azure-rest-api-specs
//! (`specification/cognitiveservices/data-plane/Language/preview`). The kinds of locations and the
//! version 2026-05-01 are those of Microsoft's client for .NET, `Azure.AI.Language.Documents`.

use crate::error::one_of;
use crate::json::{JsonWriter, Value, object};
use crate::url::AbsoluteUrl;
use crate::{Error, Request, Result};

use super::analysis::check_ids;
use super::{AzureLanguageRuntime, JobFamily};

/// "Total number of documents per request: ≤ 20" (native document support, input guidelines).
const MAX_DOCUMENTS: usize = 20;

/// The first stable version with native documents.
pub(super) const STABLE: &str = "2026-05-01";

/// A task on native documents (`AnalyzeDocumentsLROTaskKind`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NativeTaskKind {
    /// Finds personal data, and writes documents without it.
    PiiEntityRecognition,
    /// Extracts the most important sentences.
    ExtractiveSummarization,
    /// Writes a summary in new words.
    AbstractiveSummarization,
}

impl NativeTaskKind {
    /// All kinds.
    pub const ALL: [Self; 3] =
        [Self::PiiEntityRecognition, Self::ExtractiveSummarization, Self::AbstractiveSummarization];

    /// Returns the contract's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PiiEntityRecognition => "PiiEntityRecognition",
            Self::ExtractiveSummarization => "ExtractiveSummarization",
            Self::AbstractiveSummarization => "AbstractiveSummarization",
        }
    }

    /// Parses the contract's name.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "\"{text}\" is not a task on native documents: give {}.",
                one_of(Self::ALL.map(Self::as_str))
            ))
        })
    }
}

/// A task, with its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeTask {
    /// The kind of the task.
    pub kind: NativeTaskKind,
    /// The name of the task. Its results repeat the name.
    pub name: Option<String>,
    /// A JSON object, sent as it is: `PiiTaskParameters` and similar, which differ from version to
    /// version. Without one, the service's defaults apply.
    pub parameters: Option<String>,
}

/// The location of a document, or of its results.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentLocation {
    /// The kind: `AzureBlob`, or since 2026-05-01 also `AzureContainer` or `AzureContainerFolder`.
    pub kind: String,
    /// The absolute URL. With a SAS token it is a secret.
    pub location: String,
    /// The client id of a user-assigned managed identity that may use the storage account.
    pub managed_identity_client_id: Option<String>,
}

impl DocumentLocation {
    /// The default kind.
    pub const BLOB: &str = "AzureBlob";

    /// Returns a location of the kind `AzureBlob`.
    pub fn blob(location: impl Into<String>) -> Self {
        Self {
            kind: Self::BLOB.to_owned(),
            location: location.into(),
            managed_identity_client_id: None,
        }
    }

    /// Checks a location. The message does not show it, because it can contain a SAS token.
    fn check(&self, id: &str, what: &str) -> Result<()> {
        let wrong =
            |why: &str| Error::invalid_argument(format!("The {what} of document \"{id}\" {why}."));
        if self.kind.is_empty() {
            return Err(wrong("has an empty kind"));
        }
        AbsoluteUrl::parse(&self.location)
            .map(drop)
            .map_err(|_| wrong("must have an absolute URL as its location"))
    }

    fn write(&self, out: &mut JsonWriter) {
        out.text("kind", &self.kind);
        out.text("location", &self.location);
        out.option("managedIdentityClientId", self.managed_identity_client_id.as_deref());
    }
}

/// Leaves out the query, which can contain a SAS token.
impl std::fmt::Debug for DocumentLocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.location.split('?').next();
        f.debug_tuple("DocumentLocation").field(&self.kind).field(&shown).finish()
    }
}

/// A document to analyse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeDocument {
    /// The id, unique within the request. Results and errors refer to it.
    pub id: String,
    /// The document: text, PDF or Word.
    pub source: DocumentLocation,
    /// The location to which the service writes. It creates a folder there, named after the job's
    /// id.
    pub target: DocumentLocation,
    /// The language, an ISO 639-1 code. Default: the language of the analysis, or else English.
    pub language: Option<String>,
}

/// Native documents, with the tasks on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeAnalysis {
    /// The documents: at most 20, with at most 10 MB in total.
    pub documents: Vec<NativeDocument>,
    /// The tasks. One or more.
    pub tasks: Vec<NativeTask>,
    /// A name for the job, which its status repeats.
    pub display_name: Option<String>,
    /// The language of documents without a language of their own.
    pub default_language: Option<String>,
}

impl NativeAnalysis {
    /// Writes the body of the request in JSON: `AnalyzeDocumentJobsInput`. It can contain SAS
    /// tokens.
    ///
    /// # Errors
    /// As [`AzureLanguageRuntime::analyze_documents_request`].
    pub fn body(&self) -> Result<Vec<u8>> {
        self.check()?;
        let body = object(|out| {
            out.option("displayName", self.display_name.as_deref());
            out.object("analysisInput", |out| {
                out.list("documents", &self.documents, |document, out| {
                    out.text("id", &document.id);
                    out.option("language", document.language.as_deref());
                    out.object("source", |out| document.source.write(out));
                    out.object("target", |out| document.target.write(out));
                });
            });
            out.list("tasks", &self.tasks, |task, out| {
                out.text("kind", task.kind.as_str());
                out.option("taskName", task.name.as_deref());
                // The service requires this member for abstractive summaries.
                out.raw("parameters", task.parameters.as_deref().unwrap_or("{}"));
            });
            out.option("defaultLanguage", self.default_language.as_deref());
        });
        Ok(body.into_bytes())
    }

    fn check(&self) -> Result<()> {
        if self.documents.len() > MAX_DOCUMENTS {
            return Err(Error::invalid_argument(format!(
                "{} documents are too many for one request: the service takes {MAX_DOCUMENTS} \
                 native documents. Send them in groups.",
                self.documents.len()
            )));
        }
        check_ids("document", self.documents.iter().map(|document| document.id.as_str()))?;
        for document in &self.documents {
            document.source.check(&document.id, "source")?;
            document.target.check(&document.id, "target")?;
        }
        if self.tasks.is_empty() {
            return Err(Error::invalid_argument("Give at least one task."));
        }
        for (at, task) in self.tasks.iter().enumerate() {
            let json = task.parameters.as_deref().unwrap_or("{}");
            if !matches!(Value::parse(json.as_bytes()), Ok(Value::Object(_))) {
                return Err(Error::invalid_argument(format!(
                    "The parameters of task {at} must be a JSON object."
                )));
            }
        }
        Ok(())
    }
}

impl AzureLanguageRuntime {
    /// Submits native documents for analysis. The results are files at the target. The results of
    /// the job have their URLs.
    ///
    /// # Errors
    /// `invalidArgument` when the api-version has no such jobs, an id is empty or not unique, a
    /// location is not an absolute URL, there is no task, or a request cannot have so many
    /// documents. No message shows a location.
    pub fn analyze_documents_request(&self, analysis: &NativeAnalysis) -> Result<Request> {
        self.job_request(JobFamily::AnalyzeDocuments, analysis.body()?)
    }

    /// Refuses api-versions without a family's jobs. Jobs on native documents exist since
    /// 2023-11-15-preview, and in stable versions since 2026-05-01. Unknown later versions are
    /// accepted.
    pub(super) fn require(&self, family: JobFamily) -> Result<()> {
        let version = self.api_version.as_str();
        let has_documents = if version.ends_with("-preview") {
            version >= "2023-11-15-preview"
        } else {
            version >= STABLE
        };
        if family != JobFamily::AnalyzeDocuments || has_documents {
            return Ok(());
        }
        Err(Error::invalid_argument(format!(
            "API version {version} has no analyze-documents jobs. These have: \
             2023-11-15-preview and later previews, {STABLE}. Give one as apiVersion."
        )))
    }
}
