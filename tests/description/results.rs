//! Collecting (docs/contracts/polling.md#results): files, pages, results within the status, further requests.

use std::rc::Rc;

use export_jobs::service::{DescribedService, Service};
use export_jobs::{
    Audience, ClientOptions, Download, ErrorCode, Job, JobStatus, Layout, Request, Response,
};
use serde_json::{Value, json};

use crate::fixture::*;
use crate::scenario::Scenario;
use crate::scenario::answers::{answer, http, ok};

const SIGNED: &str = "https://files.example/7.zip?sig=s3cret&se=2026";

/// Reads an answer that ends the job.
fn done(description: &Value, response: &Response) -> (Rc<DescribedService>, Job, JobStatus) {
    let client = Rc::new(client_of(description));
    let job = client.job("export", "7", "{}").unwrap();
    let status = client.read_status(response, Some(&job)).unwrap();
    (client, job, status)
}

fn completed(more: Value) -> Response {
    let mut body = json!({ "id": 7, "status": "completed" });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    ok(body.to_string())
}

#[test]
fn a_signed_url_at_another_origin_gets_no_credential_and_is_not_stored() {
    let description = reports();
    let client = client_of(&description).with_credential("t0ken").unwrap();
    let job = client.job("export", "7", "{}").unwrap();
    assert!(client.status_request(&job).unwrap().headers.get("authorization").is_some());
    let status = client.read_status(&completed(json!({ "url": SIGNED })), Some(&job)).unwrap();
    let request = client.result_request(&job, &status).unwrap();
    assert_eq!((request.url.as_str(), request.audience), (SIGNED, Audience::Nobody));
    assert_eq!(request.headers.get("authorization"), None);
    assert_eq!(client.check_request(&request), Ok(()));
    assert!(!format!("{job:?}").contains("s3cret"));
}

#[test]
fn a_url_with_an_unrecognisable_secret_is_kept_out_of_the_status() {
    let url = "https://files.example/7?policy=s3cret";
    let (client, job, status) = done(&reports(), &completed(json!({ "url": url })));
    assert_eq!(status.result_url, None);
    assert_eq!(client.result_request(&job, &status).unwrap().url, url);
}

#[test]
fn a_file_that_needs_the_credential_must_be_at_the_endpoint() {
    let description = reports_with("/result/credential", json!("same"));
    let (client, job, status) =
        done(&description, &completed(json!({ "url": "https://evil.example/7" })));
    assert_eq!(client.result_request(&job, &status).unwrap_err().code(), ErrorCode::ForeignOrigin);
    let (client, job, status) = done(&description, &completed(json!({ "url": "/v1.0/files/7" })));
    assert_eq!(client.result_request(&job, &status).unwrap().url, format!("{ENDPOINT}/files/7"));
}

#[test]
fn no_file_is_fetched_over_plain_http() {
    let (client, job, status) =
        done(&reports(), &completed(json!({ "url": "http://files.example/7" })));
    let request = client.result_request(&job, &status).unwrap();
    assert_eq!(client.check_request(&request).unwrap_err().code(), ErrorCode::ForeignOrigin);
}

/// The manifest of a bulk export of FHIR.
fn manifest(requires: bool) -> (Value, Response) {
    let mut description = reports_with(
        "/status/state",
        json!([{ "http": { "202": "running", "200": "succeeded" } }]),
    );
    description["operations"]["export"]["result"] = json!({
        "files": [{ "body": "/output/*/url" }], "names": [{ "body": "/output/*/type" }],
        "credential": { "body": "/requiresAccessToken" }, "name": "{name}.ndjson"
    });
    let output = json!([
        { "type": "Patient", "url": "https://reports.example/v1.0/1" },
        { "type": "Observation", "url": "https://reports.example/v1.0/2" },
    ]);
    (description, ok(json!({ "requiresAccessToken": requires, "output": output }).to_string()))
}

