//! Finding the job (docs/contracts/polling.md#places), and jobs that move.

use export_jobs::ErrorCode;
use export_jobs::service::Service;
use serde_json::json;

use crate::fixture::*;
use crate::scenario::Scenario;
use crate::scenario::answers::{answer, ok};

#[test]
fn an_id_is_a_text_or_a_number_and_completes_the_path() {
    let client = client_of(&reports());
    for (body, id) in [(r#"{"id":7}"#, "7"), (r#"{"id":"Devices_7"}"#, "Devices_7")] {
        let job = job_of(&client, &answer(201, &[], body)).unwrap();
        assert_eq!((job.id.as_str(), job.operation.as_str()), (id, "export"));
        assert_eq!(job.url, format!("{ENDPOINT}/jobs/{id}"));
        assert_eq!(job.service, "reports");
    }
}

#[test]
fn headers_are_tried_in_their_order_without_regard_to_case() {
    let url = json!([{ "header": "Operation-Location" }, { "header": "location" }, { "path": "/jobs/{id}" }]);
    let client = client_of(&reports_with("/job/url", url));
    let url_of =
        |headers: &[(&str, &str)], body| job_of(&client, &answer(202, headers, body)).unwrap().url;
    let [operation, location] = ["operation-location", "LOCATION"];
    let base = "https://reports.example";
    assert_eq!(
        url_of(&[(operation, "/v1.0/jobs/1"), (location, "/v1.0/jobs/2")], "{}"),
        format!("{base}/v1.0/jobs/1")
    );
    // The service's own path is outside the endpoint's path, and is not changed.
    assert_eq!(url_of(&[(location, "/other/jobs/2")], "{}"), format!("{base}/other/jobs/2"));
    assert_eq!(url_of(&[(location, "jobs/3")], "{}"), format!("{ENDPOINT}/jobs/3"));
    assert_eq!(
        url_of(&[], r#"{"id":4}"#),
        format!("{ENDPOINT}/jobs/4"),
        "a browser hides the headers"
    );
}

#[test]
fn the_error_for_a_hidden_locator_says_what_to_do() {
    let client = client_of(&reports_with("/job", json!({ "url": [{ "header": "Location" }] })));
    let error = job_of(&client, &answer(202, &[], "")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::HiddenHeader);
    assert!(error.message().contains("Access-Control-Expose-Headers: Location"), "{error}");
}

#[test]
fn a_locator_at_another_origin_is_foreign() {
    let client = client_of(&reports_with("/job", json!({ "url": [{ "header": "location" }] })));
    for url in
        ["https://evil.example/jobs/7", "//evil.example/jobs/7", "https://reports.example:8443/x"]
    {
        let error = job_of(&client, &answer(202, &[("location", url)], "")).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{url}");
    }
}

#[test]
fn a_locator_that_moves_is_followed_and_the_job_stays_the_same() {
    let mut description =
        reports_with("/job", json!({ "url": [{ "header": "location" }], "moves": true }));
    set(
        &mut description["operations"]["export"],
        "/status/state",
        json!([{ "body": "/status" }, { "http": { "202": "running" } }]),
    );
    let client = std::rc::Rc::new(client_of(&description));
    let job = job_of(&client, &answer(202, &[("location", "/v1.0/a/7")], "")).unwrap();
    let moved = |to| answer(202, &[("location", to)], "");
    let script = [moved("/v1.0/b/7"), moved("https://evil.example/c"), status("completed")];
    let mut scenario = Scenario::new(client, job.clone(), None, script);
    assert!(scenario.until_done().unwrap().is_done);
    let urls: Vec<_> =
        scenario.sent.iter().map(|(_, it)| it.url.rsplit('/').nth(1).unwrap().to_owned()).collect();
    assert_eq!(urls, ["a", "b", "b"], "a locator elsewhere is not followed");
    assert_eq!(scenario.poller.job(), &job);
}

#[test]
fn a_job_that_is_done_at_submission_needs_no_poll() {
    let mut description = reports_with("/submit/doneAt", json!([200]));
    description["operations"]["export"]["result"] = json!({ "inline": [{ "body": "/rows" }] });
    let client = std::rc::Rc::new(client_of(&description));
    let job = job_of(&client, &ok(r#"{"id":7,"rows":[1,2]}"#)).unwrap();
    let done = client.status_at_submission(&job).unwrap();
    assert!(done.state.is_success());
    let mut scenario = Scenario::new(client.clone(), job.clone(), None, [status("failed")]);
    scenario.poller.begin(Some(done), None, export_jobs::Moment::at(0));
    assert!(scenario.until_done().unwrap().state.is_success());
    assert_eq!(scenario.sent.len(), 0);
    assert_eq!(client.kept_result(&job).unwrap().body, b"[1,2]");
}

#[test]
fn a_sign_in_page_is_not_an_accepted_submission() {
    let mut description = reports_with("/submit/doneAt", json!([200]));
    set(&mut description["operations"]["export"], "/job", json!({ "url": [{ "request": "url" }] }));
    let client = client_of(&description);
    let page = answer(200, &[("content-type", "text/html; charset=utf-8")], "<p>Sign in</p>");
    assert_eq!(job_of(&client, &page).unwrap_err().code(), ErrorCode::UnreadableResponse);
    assert!(job_of(&client, &ok("{}")).is_ok());
}

#[test]
fn a_state_in_the_answer_to_a_submission_overrides_its_http_status() {
    let client = client_of(&reports_with("/submit/doneAt", json!([200])));
    for (body, is_done) in
        [(r#"{"id":7,"status":"inProgress"}"#, false), (r#"{"id":7,"status":"failed"}"#, true)]
    {
        let job = job_of(&client, &ok(body)).unwrap();
        let done = client.status_at_submission(&job);
        assert_eq!(done.as_ref().is_some_and(|it| it.is_done), is_done, "{body}");
        assert!(done.is_none_or(|it| !it.state.is_success()));
    }
}

#[test]
fn a_job_is_found_again_by_its_url_its_id_and_its_json() {
    let client = client_of(&reports());
    let job = client.job("export", "a b", "{}").unwrap();
    assert_eq!(job.url, format!("{ENDPOINT}/jobs/a%20b"));
    assert_eq!(client.job_from_url(&job.url), Ok(job.clone()));
    assert_eq!(client.validate(job.clone()), Ok(job.clone()));
    let other = export_jobs::Job { operation: "import".into(), ..job };
    assert_eq!(client.validate(other).unwrap_err().code(), ErrorCode::InvalidArgument);
}

#[test]
fn names_in_the_path_of_a_job_come_from_the_submission() {
    let mut description = reports_with("/submit/path", json!("/groups/{group}/jobs"));
    let export = &mut description["operations"]["export"];
    export["submit"]["parameters"]["group"] = json!({ "in": "path" });
    export["job"]["url"] = json!([{ "path": "/groups/{group}/exports/{id}" }]);
    export["result"] = json!({ "files": [{ "path": "/groups/{group}/exports/{id}/file" }] });
    let client = client_of(&description);
    let request = client.submit_request("export", r#"{"reportName":"D","group":"a/b"}"#).unwrap();
    let job = client.read_submission(&request, &accepted()).unwrap();
    assert_eq!(job.url, format!("{ENDPOINT}/groups/a%2Fb/exports/7"));
    let done = client.read_status(&status("completed"), Some(&job)).unwrap();
    let file = client.result_request(&job, &done).unwrap();
    assert_eq!(file.url, format!("{ENDPOINT}/groups/a%2Fb/exports/7/file"));
}
