//! The options of exports and imports.

use crate::plain;

use super::Arguments;

plain! {
    readable
    /// The options of `AzureLanguage.exportRequest`.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ExportOptions {
        /// The unit of offsets. Default: `Utf16CodeUnit`, the unit of JavaScript strings. Not for question
        /// answering.
        pub string_index_type: Option<String>,
        /// Question answering: `qnas` or `synonyms`.
        pub asset_kind: Option<String>,
        /// Exports the snapshot of this trained model instead of the current project. Not for question answering.
        pub trained_model_label: Option<String>,
        /// The format of the file. Conversations: `Conversation` or `Luis`. Question answering: `json`, `tsv` or
        /// `excel`.
        pub format: Option<String>,
    }
}

plain! {
    readable
    /// The options of `AzureLanguage.importRequest`.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ImportOptions {
        /// The format of the file. Conversations: `Conversation` or `Luis`. Question answering: `json`, `tsv` or
        /// `excel`.
        pub format: Option<String>,
        /// Question answering: `qnas` or `synonyms`.
        pub asset_kind: Option<String>,
    }
}

impl ExportOptions {
    pub(super) fn arguments(&self, project: &str) -> Arguments {
        arguments(
            project,
            [
                ("stringIndexType", &self.string_index_type),
                ("assetKind", &self.asset_kind),
                ("trainedModelLabel", &self.trained_model_label),
                ("format", &self.format),
            ],
        )
    }
}

impl ImportOptions {
    pub(super) fn arguments(&self, project: &str) -> Arguments {
        arguments(project, [("format", &self.format), ("assetKind", &self.asset_kind)])
    }
}

fn arguments<const N: usize>(project: &str, parameters: [(&str, &Option<String>); N]) -> Arguments {
    let given = parameters.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
    let parameters = given.map(|(name, value)| (name.to_owned(), value)).collect();
    Arguments { parameters, ..Arguments::of_project(project) }
}