#[test]
fn files_of_a_list_are_downloaded_and_named_one_by_one() {
    for (requires, audience) in [(true, Audience::Service), (false, Audience::Nobody)] {
        let (description, answer) = manifest(requires);
        let (client, job, status) = done(&description, &answer);
        let requests = client.result_requests(&job, &status).unwrap();
        let urls: Vec<_> = requests.iter().map(|it| it.url.rsplit('/').next().unwrap()).collect();
        assert_eq!(urls, ["1", "2"]);
        assert!(
            requests.iter().all(|it| it.audience == audience),
            "the answer says who may see the token"
        );
        let file = client.describe_result(&job, &requests[1], &ok("{}"));
        assert_eq!(file.suggested_name, "Observation.ndjson");
        let error = client.result_request(&job, &status).unwrap_err();
        assert!(
            error.message().contains("results(poller)"),
            "nothing is left out silently: {error}"
        );
    }
}

#[test]
fn a_header_leads_to_the_next_page_until_it_has_the_end_word() {
    let mut description = reports();
    description["operations"]["export"]["result"] = json!({
        "files": [{ "path": "{job}/results?maxRecords=2" }],
        "pages": { "next": [{ "header": "Sforce-Locator", "none": ["null"] }], "query": "locator" }
    });
    let (client, job, status) = done(&description, &completed(json!({})));
    let first = client.result_request(&job, &status).unwrap();
    assert_eq!(first.url, format!("{JOB}/results?maxRecords=2"));
    let page = |locator| answer(200, &[("sforce-locator", locator)], "a,b\n1,2\n");
    let second = client.next_page(&job, &first, &page("MTAw/")).unwrap().unwrap();
    assert_eq!(second.url, format!("{JOB}/results?maxRecords=2&locator=MTAw%2F"));
    let third = client.next_page(&job, &second, &page("Mg")).unwrap().unwrap();
    assert_eq!(third.url, format!("{JOB}/results?maxRecords=2&locator=Mg"));
    assert_eq!(client.next_page(&job, &third, &page("null")), Ok(None));
    // A download of one file does not leave out the pages after it.
    let download = Download::new(client.clone(), &job, &status, client.pace()).unwrap();
    assert_eq!(download.received(&page("Mg")).unwrap_err().code(), ErrorCode::InvalidArgument);
    assert!(download.received(&page("null")).is_ok());
    let part = Download::of_part(client.clone(), &job, first, client.pace());
    assert!(part.received(&page("Mg")).is_ok());
}

#[test]
fn a_page_at_another_origin_is_foreign() {
    let mut description = reports();
    description["operations"]["export"]["result"] =
        json!({ "files": [{ "path": "{job}/file" }], "pages": { "next": [{ "body": "/next" }] } });
    let (client, job, status) = done(&description, &completed(json!({})));
    let first = client.result_request(&job, &status).unwrap();
    let next = |url: &str| client.next_page(&job, &first, &ok(json!({ "next": url }).to_string()));
    assert_eq!(next("https://evil.example/2").unwrap_err().code(), ErrorCode::ForeignOrigin);
    assert_eq!(next("?page=2").unwrap().unwrap().url, format!("{JOB}/file?page=2"));
}

#[test]
fn a_result_within_the_status_needs_no_download() {
    for (member, body, kind) in [
        (json!({ "rows": [1] }), &b"{\"rows\":[1]}"[..], "application/json"),
        (json!("a,b"), &b"a,b"[..], "text/plain"),
    ] {
        let mut description = reports();
        description["operations"]["export"]["result"] =
            json!({ "inline": [{ "body": "/result" }] });
        let (client, job, _) = done(&description, &completed(json!({ "result": member })));
        let kept = client.kept_result(&job).unwrap();
        assert_eq!((kept.body.as_slice(), kept.headers.get("content-type")), (body, Some(kind)));
    }
}

