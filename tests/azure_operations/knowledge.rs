//! Question answering: sources, questions with their answers, synonyms, feedback, and uploads.

use export_jobs::service::azure_language::{Arguments, FileOperation, Operation, UploadFile};
use export_jobs::service::{AzureLanguage, Family, Service};
use export_jobs::{Error, ErrorCode, Headers, JobState, Request, Response};
use proptest::prelude::*;

const ENDPOINT: &str = "https://contoso.example";
const SOURCE: &str = r#"[{"op":"add","value":{"source":"S","sourceUri":"https://s.example","sourceKind":"url","refresh":true}}]"#;
const QNA: &str = r#"[{"op":"replace","value":{"id":1,"answer":"A","questions":["Q"]}}]"#;

/// Operation, body, method, path, status of success.
pub(super) const REQUESTS: [(&str, &str, &str, &str, u16); 7] = [
    ("listSources", "", "GET", "sources", 200),
    ("updateSources", SOURCE, "PATCH", "sources", 202),
    ("listQnas", "", "GET", "qnas", 200),
    ("updateQnas", QNA, "PATCH", "qnas", 202),
    ("listSynonyms", "", "GET", "synonyms", 200),
    ("updateSynonyms", r#"{"value":[{"alterations":["a","b"]}]}"#, "PUT", "synonyms", 204),
    ("addFeedback", r#"{"records":[{"userId":"u","qnaId":1}]}"#, "POST", "feedback", 204),
];

fn client(version: &str) -> AzureLanguage {
    AzureLanguage::new(ENDPOINT, Family::QueryKnowledgebases, Some(version)).unwrap()
}

fn operation(name: &str) -> Operation {
    Operation::parse(name).unwrap()
}

fn arguments(body: &str) -> Arguments {
    let arguments = Arguments::of_project("P");
    if body.is_empty() { arguments } else { arguments.body(body) }
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let headers: Headers = headers.iter().copied().collect();
    Response { status, headers, body: body.into(), received_at_ms: 0 }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>, words: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument, "{words}");
    assert!(error.message().contains(words), "{words} in: {error}");
}

#[test]
fn only_question_answering_has_knowledge_operations_and_in_all_versions() {
    for (version, authoring) in [
        ("2021-10-01", ""),
        ("2023-04-01", "/authoring"),
        ("2023-11-15-preview", "/authoring"),
        ("2025-05-15-preview", "/authoring"),
    ] {
        let client = client(version);
        for (name, body, method, path, success) in REQUESTS {
            let operation = operation(name);
            let request = client.operation_request(operation, &arguments(body)).unwrap();
            let url = format!(
                "{ENDPOINT}/language{authoring}/query-knowledgebases/projects/P/{path}?api-version={version}"
            );
            assert_eq!((request.method.as_str(), &request.url), (method, &url));
            assert_eq!(request.body.as_deref().unwrap_or_default(), body.as_bytes());
            let content_type = (!body.is_empty()).then_some("application/json");
            assert_eq!(request.headers.get("content-type"), content_type, "{name}");
            assert_eq!(client.operation_of(&request), Some(operation));
            assert_eq!(operation.is_job(), success == 202, "{name}");
            if success == 204 {
                assert_eq!(client.check_answer(operation, &answer(204, &[], "")), Ok(None));
                assert!(client.check_answer(operation, &answer(200, &[], "{}")).is_err());
            }
        }
    }
    for family in [Family::AnalyzeText, Family::AnalyzeConversations] {
        let client = AzureLanguage::new(ENDPOINT, family, Some("2025-05-15-preview")).unwrap();
        for (name, body, ..) in REQUESTS {
            let request = client.operation_request(operation(name), &arguments(body));
            refused(request, "query-knowledgebases");
        }
    }
}

#[test]
fn questions_are_listed_of_one_source_and_in_pages() {
    let arguments = arguments("").parameter("source", "a b.pdf").parameter("top", "3");
    let request = client("2023-04-01").operation_request(Operation::ListQnas, &arguments).unwrap();
    assert!(
        request.url.contains("/qnas?api-version=2023-04-01&source=a%20b.pdf&top=3"),
        "{request:?}"
    );
    let sources = client("2023-04-01").operation_request(Operation::ListSources, &arguments);
    refused(sources, "source");
}

#[test]
fn updates_that_the_contract_does_not_have_are_refused() {
    let client = client("2023-04-01");
    for (name, body, words) in [
        ("updateSources", "{}", "must be a list"),
        ("updateSources", "", "must be a list"),
        ("updateSources", "[", "must be a list"),
        ("updateSources", "[]", "at least one item"),
        ("updateSources", "[1]", "must be an object"),
        ("updateQnas", r#"[{"op":"add"}]"#, "value"),
        ("updateQnas", r#"[{"value":{}}]"#, "op"),
        ("updateQnas", r#"[{"op":1,"value":{}}]"#, "op"),
        (
            "updateQnas",
            r#"[{"op":"add","value":{}},{"op":"upsert","value":{}}]"#,
            "add, delete, replace",
        ),
        ("updateQnas", r#"[{"op":"add","value":[]}]"#, "value"),
        ("updateQnas", r#"[{"op":"add","value":{},"x":1}]"#, "x"),
        ("updateSynonyms", "{}", "value"),
        ("updateSynonyms", r#"{"value":["a"]}"#, "list of objects"),
        ("updateSynonyms", r#"{"value":[{"alterations":"a"}]}"#, "alterations"),
        ("addFeedback", "{}", "records"),
        ("addFeedback", r#"{"records":[{"qnaId":"1"}]}"#, "qnaId"),
    ] {
        refused(client.operation_request(operation(name), &arguments(body)), words);
    }
}

#[test]
fn updates_are_jobs_without_a_file() {
    for version in ["2021-10-01", "2023-04-01", "2025-05-15-preview"] {
        let client = client(version);
        for (name, body, part) in
            [("updateSources", SOURCE, "sources"), ("updateQnas", QNA, "qnas")]
        {
            let operation = operation(name);
            let request = client.operation_request(operation, &arguments(body)).unwrap();
            let job = client.job(operation, "P", "J").unwrap();
            assert!(job.url.contains(&format!("/projects/P/{part}/jobs/J?")), "{}", job.url);
            assert_eq!(job.operation, name);
            assert_eq!(client.job_from_url(&job.url).unwrap(), job);
            let accepted = answer(202, &[("Operation-Location", &job.url)], "");
            assert_eq!(client.read_submission(&request, &accepted).unwrap(), job);

            // As recorded.
            let body = r#"{"status":"succeeded","jobId":"J","resultUrl":"/knowledgebases/P"}"#;
            let status = client.read_status(&answer(200, &[], body), None).unwrap();
            assert_eq!((status.state, status.is_done), (JobState::Succeeded, true));
            assert_eq!(status.result_url.as_deref(), Some("/knowledgebases/P"));
            refused(client.result_request(&job, &status), "makes no file");
        }
    }
}

#[test]
fn lists_are_read() {
    let client = client("2023-04-01");
    let sources = r#"{"value":[{"displayName":"D","source":"S","sourceUri":"https://s.example","sourceKind":"url","contentStructureKind":"unstructured","lastUpdatedDateTime":"2026-01-02T03:04:05Z"},{"source":"T"}]}"#;
    let page = client.read_sources(&answer(200, &[], sources)).unwrap();
    let [one, other] = &page.items[..] else { panic!("two sources") };
    assert_eq!((one.source.as_str(), one.kind.as_deref()), ("S", Some("url")));
    assert_eq!(one.content_structure.as_deref(), Some("unstructured"));
    assert_eq!((other.display_name.as_deref(), other.uri.as_deref()), (None, None));

    let qnas = r#"{"value":[{"id":7,"answer":"A","source":"S","questions":["Q1","Q2"],"metadata":{"a":"b"}}],"nextLink":"/language/x?skip=1"}"#;
    let page = client.read_qnas(&answer(200, &[], qnas)).unwrap();
    assert_eq!((page.items[0].id, page.items[0].questions.len()), (7, 2));
    assert!(page.items[0].json.contains(r#""metadata":{"a":"b"}"#));
    assert!(page.next.unwrap().url.contains("skip=1"));

    let synonyms = r#"{"value":[{"alterations":["fee","fine"]}]}"#;
    let page = client.read_synonyms(&answer(200, &[], synonyms)).unwrap();
    assert_eq!(page.items, [["fee", "fine"]]);

    for (body, name) in [
        (r#"{"value":[{}]}"#, "source"),
        (r#"{"value":[{"source":1}]}"#, "source"),
        (r#"{"x":[]}"#, "value"),
    ] {
        let error = client.read_sources(&answer(200, &[], body)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse);
        assert!(error.message().contains(name), "{error}");
    }
    for body in [r#"{"value":[{"id":"7"}]}"#, r#"{"value":[{"id":7,"questions":[1]}]}"#] {
        let error = client.read_qnas(&answer(200, &[], body)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    }
}

#[test]
fn a_project_is_created_with_plain_json_in_every_version() {
    let body = r#"{"language":"en","settings":{"defaultAnswer":"None."}}"#;
    for version in ["2021-10-01", "2023-04-01", "2025-05-15-preview", "2031-01-01-preview"] {
        let request = client(version).operation_request(Operation::CreateProject, &arguments(body));
        assert_eq!(request.unwrap().headers.get("content-type"), Some("application/json"));
    }
    let text = AzureLanguage::new(ENDPOINT, Family::AnalyzeConversations, None).unwrap();
    let body = r#"{"language":"en","projectName":"P","projectKind":"Conversation"}"#;
    let request = text.operation_request(Operation::CreateProject, &arguments(body)).unwrap();
    assert_eq!(request.headers.get("content-type"), Some("application/merge-patch+json"));
}

fn file(name: &str, bytes: &[u8]) -> UploadFile {
    UploadFile { name: name.into(), bytes: bytes.into(), content_type: None }
}

fn file_operation(operation: &str, file_name: &str) -> FileOperation {
    FileOperation {
        operation: operation.into(),
        file_name: file_name.into(),
        display_name: None,
        refresh: None,
    }
}

/// Returns the parts of a form. This reader knows the boundary only from the header.
fn parts(request: &Request) -> Vec<(String, Vec<u8>)> {
    let boundary = request.headers.get("content-type").unwrap();
    let boundary = boundary.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = request.body.as_deref().unwrap();
    let mut parts = Vec::new();
    let mut rest = body.strip_prefix(format!("--{boundary}\r\n").as_bytes()).unwrap();
    let place = |text: &[u8], part: &[u8]| text.windows(part.len()).position(|it| it == part);
    loop {
        let head = place(rest, b"\r\n\r\n").unwrap();
        let delimiter = format!("\r\n--{boundary}");
        let end = place(rest, delimiter.as_bytes()).unwrap();
        let header = String::from_utf8(rest[..head].to_vec()).unwrap();
        parts.push((header, rest[head + 4..end].to_vec()));
        rest = &rest[end + delimiter.len()..];
        if rest == b"--\r\n" {
            return parts;
        }
        rest = rest.strip_prefix(b"\r\n").unwrap();
    }
}

#[test]
fn sources_are_updated_from_files() {
    let client = client("2025-05-15-preview");
    let manual = UploadFile {
        content_type: Some("application/pdf".into()),
        ..file("manual.pdf", b"%PDF\r\n\x00\xff")
    };
    let add = FileOperation {
        display_name: Some("The \"manual\"".into()),
        refresh: Some(true),
        ..file_operation("add", "manual.pdf")
    };
    let operations = [add, file_operation("delete", "old.docx")];
    let request = client.update_sources_from_files_request("P", &[manual], &operations).unwrap();
    assert_eq!(request.method.as_str(), "PATCH");
    assert_eq!(
        request.url,
        format!(
            "{ENDPOINT}/language/authoring/query-knowledgebases/projects/P/sources?api-version=2025-05-15-preview"
        )
    );
    let [(head, bytes), (operations_head, json)] = &parts(&request)[..] else { panic!("two") };
    assert_eq!(
        head,
        "Content-Disposition: form-data; name=\"files\"; filename=\"manual.pdf\"\r\nContent-Type: application/pdf"
    );
    assert_eq!(bytes, b"%PDF\r\n\x00\xff");
    assert_eq!(
        operations_head,
        "Content-Disposition: form-data; name=\"fileOperations\"\r\nContent-Type: application/json"
    );
    let json: serde_json::Value = serde_json::from_slice(json).unwrap();
    let expected = serde_json::json!([
        { "operation": "add", "fileDisplayName": "The \"manual\"", "fileName": "manual.pdf", "refresh": true },
        { "operation": "delete", "fileName": "old.docx" },
    ]);
    assert_eq!(json, expected);
    let location = client.job(Operation::UpdateSources, "P", "J").unwrap();
    let accepted = answer(202, &[("operation-location", &location.url)], "");
    assert_eq!(client.read_submission(&request, &accepted).unwrap(), location);
}

#[test]
fn a_project_is_imported_from_files() {
    let client = client("2025-05-15-preview");
    let files = [file("a.tsv", b"Question\tAnswer"), file("b.tsv", b"")];
    let request = client.import_from_files_request("P", &files, Some("qnas")).unwrap();
    assert_eq!(request.method.as_str(), "POST");
    assert!(
        request.url.ends_with("/P/:import?api-version=2025-05-15-preview&assetKind=qnas"),
        "{}",
        request.url
    );
    let names: Vec<_> = parts(&request).into_iter().map(|(head, _)| head).collect();
    assert_eq!(
        names,
        ["a.tsv", "b.tsv"].map(|name| format!(
            "Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream"
        ))
    );
    assert_eq!(client.operation_of(&request), Some(Operation::Import));
}

#[test]
fn uploads_that_no_service_takes_are_refused() {
    let files = [file("a.pdf", b"a")];
    for version in ["2021-10-01", "2023-04-01", "2023-11-15-preview"] {
        let client = client(version);
        refused(client.import_from_files_request("P", &files, None), "2025-05-15-preview");
        let add = [file_operation("add", "a.pdf")];
        let update = client.update_sources_from_files_request("P", &files, &add);
        refused(update, "2025-05-15-preview");
    }
    let text =
        AzureLanguage::new(ENDPOINT, Family::AnalyzeText, Some("2025-05-15-preview")).unwrap();
    refused(text.import_from_files_request("P", &files, None), "query-knowledgebases");

    let client = client("2025-05-15-preview");
    refused(client.import_from_files_request("P", &[], None), "at least one file");
    refused(client.import_from_files_request("P", &files, Some("x")), "assetKind");
    let doubled = [file("a.pdf", b""), file("a.pdf", b"")];
    refused(client.import_from_files_request("P", &doubled, None), "the name \"a.pdf\"");
    refused(client.import_from_files_request("P", &[file("", b"")], None), "name of file 0");
    for wrong in ["", "pdf", "/pdf", "a/", "a/b\r\nX: 1", "a b/c", "a/ü", "a/b; c=\n"] {
        let content_type = Some(wrong.to_owned());
        let one = [UploadFile { content_type, ..file("a.pdf", b"") }];
        refused(client.import_from_files_request("P", &one, None), "media type");
    }
    for (operations, words) in [
        (vec![], "at least one file operation"),
        (vec![file_operation("upsert", "a.pdf")], "\"upsert\""),
        (vec![file_operation("replace", "b.pdf")], "\"b.pdf\""),
    ] {
        refused(client.update_sources_from_files_request("P", &files, &operations), words);
    }
}

proptest! {
    /// Includes files that contain boundaries, and names that would end their header.
    #[test]
    fn every_file_arrives_as_it_was(
        contents in prop::collection::vec(
            r"(-{2,6}export-jobs-000000000[0-9](--)?(\r\n)?|[\x00-\x7f]{0,5}){0,6}", 1..5,
        ),
        name in r#"[a-z"\r\n;ü-]{1,12}"#,
    ) {
        let named = |at: usize| format!("{name}{at}");
        let files: Vec<_> = contents.iter().enumerate().map(|(at, it)| file(&named(at), it.as_bytes())).collect();
        let request = client("2025-05-15-preview").import_from_files_request("P", &files, None).unwrap();
        let parts = parts(&request);
        prop_assert_eq!(parts.len(), files.len());
        for ((head, bytes), file) in parts.iter().zip(&files) {
            prop_assert_eq!(bytes, &file.bytes);
            prop_assert_eq!(head.lines().count(), 2, "{}", head);
            prop_assert_eq!(head.matches('"').count(), 4, "{}", head);
        }
    }
}
