//! Native documents: files in storage, analysed by jobs at `analyze-documents`.

use export_jobs::service::{
    AzureLanguageRuntime, DocumentLocation, JobFamily, NativeAnalysis, NativeDocument, NativeTask,
    NativeTaskKind, Service,
};
use export_jobs::{Error, ErrorCode, JobState, Method};
use serde_json::{Value, json};

use crate::scenario::answers::{answer, ok};

use super::{ENDPOINT, ID};

const SAS: &str = "sv=2024&sig=c2VjcmV0LXNlY3JldA";

fn client() -> AzureLanguageRuntime {
    AzureLanguageRuntime::new(ENDPOINT, Some("2024-11-15-preview")).unwrap()
}

fn document(id: &str) -> NativeDocument {
    let target = DocumentLocation {
        kind: "AzureContainerFolder".into(),
        managed_identity_client_id: Some("5f1".into()),
        ..DocumentLocation::blob("https://contoso.blob.core.windows.net/out/pii")
    };
    let source = format!("https://contoso.blob.core.windows.net/in/{id}.pdf?{SAS}");
    NativeDocument {
        id: id.into(),
        source: DocumentLocation::blob(source),
        target,
        language: Some("de".into()),
    }
}

fn analysis(documents: Vec<NativeDocument>) -> NativeAnalysis {
    let parameters = Some(r#"{"redactionPolicy":{"policyKind":"entityMask"}}"#.to_owned());
    let kind = NativeTaskKind::PiiEntityRecognition;
    let task = NativeTask { kind, name: Some("redact".into()), parameters };
    NativeAnalysis {
        documents,
        tasks: vec![task],
        display_name: Some("Nightly".into()),
        default_language: Some("en".into()),
    }
}

fn refused(analysis: &NativeAnalysis, words: &str) -> Error {
    let error = client().analyze_documents_request(analysis).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.message().contains(words), "{error}");
    error
}

#[test]
fn an_analysis_is_the_body_of_the_specification() {
    let request = client().analyze_documents_request(&analysis(vec![document("a")])).unwrap();
    assert_eq!(request.method, Method::Post);
    assert_eq!(
        request.url,
        format!("{ENDPOINT}/language/analyze-documents/jobs?api-version=2024-11-15-preview")
    );
    assert_eq!(request.headers.get("content-type"), Some("application/json"));
    let body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "displayName": "Nightly",
            "analysisInput": { "documents": [{
                "id": "a",
                "language": "de",
                "source": {
                    "kind": "AzureBlob",
                    "location": format!("https://contoso.blob.core.windows.net/in/a.pdf?{SAS}"),
                },
                "target": {
                    "kind": "AzureContainerFolder",
                    "location": "https://contoso.blob.core.windows.net/out/pii",
                    "managedIdentityClientId": "5f1",
                },
            }] },
            "tasks": [{
                "kind": "PiiEntityRecognition",
                "taskName": "redact",
                "parameters": { "redactionPolicy": { "policyKind": "entityMask" } },
            }],
            "defaultLanguage": "en",
        })
    );
}

#[test]
fn api_versions_without_native_documents_are_refused_by_name() {
    for version in ["2023-04-01", "2023-04-15-preview", "2024-11-01", "2025-11-01"] {
        let client = AzureLanguageRuntime::new(ENDPOINT, Some(version)).unwrap();
        for error in [
            client.analyze_documents_request(&analysis(vec![document("a")])).unwrap_err(),
            client.job_request(JobFamily::AnalyzeDocuments, b"{}".to_vec()).unwrap_err(),
            client.job(JobFamily::AnalyzeDocuments, ID).unwrap_err(),
        ] {
            assert_eq!(error.code(), ErrorCode::InvalidArgument);
            assert!(error.message().contains(version), "{error}");
            assert!(error.message().contains("2023-11-15-preview"), "{error}");
        }
        assert!(client.job(JobFamily::AnalyzeText, ID).is_ok());
    }
    for version in ["2023-11-15-preview", "2026-05-15-preview", "2026-05-01", "2027-01-01"] {
        let client = AzureLanguageRuntime::new(ENDPOINT, Some(version)).unwrap();
        assert!(client.analyze_documents_request(&analysis(vec![document("a")])).is_ok());
    }
}

