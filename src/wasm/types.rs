//! The TypeScript that wasm-bindgen cannot generate: plain objects, unions and overloads.
//!
//! It is written in `src/types/`, where editors and `tsc` check it. The build takes out the imports
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

types! {
    HTTP = "http.d.ts";
    JOB = "declared/job.d.ts";
    LOADER_ERROR = "loader-error.d.ts";
    ERROR = "declared/error.d.ts";
    DOWNLOAD = "declared/download.d.ts";
    CLIENT = "client.d.ts";
    AZURE_LANGUAGE = "azure-language.d.ts";
    EXPORT_OPTIONS = "declared/azure-language.d.ts";
    AVEPOINT = "avepoint.d.ts";
    POLLING = "polling.d.ts";
    #[cfg(feature = "operations")]
    OPERATIONS = "azure-language-operations.d.ts";
    #[cfg(feature = "operations")]
    ANSWERS = "azure-language-answers.d.ts";
    #[cfg(feature = "operations")]
    KNOWLEDGE = "knowledge.d.ts";
    #[cfg(feature = "operations")]
    FILE_OPERATION = "declared/knowledge.d.ts";
    #[cfg(feature = "runtime")]
    RUNTIME = "runtime.d.ts";
    #[cfg(feature = "runtime")]
    RESULTS = "declared/runtime.d.ts";
    #[cfg(feature = "runtime")]
    FAILOVER = "failover.d.ts";
    #[cfg(feature = "runtime")]
    FAILOVER_STATE = "declared/failover.d.ts";
    #[cfg(feature = "board")]
    BOARD = "board.d.ts";
    #[cfg(feature = "board")]
    BOARD_VIEW = "declared/board.d.ts";
    #[cfg(feature = "recovery")]
    REPLICATION = "replication.d.ts";
    #[cfg(feature = "recovery")]
    REPLICATION_STATE = "declared/replication.d.ts";
    #[cfg(feature = "recovery")]
    REGIONS = "regions.d.ts";
    #[cfg(feature = "project")]
    PROJECT = "project.d.ts";
    #[cfg(feature = "project")]
    SUMMARY = "declared/project.d.ts";
}
