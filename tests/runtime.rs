//! The runtime of Azure AI Language: requests to deployed models, and their answers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "runtime/answers.rs"]
mod answers;
#[path = "runtime/conversations.rs"]
mod conversations;
#[path = "runtime/hostile.rs"]
mod hostile;
#[path = "runtime/jobs.rs"]
mod jobs;
#[path = "runtime/native.rs"]
mod native;
#[path = "runtime/requests.rs"]
mod requests;
mod scenario;

use export_jobs::service::{Analysis, AnalysisKind, AzureLanguageRuntime};

const ENDPOINT: &str = "https://contoso.cognitiveservices.azure.com";
const ID: &str = "c0f2a446-05d9-48fc-ba8f-3ef4af8d0b18";

fn client() -> AzureLanguageRuntime {
    AzureLanguageRuntime::new(ENDPOINT, None).unwrap()
}

fn analysis<'a>(texts: impl IntoIterator<Item = &'a str>) -> Analysis {
    Analysis::new(AnalysisKind::CustomEntityRecognition, "Loans", "production", texts)
}
