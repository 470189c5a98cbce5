//! Checks the file of an export, and distinguishes it from other answers.
//!
//! A file can have hundreds of megabytes, so it is not parsed. One pass over its bytes finds the
//! members of its outer object. Of these, only the metadata are parsed, which have a few hundred
//! bytes.

use crate::files::is_whole;
use crate::json::Value;
use crate::{Job, Layout, Response, Result};

use super::{Family, answers};

/// The size limit of an error and of the metadata, in bytes.
const MAX_PART_BYTES: usize = 1 << 20;

/// Checks that a download is what the contract says: `ExportedProject` for text and conversations
/// (docs/contracts/azure-language.md#project-files), and for question answering JSON, tab-separated
/// values or a workbook (docs/contracts/azure-language.md#question-answering). A job does not name
/// the requested format.
pub(super) fn check(family: Family, job: &Job, response: &Response, layout: &Layout) -> Result<()> {
    answers::check(response)?;
    response.check_file()?;
    if layout.is_object() {
        return check_json(family, job, response, layout);
    }
    let start = response.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&response.body);
    if start.trim_ascii_start().starts_with(b"<") {
        return Err(response.unreadable("it is a web page, not an exported file"));
    }
    if family != Family::QueryKnowledgebases {
        return Err(response.unreadable("it is not JSON, as an exported project is"));
    }
    if start.starts_with(b"PK") {
        return if layout.is_start() || is_whole(&response.body) {
            Ok(())
        } else {
            Err(response.unreadable("the file is cut off"))
        };
    }
    if is_table(start) {
        return Ok(());
    }
    Err(response.unreadable("it is neither JSON nor a table nor a workbook"))
}

fn check_json(family: Family, job: &Job, response: &Response, layout: &Layout) -> Result<()> {
    let part = |name| {
        let spelled = layout.member(&response.body, name)?;
        if spelled.len() > MAX_PART_BYTES { None } else { Value::parse(spelled).ok() }
    };
    if !layout.is_whole() {
        let why = if layout.is_broken() { "it is not JSON" } else { "the file is cut off" };
        return Err(response.unreadable(why));
    }
    if let Some(error) = part("error") {
        answers::check_for_error(response, &Value::Object(vec![("error".into(), error)]))?;
    }
    let has = |name| layout.member(&response.body, name).is_some();
    let Some(metadata @ Value::Object(_)) = part("metadata") else {
        // An application that was imported from LUIS is exported in LUIS's format.
        let is_luis = family == Family::AnalyzeConversations && has("luis_schema_version");
        // Exports of question answering may leave out assets that were not requested.
        let may_follow = layout.is_start();
        if may_follow || is_luis || (family == Family::QueryKnowledgebases && has("assets")) {
            return Ok(());
        }
        return Err(response
            .unreadable("it is JSON, but not an exported project: it has no readable `metadata`"));
    };
    if let (Some(Value::String(name)), Some(project)) = (metadata.get("projectName"), &job.project)
        && !name.eq_ignore_ascii_case(project)
    {
        return Err(response.unreadable(&text!(
            "it is the project \"{}\", and not \"{}\"",
            name,
            project
        )));
    }
    if let Some(Value::String(kind)) = metadata.get("projectKind")
        && family_of(kind).is_some_and(|of_the_kind| of_the_kind != family)
    {
        return Err(response.unreadable(&text!(
            "it is a project of the kind {}, and none of {}",
            kind,
            family.as_str()
        )));
    }
    Ok(())
}

/// Returns the family of a kind of project (docs/contracts/azure-language.md#project-files); `None`
/// for an unknown kind.
fn family_of(kind: &str) -> Option<Family> {
    const CONVERSATIONS: [&str; 3] =
        ["Conversation", "Orchestration", "CustomConversationSummarization"];
    const TEXT: [&str; 6] = [
        "CustomAbstractiveSummarization",
        "CustomEntityRecognition",
        "CustomHealthcare",
        "CustomMultiLabelClassification",
        "CustomSingleLabelClassification",
        "CustomTextSentiment",
    ];
    let is_among = |kinds: &[&str]| kinds.iter().any(|known| known.eq_ignore_ascii_case(kind));
    if is_among(&CONVERSATIONS) {
        Some(Family::AnalyzeConversations)
    } else {
        is_among(&TEXT).then_some(Family::AnalyzeText)
    }
}

/// Returns whether a file begins like a table of question answering: with a line of names in UTF-8,
/// separated by tabs. A table of synonyms has the one name `Synonyms`.
fn is_table(start: &[u8]) -> bool {
    let line = start.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let is_text = line.iter().all(|byte| *byte == b'\t' || *byte >= b' ');
    let is_header = line.contains(&b'\t') || line.eq_ignore_ascii_case(b"synonyms");
    is_text && is_header && std::str::from_utf8(line).is_ok()
}
