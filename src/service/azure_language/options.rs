//! The options of exports and imports, held against what each family's contract has.

use crate::error::one_of;
use crate::url::Query;
use crate::{Error, Result};

use super::{ApiVersion, Family};

/// Options of an export. All may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// What offsets in the file count. `Utf16CodeUnit`, the default, is what JavaScript counts.
    /// Not for question answering.
    pub string_index_type: Option<String>,
    /// Which assets to export. For question answering `qnas` or `synonyms`.
    pub asset_kind: Option<String>,
    /// The snapshot of a trained model, in place of the working copy. Not for question answering.
    pub trained_model_label: Option<String>,
    /// `Conversation` or `Luis` for conversations; `json`, `tsv` or `excel` for question answering.
    pub format: Option<String>,
}

/// Options of an import. All may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The format of the body: `Conversation` or `Luis` for conversations; `json`, `tsv` or
    /// `excel` for question answering; a preview's `format` header for text.
    pub format: Option<String>,
    /// Which assets the body holds: `qnas` or `synonyms`. Question answering only.
    pub asset_kind: Option<String>,
}

/// Those that are given, as parameters of the table.
fn given<const N: usize>(all: [(&str, &Option<String>); N]) -> Vec<(String, String)> {
    let given = |(name, value): (&str, &Option<String>)| Some((name.to_owned(), value.clone()?));
    all.into_iter().filter_map(given).collect()
}

impl ExportOptions {
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        given([
            ("stringIndexType", &self.string_index_type),
            ("assetKind", &self.asset_kind),
            ("trainedModelLabel", &self.trained_model_label),
            ("format", &self.format),
        ])
    }

    pub(super) fn query(&self, family: Family, version: &ApiVersion) -> Result<Query> {
        let mut query = Query::default();
        if family == Family::QueryKnowledgebases {
            refuse("stringIndexType", self.string_index_type.as_deref(), family)?;
            refuse("trainedModelLabel", self.trained_model_label.as_deref(), family)?;
            question_answering(&mut query, version, &self.format, &self.asset_kind)?;
            return Ok(query);
        }
        if self.trained_model_label.is_some() && !version.has_trained_model_label() {
            return Err(Error::invalid_argument(format!(
                "API version {} has no trainedModelLabel: it came with 2022-10-01-preview.",
                version.as_str()
            )));
        }
        // Required by every version (reference, section 2.3).
        query.push("stringIndexType", self.string_index_type.as_deref().unwrap_or("Utf16CodeUnit"));
        push_format(&mut query, family, version, self.format.as_deref())?;
        query.push_option("assetKind", self.asset_kind.as_deref());
        query.push_option("trainedModelLabel", self.trained_model_label.as_deref());
        query.push("api-version", version.as_str());
        Ok(query)
    }
}

impl ImportOptions {
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        given([("format", &self.format), ("assetKind", &self.asset_kind)])
    }

    pub(super) fn query(&self, family: Family, version: &ApiVersion) -> Result<Query> {
        let mut query = Query::default();
        if family == Family::QueryKnowledgebases {
            question_answering(&mut query, version, &self.format, &self.asset_kind)?;
            return Ok(query);
        }
        refuse("assetKind of an import", self.asset_kind.as_deref(), family)?;
        if family == Family::AnalyzeConversations {
            push_format(&mut query, family, version, self.format.as_deref())?;
        } else if self.format.is_some() && !version.has_format_header() {
            return Err(Error::invalid_argument(format!(
                "API version {} takes no format for an import of custom text: the previews since \
                 2023-04-15-preview do.",
                version.as_str()
            )));
        }
        query.push("api-version", version.as_str());
        Ok(query)
    }

    /// Text takes the format as a header, conversations and question answering in the query.
    pub(super) fn format_header(&self, family: Family) -> Option<&str> {
        self.format.as_deref().filter(|_| family == Family::AnalyzeText)
    }
}

fn push_format(
    query: &mut Query,
    family: Family,
    version: &ApiVersion,
    format: Option<&str>,
) -> Result<()> {
    if family != Family::AnalyzeConversations {
        return refuse("format of an export", format, family);
    }
    let format = format.or_else(|| version.requires_format().then_some("Conversation"));
    query.push_option("format", format);
    Ok(())
}

/// Question answering has its own parameters, in the order of the recording.
fn question_answering(
    query: &mut Query,
    version: &ApiVersion,
    format: &Option<String>,
    asset_kind: &Option<String>,
) -> Result<()> {
    query.push("api-version", version.as_str());
    for (name, value, choices) in [
        ("format", format, ["json", "tsv", "excel"].as_slice()),
        ("assetKind", asset_kind, ["qnas", "synonyms"].as_slice()),
    ] {
        let Some(value) = value.as_deref() else { continue };
        if !choices.contains(&value) {
            return Err(Error::invalid_argument(format!(
                "The {name} \"{value}\" is none of question answering: give {}.",
                one_of(choices)
            )));
        }
        query.push(name, value);
    }
    Ok(())
}

fn refuse(name: &str, value: Option<&str>, family: Family) -> Result<()> {
    match value {
        None => Ok(()),
        Some(_) => Err(Error::invalid_argument(format!(
            "The contract of {} has no {name}: leave it out.",
            family.as_str()
        ))),
    }
}
