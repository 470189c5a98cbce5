//! The media type and the name of the file that a job made.

use crate::{Job, Response};

/// The media type and the name of a downloaded file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultFile {
    /// The media type, from the header or from the first bytes.
    pub content_type: String,
    /// A file name without folders, valid in every file system.
    pub suggested_name: String,
}

/// The media type of a workbook, which question answering exports on request.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl ResultFile {
    /// Describes a downloaded file. Its name is the one that the service suggests, or else the name
    /// of the project or job with the extension of the content.
    pub(crate) fn describe(job: &Job, response: &Response) -> Self {
        let sent = response.headers.get("content-type").unwrap_or_default();
        let essence = sent.split(';').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
        let (told, ending) = told_from(&response.body, &essence);
        let content_type = if essence.is_empty() || essence == "application/octet-stream" {
            told.to_owned()
        } else {
            sent.to_owned()
        };
        let suggested = response.headers.get("content-disposition").and_then(file_name_in);
        let suggested_name = suggested.unwrap_or_else(|| {
            let stem = match &job.project {
                Some(project) => safe_name(project),
                None => safe_name(&text!("{}-{}", job.operation, job.id)),
            };
            text!("{}.{}", stem, ending)
        });
        Self { content_type, suggested_name }
    }
}

impl ResultFile {
    /// Describes a downloaded file of a service that is described as data. `name` and `content_type` come from the
    /// description. The service's own media type takes precedence.
    pub(crate) fn described(
        job: &Job,
        response: &Response,
        name: Option<&str>,
        content_type: Option<&str>,
    ) -> Self {
        let mut file = Self::describe(job, response);
        let sent = response.headers.get("content-type").unwrap_or_default();
        if sent.is_empty() || sent.starts_with("application/octet-stream") {
            file.content_type = content_type.map_or(file.content_type, str::to_owned);
        }
        if let Some(name) = name {
            file.suggested_name = safe_name(name);
        }
        file
    }
}

/// Returns the media type and the file extension of some content.
fn told_from(body: &[u8], essence: &str) -> (&'static str, &'static str) {
    if body.starts_with(b"PK\x03\x04") {
        return if essence == WORKBOOK { (WORKBOOK, "xlsx") } else { ("application/zip", "zip") };
    }
    let start = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    if start.starts_with(b"{") || start.starts_with(b"[") || essence == "application/json" {
        ("application/json", "json")
    } else if essence == "text/tab-separated-values" || start.contains(&b'\t') {
        ("text/tab-separated-values", "tsv")
    } else {
        ("application/octet-stream", "bin")
    }
}

/// Returns the file name in a `Content-Disposition` (RFC 6266). Ignores the extended notation,
/// which repeats the name for other alphabets; the project's name contains these, too.
fn file_name_in(header: &str) -> Option<String> {
    let name = header.split(';').find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim_ascii()
            .eq_ignore_ascii_case("filename")
            .then(|| value.trim_ascii().trim_matches('"'))
    })?;
    let name = safe_name(name);
    (name.contains('.') && !name.starts_with('.')).then_some(name)
}

/// Replaces characters that some file system refuses, so that no name can lead into a folder.
fn safe_name(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|character| match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            character if character.is_control() => '_',
            // Marks that change the direction of text can make an extension look like another one.
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '_',
            character => character,
        })
        .take(120)
        .collect();
    let trimmed = name.trim_matches(['.', ' ']);
    if trimmed.is_empty() { "export".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Headers;

    fn describe(project: Option<&str>, headers: &[(&str, &str)], body: &[u8]) -> ResultFile {
        let job = Job {
            service: "avepoint".into(),
            operation: "export".into(),
            project: project.map(str::to_owned),
            id: "67890".into(),
            url: String::new(),
        };
        let headers: Headers = headers.iter().copied().collect();
        ResultFile::describe(
            &job,
            &Response { status: 200, headers, body: body.to_vec(), received_at_ms: 0 },
        )
    }

    #[test]
    fn a_project_file_is_named_after_its_project() {
        let file = describe(
            Some("Émail App"),
            &[("Content-Type", "application/json; charset=utf-8")],
            b"{}",
        );
        assert_eq!(file.suggested_name, "Émail App.json");
        assert_eq!(file.content_type, "application/json; charset=utf-8");
    }

    #[test]
    fn a_zip_is_told_from_its_first_bytes() {
        let file = describe(None, &[("Content-Type", "application/octet-stream")], b"PK\x03\x04");
        assert_eq!(file.suggested_name, "export-67890.zip");
        assert_eq!(file.content_type, "application/zip");
    }

    #[test]
    fn no_name_leads_into_a_folder() {
        let header = "attachment; filename=\"../../etc/passwd\"";
        assert_eq!(
            describe(None, &[("Content-Disposition", header)], b"PK\x03\x04").suggested_name,
            "_.._etc_passwd"
        );
        assert_eq!(describe(Some("../.."), &[], b"{}").suggested_name, "_.json");
        assert_eq!(describe(Some("..."), &[], b"{}").suggested_name, "export.json");
    }

    #[test]
    fn question_answering_has_other_files_too() {
        assert_eq!(
            describe(Some("faq"), &[("Content-Type", WORKBOOK)], b"PK\x03\x04").suggested_name,
            "faq.xlsx"
        );
        assert_eq!(describe(Some("faq"), &[], b"Question\tAnswer").suggested_name, "faq.tsv");
    }
}
