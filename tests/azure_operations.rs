//! The whole authoring API: every operation's request, its refusals, and the answers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "azure_operations/examples.rs"]
mod examples;
#[path = "azure_operations/inquiries.rs"]
mod inquiries;
#[path = "azure_operations/knowledge.rs"]
mod knowledge;
#[path = "scenario/operation.rs"]
mod operation;
#[path = "azure_operations/readers.rs"]
mod readers;
#[path = "azure_operations/requests.rs"]
mod requests;
#[path = "azure_operations/versions.rs"]
mod versions;
