//! Fetching the result of an export.

use export_jobs::service::{AzureLanguage, Family, Operation, Service};
use export_jobs::{Credential, ErrorCode, Job, JobStatus, Request, Result};

use crate::scenario::answers::{ok, state};

use super::{ENDPOINT, client, client_of};

const JOB: &str = "/language/authoring/analyze-text/projects/Loans/export/jobs/42";

fn job(client: &AzureLanguage) -> Job {
    client.job(Operation::Export, "Loans", "42").unwrap()
}

fn with_result_url(client: &AzureLanguage, url: &str) -> JobStatus {
    let body = serde_json::json!({ "status": "succeeded", "resultUrl": url }).to_string();
    client.read_status(&ok(body), None).unwrap()
}

fn request(client: &AzureLanguage, url: &str) -> Result<Request> {
    client.result_request(&job(client), &with_result_url(client, url))
}

#[test]
fn the_result_is_fetched_where_the_service_says() {
    let client = client(Family::AnalyzeText).with_credential(Credential::Key("k3y".into()));
    let request = request(&client, &format!("{ENDPOINT}:443{JOB}/result?api-version=2022-05-01"));
    let request = request.unwrap();
    assert_eq!(request.url, format!("{ENDPOINT}{JOB}/result?api-version=2022-05-01"));
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(request.headers.get("Ocp-Apim-Subscription-Key"), Some("k3y"));
}

#[test]
fn a_result_url_without_an_api_version_gets_that_of_the_job() {
    let client = client(Family::AnalyzeText);
    let url = format!("{ENDPOINT}{JOB}/result");
    assert_eq!(request(&client, &url).unwrap().url, format!("{url}?api-version=2023-04-01"));
    let old = client.job_from_url(&format!("{ENDPOINT}{JOB}?api-version=2022-05-01")).unwrap();
    let status = with_result_url(&client, &url);
    let fetched = client.result_request(&old, &status).unwrap();
    assert_eq!(fetched.url, format!("{url}?api-version=2022-05-01"));
}

#[test]
fn a_relative_result_url_is_one_of_the_endpoint() {
    let client = client(Family::AnalyzeText);
    let url = request(&client, &format!("{JOB}/result?api-version=2023-04-01")).unwrap().url;
    assert_eq!(url, format!("{ENDPOINT}{JOB}/result?api-version=2023-04-01"));
}

#[test]
fn without_a_result_url_the_result_is_requested_where_recordings_have_it() {
    for (family, version, path) in [
        (
            Family::AnalyzeText,
            "2023-04-01",
            "/language/authoring/analyze-text/projects/Loans/export/jobs/42/result",
        ),
        (
            Family::AnalyzeText,
            "2021-11-01-preview",
            "/language/analyze-text/internal/projects/Loans/export/jobs/42/result",
        ),
        (
            Family::QueryKnowledgebases,
            "2021-10-01",
            "/language/query-knowledgebases/projects/Loans/export/jobs/42/result",
        ),
    ] {
        let client = client_of(family, version);
        for body in [r#"{"status":"succeeded"}"#, r#"{"status":"succeeded","resultUrl":null}"#] {
            let status = client.read_status(&ok(body), None).unwrap();
            let request = client.result_request(&job(&client), &status).unwrap();
            assert_eq!(request.url, format!("{ENDPOINT}{path}?api-version={version}"));
        }
    }
}

#[test]
fn a_partially_completed_job_has_a_result() {
    let client = client(Family::AnalyzeText);
    let status = client.read_status(&state("partiallyCompleted"), None).unwrap();
    assert!(client.result_request(&job(&client), &status).is_ok());
}

#[test]
fn a_job_that_did_not_succeed_has_no_result_even_with_a_result_url() {
    let client = client(Family::AnalyzeText);
    for word in ["notStarted", "running", "cancelling", "failed", "cancelled", "unknown", "done"] {
        let body = serde_json::json!({
            "status": word, "resultUrl": format!("{ENDPOINT}{JOB}/result")
        });
        let status = client.read_status(&ok(body.to_string()), None).unwrap();
        let error = client.result_request(&job(&client), &status).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{word}");
    }
}

#[test]
fn an_import_has_no_result() {
    let client = client(Family::AnalyzeText);
    let job = client.job(Operation::Import, "Loans", "42").unwrap();
    let status = client.read_status(&state("succeeded"), None).unwrap();
    let error = client.result_request(&job, &status).unwrap_err();
    assert!(error.message().contains("import"), "{error}");
}

#[test]
fn a_result_at_another_origin_does_not_get_the_credential() {
    let client = client(Family::AnalyzeText);
    for url in [
        "https://storage.blob.core.windows.net/x?sig=y",
        "http://contoso.cognitiveservices.azure.com/x",
        "//evil.example/x",
        "data:application/json,{}",
        "{RESULT-URL}",
        "",
    ] {
        let error = request(&client, url).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{url}");
    }
}

#[test]
fn a_result_at_another_origin_is_fetched_when_the_caller_trusts_it() {
    let trusted = ["https://results.example:8443".to_owned()];
    let client = client(Family::AnalyzeText).trusting(&trusted).unwrap();
    let url = "https://results.example:8443/x?api-version=1";
    assert_eq!(request(&client, url).unwrap().url, url);
    assert!(request(&client, "https://results.example/x").is_err());
}

#[test]
fn a_foreign_result_names_both_origins_and_the_remedy() {
    let error = request(&client(Family::AnalyzeText), "https://evil.example/x").unwrap_err();
    for part in ["https://evil.example", ENDPOINT, "trustedOrigins"] {
        assert!(error.message().contains(part), "{error}");
    }
}
