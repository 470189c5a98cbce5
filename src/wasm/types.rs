//! The TypeScript that wasm-bindgen cannot generate: plain objects, unions and overloads.
//!
//! It is written in `src/types/`, where editors and `tsc` check it. The build removes the imports
//! and adds it to the declarations of the classes.

use wasm_bindgen::prelude::wasm_bindgen;

/// Adds a file of `src/types/` to the declarations of the package.
macro_rules! types {
    ($($(#[cfg(feature = $feature:literal)])? $name:ident = $file:literal;)*) => {$(
        $(#[cfg(feature = $feature)])?
        #[wasm_bindgen(typescript_custom_section)]
        const $name: &str = include_str!(concat!("../types/", $file));
    )*};
}

/// The additional members of a poller in an entry with projects.
#[cfg(all(feature = "following", feature = "project-files"))]
#[wasm_bindgen(typescript_custom_section)]
const SAVED_PROJECT: &str = include_str!("../types/saved-project.d.ts");

types! {
    #[cfg(feature = "following")]
    HTTP = "http.d.ts";
    DOWNLOAD = "declared/download.d.ts";
    #[cfg(feature = "following")]
    CLIENT = "client.d.ts";
    #[cfg(feature = "azure-language")]
    AZURE_LANGUAGE = "azure-language.d.ts";
    #[cfg(feature = "azure-language")]
    EXPORT_OPTIONS = "declared/azure-language.d.ts";
    #[cfg(feature = "avepoint")]
    AVEPOINT = "avepoint.d.ts";
    #[cfg(feature = "following")]
    POLLING = "polling.d.ts";
    #[cfg(feature = "operations")]
    OPERATIONS = "azure-language-operations.d.ts";
    #[cfg(feature = "operations")]
    ANSWERS = "azure-language-answers.d.ts";
    #[cfg(feature = "operations")]
    KNOWLEDGE = "knowledge.d.ts";
    #[cfg(feature = "operations")]
    FILE_OPERATION = "declared/knowledge.d.ts";
    #[cfg(feature = "language-runtime")]
    RUNTIME = "runtime.d.ts";
    #[cfg(feature = "language-runtime")]
    RESULTS = "declared/runtime.d.ts";
    #[cfg(feature = "language-runtime")]
    FAILOVER = "failover.d.ts";
    #[cfg(feature = "language-runtime")]
    FAILOVER_STATE = "declared/failover.d.ts";
    #[cfg(feature = "job-board")]
    BOARD = "board.d.ts";
    #[cfg(feature = "job-board")]
    BOARD_VIEW = "declared/board.d.ts";
    #[cfg(feature = "described-services")]
    JOB_SERVICE = "job-service.d.ts";
    #[cfg(feature = "described-services")]
    DESCRIPTION = "declared/description.d.ts";
    #[cfg(feature = "replication")]
    REPLICATION = "replication.d.ts";
    #[cfg(feature = "replication")]
    REPLICATION_STATE = "declared/replication.d.ts";
    #[cfg(feature = "replication")]
    REGIONS = "regions.d.ts";
    #[cfg(feature = "project-files")]
    PROJECT = "project.d.ts";
    #[cfg(feature = "project-files")]
    SUMMARY = "declared/project.d.ts";
}
