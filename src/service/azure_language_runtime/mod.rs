//! The runtime API of Azure AI Language, which analyses texts with trained and deployed models.
//!
//! Custom text runs as jobs at `/language/analyze-text/jobs`. A conversation project answers without a job, at
//! `/language/:analyze-conversations`; the jobs of conversations are summaries, which need no project. Native documents
//! run as jobs at `/language/analyze-documents/jobs`. The facts come from Microsoft's OpenAPI of 2023-04-01,
//! `analyzetext.json` and `analyzeconversations.json`. The source for native documents is named in `native.rs`.

mod analysis;
mod client;
#[cfg(not(target_arch = "wasm32"))]
pub(super) mod contract;
mod conversational;
mod document;
mod family;
mod following;
mod native;
mod path;
mod prediction;
mod requests;
mod results;

pub use analysis::{Analysis, AnalysisKind, InputDocument};
pub use client::AzureLanguageRuntime;
pub use conversational::{
    Conversation, ConversationEntity, ConversationIntent, ConversationItem, Conversations,
    PredictedConversation,
};
pub use document::{AnalyzedDocument, CategoryScore, DocumentError, DocumentStatistics, Entity};
pub use family::JobFamily;
pub use native::{DocumentLocation, NativeAnalysis, NativeDocument, NativeTask, NativeTaskKind};
pub use prediction::{Prediction, Utterance};
pub use results::{RequestStatistics, Results, ResultsPage, TaskResults};
