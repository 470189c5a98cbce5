//! The answers of Azure AI Language: recorded, specified and broken ones.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "azure_answers/errors.rs"]
mod errors;
#[path = "azure_answers/progress.rs"]
mod progress;
#[path = "azure_answers/results.rs"]
mod results;
mod scenario;
#[path = "azure_answers/statuses.rs"]
mod statuses;
#[path = "azure_answers/submissions.rs"]
mod submissions;
#[path = "azure_answers/unreadable.rs"]
mod unreadable;

use export_jobs::service::{AzureLanguage, Family, Service};
use export_jobs::{Error, JobStatus, Response};

fn client() -> AzureLanguage {
    AzureLanguage::new("https://contoso.cognitiveservices.azure.com", Family::AnalyzeText, None)
        .unwrap()
}

fn read(response: &Response) -> JobStatus {
    client().read_status(response, None).unwrap()
}

fn fails(response: &Response) -> Error {
    client().read_status(response, None).unwrap_err()
}
