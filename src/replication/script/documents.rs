//! Copies and checks the documents of a custom-text project. An export does not contain them.

use export_jobs_project::{ExportedProject, ItemFilter};

use crate::json::Value;
use crate::replication::azure_blob::{Blob, Storage};
use crate::service::Failures;
use crate::workflow::{PATIENCE_MS, join_all, wait_out};
use crate::{Error, Result};

use super::super::{DocumentFailure, DocumentsReport};
use super::project_replication::ProjectReplication;

/// The number of documents that are copied at the same time.
const AT_A_TIME: usize = 8;

/// The outcome for one document.
enum DocumentOutcome {
    Copied,
    Verified,
    Missing,
    Different,
    Failed(Error),
}

impl ProjectReplication<'_> {
    /// Lists the documents that the project needs. With SAS URLs, has the storage service copy the missing documents to
    /// the target, and checks all of them. Does not change documents that differ, unless they may be replaced.
    pub(super) async fn documents(&self) -> Result<()> {
        let is_settled = self.project(|run| {
            let known = run.documents.as_ref();
            known.is_some_and(DocumentsReport::is_complete)
                || run.import.is_done() && known.is_none()
        });
        if is_settled {
            return Ok(());
        }
        let file = self.file_for_target().await?;
        let mut report = DocumentsReport {
            container: file.summary().container.clone(),
            required: names_in(&file),
            ..DocumentsReport::default()
        };
        if let Some(storage) = self.script.storage.as_ref().filter(|_| !report.required.is_empty())
        {
            let into = storage.target.name();
            if report.container.as_deref().is_some_and(|container| container != into) {
                return Err(Error::invalid_argument(format!(
                    "The project's container at the target is \"{}\", but documents.target is a SAS URL \
                     of \"{into}\". Give the same container, or name it in `container`.",
                    report.container.unwrap_or_default()
                )));
            }
            self.bring(storage, &mut report).await;
        }
        self.project(|run| run.documents = Some(report));
        Ok(())
    }

    async fn bring(&self, storage: &Storage, report: &mut DocumentsReport) {
        let mut text = String::from("copying and checking documents: ");
        text.push_str(&report.required.len().to_string());
        self.say(&text);
        let copies: Vec<_> =
            report.required.iter().map(|name| self.copy_one(storage, name)).collect();
        let outcomes = join_all(AT_A_TIME, copies).await;
        report.is_checked = true;
        for (name, outcome) in report.required.iter().zip(outcomes) {
            match outcome {
                DocumentOutcome::Copied => {
                    report.copied += 1;
                    report.verified += 1;
                }
                DocumentOutcome::Verified => report.verified += 1,
                DocumentOutcome::Missing => report.missing.push(name.clone()),
                DocumentOutcome::Different => report.different.push(name.clone()),
                DocumentOutcome::Failed(mut error) => {
                    let containers = storage.source.iter().chain([&storage.target]);
                    containers.for_each(|it| error.redact(it.secret()));
                    let message = error.message().to_owned();
                    report.failed.push(DocumentFailure { name: name.clone(), message });
                }
            }
        }
    }

    async fn copy_one(&self, storage: &Storage, name: &str) -> DocumentOutcome {
        self.try_copy(storage, name).await.unwrap_or_else(DocumentOutcome::Failed)
    }

    async fn try_copy(&self, storage: &Storage, name: &str) -> Result<DocumentOutcome> {
        let (host, pace) = (self.host(), self.target().pace());
        let mut there = storage.target.look(host, pace, name).await?;
        let Some(source) = &storage.source else {
            return Ok(if there.is_some() {
                DocumentOutcome::Verified
            } else {
                DocumentOutcome::Missing
            });
        };
        let Some(here) = source.look(host, pace, name).await? else {
            return Ok(DocumentOutcome::Missing);
        };
        let is_equal =
            |there: &Option<Blob>| there.as_ref().is_some_and(|there| there.is_like(&here));
        if is_equal(&there) {
            return Ok(DocumentOutcome::Verified);
        }
        // Only the blob that was seen first may be replaced, and not one that somebody writes later.
        let first = there.clone();
        let mut failures = Failures::default();
        let give_up_at = host.now().saturating_add(PATIENCE_MS);
        loop {
            if there.is_some() && (!self.options.replace_documents || there != first) {
                return Ok(DocumentOutcome::Different);
            }
            let sent = storage.target.copy_from(host, source, name, there.as_ref()).await;
            let has_arrived = sent.is_ok();
            let refusal = match sent {
                Err(error) if matches!(error.status(), Some(409 | 412)) => Some(error),
                Err(error) => {
                    wait_out(host, pace, &mut failures, give_up_at, error).await?;
                    None
                }
                Ok(()) => None,
            };
            // The copy may have succeeded although its answer was lost.
            let now = storage.target.look(host, pace, name).await?;
            if is_equal(&now) {
                return Ok(DocumentOutcome::Copied);
            }
            // The storage refused the copy, and not because somebody else wrote the blob first.
            if let Some(refusal) = refusal.filter(|_| now == there) {
                return Err(refusal);
            }
            if has_arrived {
                return Ok(if now.is_some() {
                    DocumentOutcome::Different
                } else {
                    DocumentOutcome::Missing
                });
            }
            there = now;
        }
    }
}

/// Returns the blobs that a project's file names: its documents or conversations, and their summaries.
fn names_in(file: &ExportedProject) -> Vec<String> {
    let mut names = Vec::new();
    // The indices of `names`, in the order of the names. Smaller in the module than a set.
    let mut sorted: Vec<usize> = Vec::new();
    for list in ["documents", "conversations"] {
        let Ok(items) = file.items(list, &ItemFilter::default()) else { continue };
        for item in items.iter() {
            let Ok(value) = Value::parse(item.json.as_bytes()) else { continue };
            for member in ["location", "summaryLocation"] {
                let Some(Value::String(name)) = value.get(member) else { continue };
                let order = |index: &usize| names.get(*index).map(String::as_str).cmp(&Some(name));
                let Err(at) = sorted.binary_search_by(order) else { continue };
                if !name.is_empty() {
                    sorted.insert(at, names.len());
                    names.push(name.clone().into_owned());
                }
            }
        }
    }
    names
}