#[test]
fn a_further_request_brings_the_result_and_the_job_runs_until_then() {
    let mut description = reports();
    let with = json!({ "document": "/document" });
    description["operations"]["export"]["result"] = json!({
        "via": [{ "path": "/documents/{document}", "with": with }], "files": [{ "body": "/url" }], "credential": "none"
    });
    let script = [
        completed(json!({ "document": 9 })),
        http(503),
        ok("<!doctype html><p>Sign in"),
        ok(json!({ "url": SIGNED }).to_string()),
    ];
    let (mut scenario, client) = following(&description, script);
    let status = scenario.until_done().unwrap();
    assert_eq!(status.result_url.as_deref(), Some(SIGNED));
    let urls: Vec<_> = scenario.sent.iter().map(|(_, it)| it.url.clone()).collect();
    let document = format!("{ENDPOINT}/documents/9");
    assert_eq!(urls, [JOB.to_owned(), document.clone(), document.clone(), document]);
    assert_eq!(scenario.reports[0].state.as_str(), "running");
    let job = scenario.poller.job().clone();
    assert_eq!(client.result_request(&job, &status).unwrap().url, SIGNED);
}

#[test]
fn a_request_that_the_caller_built_is_followed_to_its_resource() {
    let description = json!({
        "name": "resources", "credential": { "kind": "bearer" },
        "operations": { "put": {
            "submit": { "method": "PUT", "doneAt": [200] },
            "job": { "url": [{ "header": "azure-asyncoperation" }, { "request": "url" }], "moves": true },
            "status": { "state": [{ "body": "/status" }, { "body": "/properties/provisioningState" }],
                        "states": { "Succeeded": "succeeded", "InProgress": "running" } },
            "result": { "via": [{ "header": "location", "of": "submission" }, { "request": "url" }],
                        "inline": [{ "body": "" }] }
        } }
    });
    let options = ClientOptions::at("https://management.example");
    let client = DescribedService::new(&description.to_string(), &options, Vec::new()).unwrap();
    let client = Rc::new(client);
    let resource = "https://management.example/subscriptions/1/vm/2?api-version=3";
    let request = Request::new(export_jobs::Method::Put, resource.into());
    let accepted = answer(201, &[("Azure-AsyncOperation", "/operations/5?api-version=3")], "{}");
    let job = client.read_submission(&request, &accepted).unwrap();
    let script =
        [ok(r#"{"status":"InProgress"}"#), ok(r#"{"status":"Succeeded"}"#), ok(r#"{"id":"vm/2"}"#)];
    let mut scenario = Scenario::new(client.clone(), job.clone(), None, script);
    assert!(scenario.until_done().unwrap().state.is_success());
    assert_eq!(scenario.sent[2].1.url, resource);
    assert_eq!(client.kept_result(&job).unwrap().body, br#"{"id":"vm/2"}"#);
}

#[test]
fn a_file_is_named_after_the_parameter_that_the_job_keeps() {
    let client = client_of(&reports());
    let job = job_of(&client, &accepted()).unwrap();
    assert_eq!(job.project.as_deref(), Some("Devices"));
    let status = client.read_status(&completed(json!({ "url": SIGNED })), Some(&job)).unwrap();
    let request = client.result_request(&job, &status).unwrap();
    let sent = answer(200, &[("content-type", "application/octet-stream")], b"PK\x05\x06");
    let file = client.describe_result(&job, &request, &sent);
    assert_eq!(
        (file.suggested_name.as_str(), file.content_type.as_str()),
        ("Devices.zip", "application/zip")
    );
    let found = client.job("export", "7", "{}").unwrap();
    assert_eq!(client.describe_result(&found, &request, &sent).suggested_name, "export-7.bin");
}

#[test]
fn a_body_that_is_not_a_file_is_refused() {
    let (client, job, _) = done(&reports(), &completed(json!({ "url": SIGNED })));
    let check =
        |response: Response| client.check_result(&job, &response, &Layout::of(&response.body));
    assert!(check(ok("a,b\n")).is_ok());
    for response in [
        ok("<!doctype html><p>Sign in"),
        answer(202, &[], ""),
        answer(200, &[("content-length", "9")], "short"),
        ok(b"PK\x03\x04 cut off"),
        http(403),
    ] {
        assert!(check(response.clone()).is_err(), "{response:?}");
    }
    let gone =
        client.result_request(&job, &JobStatus::new(export_jobs::JobState::Failed, "failed"));
    assert_eq!(gone.unwrap_err().code(), ErrorCode::InvalidArgument);
}
