//! Project files in the module's memory.

#[cfg(feature = "project-files")]
pub(crate) mod arriving_project;
#[cfg(feature = "project-files")]
pub(crate) mod documents;
#[cfg(feature = "project-files")]
pub(crate) mod project;
#[cfg(feature = "project-files")]
pub(crate) mod project_changes;
#[cfg(feature = "project-files")]
pub(crate) mod project_comparison;
#[cfg(feature = "project-files")]
pub(crate) mod project_items;
#[cfg(feature = "project-files")]
pub(crate) mod project_source;
#[cfg(all(feature = "following", feature = "project-files"))]
pub(crate) mod saved_project;
