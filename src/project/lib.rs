//! Reads the project files that Azure AI Language exports, near the speed of memory.
//!
//! A file is read once, and its bytes are kept unchanged. An index stores the offset of each item.
//! Everything else is read from the bytes on demand:
//! ```
//! use export_jobs_project::ExportedProject;
//!
//! let file = br#"{"projectFileVersion": "2023-04-01", "stringIndexType": "Utf16CodeUnit",
//!     "metadata": {"projectKind": "Conversation", "projectName": "Mail", "language": "en"},
//!     "assets": {"projectKind": "Conversation", "intents": [{"category": "Send"}], "entities": [],
//!         "utterances": [{"text": "send it", "intent": "Send", "language": "en"}]}}"#;
//! let project = ExportedProject::parse(file.to_vec())?;
//! assert_eq!(project.summary().name.as_deref(), Some("Mail"));
//! assert_eq!(project.summary().count("utterances"), 1);
//! # Ok::<(), export_jobs_project::InvalidProject>(())
//! ```

mod category;
mod check;
mod compare;
mod equal;
mod example;
mod example_index;
mod hash;
mod indexer;
mod invalid_project;
mod items;
#[doc(hidden)] // Only for the `export-jobs` crate, which reads answers with it.
pub mod json;
mod kind;
mod memory;
mod name;
mod node;
mod orchestration_target;
mod outline;
mod path;
#[doc(hidden)] // For the crate around this one, whose types are declared with it.
pub mod plain;
mod project;
mod project_reader;
mod retarget;
mod rows;
mod sorted;
mod statistics;
mod summary;
mod tally;

pub use check::{CheckOptions, Document, Documents, Finding, Rule, Severity};
pub use compare::{Change, ChangeKind, PartCounts, ProjectComparison};
pub use hash::set_hash_key;
pub use invalid_project::InvalidProject;
pub use items::{ItemFilter, NoSuchList, ProjectItem, ProjectItems};
pub use memory::OutOfMemory;
pub use orchestration_target::OrchestrationTarget;
pub use project::ExportedProject;
pub use project_reader::{ProjectIndex, ProjectReader};
pub use retarget::{InvalidChange, ProjectChanges, Retargeted};
pub use statistics::{CooccurrenceRow, LengthCount, ProjectStatistics};
pub use summary::{CategoryCount, ProjectSummary, TextLength};
