//! What a project is and how much is in it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::json::{JsonError, Kind, Reader};

/// A project at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectSummary {
    /// The project's kind as written, such as `Conversation`. Files of question answering do not
    /// name theirs; it is `QuestionAnswering` here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The project's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The project's main language, a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it holds other languages too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multilingual: Option<bool>,
    /// What its authors say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The API version that wrote the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_version: Option<String>,
    /// What offsets count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_index_type: Option<String>,
    /// The container of the documents, which are not in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// How many of each asset there are, such as `intents`, `entities`, `utterances`, `documents`.
    #[serde(serialize_with = "as_map")]
    pub counts: Vec<(String, u64)>,
    /// The file's size in bytes.
    pub size: u64,
    #[serde(skip)]
    has_project_member: bool,
}

impl ProjectSummary {
    /// How many assets of a name there are.
    pub fn count(&self, name: &str) -> u64 {
        self.counts.iter().find(|(key, _)| key == name).map_or(0, |(_, count)| *count)
    }

    pub(super) fn is_project(&self) -> bool {
        self.has_project_member
    }
}

fn as_map<S: Serializer>(counts: &[(String, u64)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (name, count) in counts {
        map.serialize_entry(name, count)?;
    }
    map.end()
}

/// Reads the summary in one pass, checking that the whole file is JSON.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<ProjectSummary, JsonError> {
    let mut summary = ProjectSummary::default();
    let mut kind_of_assets = None;
    let mut first = reader.enter_object()?;
    while let Some(name) = reader.next_member(&mut first)? {
        let is_object = reader.kind()? == Kind::Object;
        match name.as_ref() {
            "projectFileVersion" => summary.file_version = text(reader)?,
            "stringIndexType" => summary.string_index_type = text(reader)?,
            "metadata" if is_object => {
                summary.has_project_member = true;
                metadata(reader, &mut summary)?;
            }
            "assets" if is_object => {
                summary.has_project_member = true;
                kind_of_assets = assets(reader, &mut summary)?;
            }
            _ => reader.skip()?,
        }
    }
    let is_question_answering = summary.counts.iter().any(|(name, _)| name == "qnas");
    summary.kind = summary
        .kind
        .or(kind_of_assets)
        .or_else(|| is_question_answering.then(|| "QuestionAnswering".to_owned()));
    Ok(summary)
}

fn metadata(reader: &mut Reader<'_>, summary: &mut ProjectSummary) -> Result<(), JsonError> {
    let mut first = reader.enter_object()?;
    while let Some(name) = reader.next_member(&mut first)? {
        let field = match name.as_ref() {
            "projectKind" => &mut summary.kind,
            "projectName" => &mut summary.name,
            "language" => &mut summary.language,
            "description" => &mut summary.description,
            "storageInputContainerName" => &mut summary.container,
            "multilingual" if matches!(reader.kind()?, Kind::True | Kind::False) => {
                summary.multilingual = Some(reader.boolean()?);
                continue;
            }
            _ => {
                reader.skip()?;
                continue;
            }
        };
        *field = text(reader)?;
    }
    Ok(())
}

/// Counts every list among the assets. Gives the kind that the assets name.
fn assets(
    reader: &mut Reader<'_>,
    summary: &mut ProjectSummary,
) -> Result<Option<String>, JsonError> {
    let mut kind = None;
    let mut first = reader.enter_object()?;
    while let Some(name) = reader.next_member(&mut first)? {
        if name == "projectKind" {
            kind = text(reader)?;
        } else if reader.kind()? == Kind::Array {
            let mut count = 0;
            let mut first = reader.enter_array()?;
            while reader.next_element(&mut first)? {
                count += 1;
                reader.skip()?;
            }
            summary.counts.push((name.into_owned(), count));
        } else {
            reader.skip()?;
        }
    }
    Ok(kind)
}

/// A string; any other value is passed over, since a file may be read that an import refuses.
fn text(reader: &mut Reader<'_>) -> Result<Option<String>, JsonError> {
    if reader.kind()? == Kind::String {
        reader.string().map(|text| Some(text.into_owned()))
    } else {
        reader.skip().map(|()| None)
    }
}