#[test]
fn what_no_service_takes_is_refused_and_no_sas_token_is_shown() {
    refused(&analysis(Vec::new()), "at least one document");
    let many = (0..21).map(|at| document(&format!("{at}"))).collect();
    refused(&analysis(many), "21 documents are too many");
    refused(&analysis(vec![document("a"), document("b"), document("a")]), "the id \"a\"");
    refused(&NativeAnalysis { tasks: Vec::new(), ..analysis(vec![document("a")]) }, "one task");
    for json in ["[]", "{", "7", ""] {
        let mut wrong = analysis(vec![document("a")]);
        wrong.tasks[0].parameters = Some(json.into());
        refused(&wrong, "parameters of task 0");
    }
    let mut relative = document("a");
    relative.source.location = format!("in/a.pdf?{SAS}");
    let error = refused(&analysis(vec![relative.clone()]), "source of document \"a\"");
    assert!(!format!("{error:?} {error} {relative:?}").contains("c2Vjcm"), "{error:?}");
    let mut unnamed = document("a");
    unnamed.target.kind = String::new();
    refused(&analysis(vec![unnamed]), "target of document \"a\" has an empty kind");
    assert!(NativeTaskKind::parse("Sentiment").is_err());
    assert_eq!(
        NativeTaskKind::parse("AbstractiveSummarization").unwrap(),
        NativeTaskKind::AbstractiveSummarization
    );
}

#[test]
fn a_job_on_native_documents_is_followed_like_any_other() {
    let client = client();
    let request = client.analyze_documents_request(&analysis(vec![document("a")])).unwrap();
    let url =
        format!("{ENDPOINT}/language/analyze-documents/jobs/{ID}?api-version=2024-11-15-preview");
    let accepted = answer(202, &[("Operation-Location", url.as_str())], "");
    let job = client.read_submission(&request, &accepted).unwrap();
    assert_eq!((job.operation.as_str(), job.url.as_str()), ("analyze", url.as_str()));
    assert_eq!(client.job(JobFamily::AnalyzeDocuments, ID).unwrap(), job);
    assert_eq!(client.job_from_url(&url).unwrap(), job);
    assert!(!format!("{job:?}").contains("sig="));
    // A pasted URL has its own version.
    let stable = AzureLanguageRuntime::new(ENDPOINT, None).unwrap();
    assert_eq!(stable.job_from_url(&url).unwrap(), job);
    let cancel = client.cancel_request(&job).unwrap();
    assert_eq!(cancel.url, url.replace('?', ":cancel?"));
}

#[test]
fn results_have_the_locations_of_the_files() {
    let location = |name: &str| json!({ "kind": "AzureBlob", "location": format!("https://x.blob.core.windows.net/{name}") });
    // The specification has `target`, samples of the documentation `targets`.
    for name in ["target", "targets"] {
        let body = json!({
            "jobId": ID, "status": "partiallyCompleted",
            "tasks": { "completed": 1, "failed": 0, "inProgress": 0, "total": 1, "items": [{
                "kind": "PiiEntityRecognitionLROResults", "taskName": "redact", "status": "succeeded",
                "results": {
                    "documents": [{
                        "id": "a", "source": location("in/a.pdf"), "warnings": [],
                        name: [location("out/a.pdf"), location("out/a.json")],
                    }],
                    "errors": [{ "id": "b", "error": { "code": "InvalidArgument", "message": "No." } }],
                    "modelVersion": "2023-09-01",
                },
            }] },
        });
        let results = client().read_results(&ok(body.to_string())).unwrap();
        assert_eq!(results.status.state, JobState::PartiallyCompleted);
        let targets = results.document("a").unwrap().targets();
        let expected = ["out/a.pdf", "out/a.json"];
        assert_eq!(targets, expected.map(|it| format!("https://x.blob.core.windows.net/{it}")));
        assert_eq!(results.errors().next().unwrap().id, "b");
    }
    let body = json!({ "status": "succeeded", "tasks": { "items": [{ "results": {
        "documents": [{ "id": "a", "target": [{ "kind": "AzureBlob" }] }] } }] } });
    let error = client().read_results(&ok(body.to_string())).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(error.message().contains("location"), "{error}");
}
