//! The requests of Azure AI Language: paths, options, names, endpoints, jobs and results.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "azure_requests/downloads.rs"]
mod downloads;
#[path = "azure_requests/jobs.rs"]
mod jobs;
#[path = "azure_requests/limits.rs"]
mod limits;
#[path = "scenario/operation.rs"]
mod operation;
#[path = "azure_requests/results.rs"]
mod results;
#[path = "azure_requests/saves.rs"]
mod saves;
mod scenario;
#[path = "azure_requests/submissions.rs"]
mod submissions;

use export_jobs::service::{AzureLanguage, Family};

const ENDPOINT: &str = "https://contoso.cognitiveservices.azure.com";

fn client(family: Family) -> AzureLanguage {
    AzureLanguage::new(ENDPOINT, family, None).unwrap()
}

fn client_of(family: Family, version: &str) -> AzureLanguage {
    AzureLanguage::new(ENDPOINT, family, Some(version)).unwrap()
}
