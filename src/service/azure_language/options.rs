//! The options of exports and imports.

use super::Arguments;

/// Options of an export. All are optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// The unit of offsets in the file. The default is `Utf16CodeUnit`, which JavaScript uses. Not
    /// for question answering.
    pub string_index_type: Option<String>,
    /// The assets to export. For question answering `qnas` or `synonyms`.
    pub asset_kind: Option<String>,
    /// The label of a trained model, whose snapshot replaces the working copy. Not for question
    /// answering.
    pub trained_model_label: Option<String>,
    /// `Conversation` or `Luis` for conversations; `json`, `tsv` or `excel` for question answering.
    pub format: Option<String>,
}

/// Options of an import. All are optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The format of the body: `Conversation` or `Luis` for conversations; `json`, `tsv` or
    /// `excel` for question answering; a preview's `format` header for text.
    pub format: Option<String>,
    /// The assets in the body: `qnas` or `synonyms`. Question answering only.
    pub asset_kind: Option<String>,
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
