//! Reading the state (docs/contracts/polling.md#states-and-dates).

use export_jobs::service::Service;
use export_jobs::{ErrorCode, JobState, JobStatus, Response, Result};
use serde_json::{Value, json};

use crate::fixture::*;
use crate::scenario::answers::{answer, http, ok};

fn read(description: &Value, response: &Response) -> Result<JobStatus> {
    let client = client_of(description);
    let job = client.job("export", "7", "{}").unwrap();
    client.read_status(response, Some(&job))
}

fn state_of(description: &Value, response: &Response) -> JobState {
    read(description, response).unwrap().state
}

#[test]
fn words_are_read_in_any_case_with_one_l_or_two() {
    for (word, state) in [
        ("completed", JobState::Succeeded),
        ("Completed", JobState::Succeeded),
        ("Canceled", JobState::Cancelled),
        ("CANCELLING", JobState::Cancelling),
    ] {
        let status = read(&reports(), &status(word)).unwrap();
        assert_eq!((status.state, status.service_state.as_str()), (state, word));
    }
}

#[test]
fn an_unknown_word_is_unknown_and_polled_on_until_the_deadline() {
    assert_eq!(state_of(&reports(), &status("archived")), JobState::Unknown);
    let (mut scenario, _) = following(&reports(), [status("archived")]);
    assert_eq!(scenario.until_done_within(60_000).unwrap_err().code(), ErrorCode::Timeout);
    assert!(scenario.sent.len() > 3);
}

#[test]
fn numbers_and_booleans_can_be_states() {
    let states = json!({ "2": "succeeded", "true": "succeeded", "false": "running" });
    let description = reports_with("/status/states", states);
    for (value, state) in [
        (json!(2), JobState::Succeeded),
        (json!(true), JobState::Succeeded),
        (json!(false), JobState::Running),
        (json!(200), JobState::Unknown),
    ] {
        assert_eq!(state_of(&description, &ok(json!({ "status": value }).to_string())), state);
    }
}

#[test]
fn an_absent_boolean_means_running_where_the_description_says_so() {
    let mut description = reports_with("/status/states", json!({ "true": "succeeded" }));
    description["operations"]["export"]["status"]["absent"] = json!("running");
    assert_eq!(state_of(&description, &ok(r#"{"name":"x"}"#)), JobState::Running);
    assert_eq!(
        read(&description, &ok("<html>")).unwrap_err().code(),
        ErrorCode::UnreadableResponse
    );
    assert_eq!(read(&reports(), &ok("{}")).unwrap_err().code(), ErrorCode::UnreadableResponse);
}

#[test]
fn a_state_in_the_body_overrides_a_header_and_a_202() {
    let places = json!([
        { "body": "/status" },
        { "header": "X-Export-Status" },
        { "http": { "202": "running", "200": "succeeded" } }
    ]);
    let description = reports_with("/status/state", places);
    let exported = [("x-export-status", "failed")];
    assert_eq!(
        state_of(&description, &answer(202, &[], r#"{"status":"completed"}"#)),
        JobState::Succeeded
    );
    assert_eq!(state_of(&description, &answer(202, &exported, "")), JobState::Failed);
    assert_eq!(state_of(&description, &answer(202, &[], "")), JobState::Running);
    assert_eq!(state_of(&description, &answer(200, &[], "{}")), JobState::Succeeded);
}

#[test]
fn an_html_page_is_never_a_success() {
    let mut description =
        reports_with("/status/state", json!([{ "http": { "200": "succeeded" } }]));
    let pages =
        [answer(200, &[("content-type", "text/html")], "x"), ok("<!DOCTYPE html>"), ok("<HTML>")];
    for page in &pages {
        assert_eq!(read(&description, page).unwrap_err().code(), ErrorCode::UnreadableResponse);
    }
    description = reports_with(
        "/status/state",
        json!([{ "body": "/status" }, { "http": { "200": "succeeded" } }]),
    );
    assert!(read(&description, &ok("sign in first")).is_err());
}

#[test]
fn an_http_status_that_is_listed_is_a_reading() {
    let state = json!([{ "body": "/status" }, { "http": { "404": "cancelled", "303": "succeeded", "500": "failed" } }]);
    let description = reports_with("/status/state", state);
    for (code, state) in
        [(404, JobState::Cancelled), (303, JobState::Succeeded), (500, JobState::Failed)]
    {
        assert_eq!(state_of(&description, &http(code)), state);
    }
    assert_eq!(read(&description, &http(503)).unwrap_err().code(), ErrorCode::HttpError);
}

#[test]
fn an_error_member_makes_any_state_a_failure() {
    let description = reports_with("/status/failedWhen", json!([{ "body": "/error" }]));
    let body = r#"{"status":"completed","error":{"code":"Full","message":"No space."}}"#;
    let failed = read(&description, &ok(body)).unwrap();
    assert_eq!(failed.state, JobState::Failed);
    assert_eq!(failed.errors[0].message, "No space.");
    for empty in ["null", "{}", "[]", "\"\"", "false", "0"] {
        let body = format!(r#"{{"status":"completed","error":{empty}}}"#);
        assert_eq!(state_of(&description, &ok(body)), JobState::Succeeded, "{empty}");
    }
}

#[test]
fn an_error_code_can_mean_cancelled() {
    let mut description = reports_with("/status/failedWhen", json!([{ "body": "/error" }]));
    let cancelled = json!([{ "body": "/error/code", "is": [1] }]);
    set(&mut description["operations"]["export"], "/status/cancelledWhen", cancelled);
    let with = |code| ok(json!({ "status": "completed", "error": { "code": code } }).to_string());
    assert_eq!(state_of(&description, &with(1)), JobState::Cancelled);
    assert_eq!(state_of(&description, &with(13)), JobState::Failed);
}

#[test]
fn failed_with_retry_after_may_be_submitted_again_and_is_not_by_itself() {
    let description = reports_with("/status/retryableWhen", json!([{ "header": "retry-after" }]));
    let busy = answer(200, &[("Retry-After", "30")], r#"{"status":"failed"}"#);
    let (mut scenario, _) = following(&description, [busy]);
    let error = scenario.until_done().unwrap_err();
    assert_eq!((error.code(), error.retry_after_ms()), (ErrorCode::JobFailed, Some(30_000)));
    let status = scenario.poller.status().unwrap();
    assert_eq!((status.state, status.is_done), (JobState::Retryable, true));
    assert_eq!(scenario.sent.len(), 1);
    assert_eq!(state_of(&description, &status_of("failed")), JobState::Failed);
}

fn status_of(word: &str) -> Response {
    status(word)
}

#[test]
fn an_error_with_a_result_means_partially_completed() {
    let description = reports_with("/status/partialWhen", json!([{ "body": "/error" }]));
    let body = |word: &str, error: &str| ok(format!(r#"{{"status":"{word}","error":{error}}}"#));
    assert_eq!(state_of(&description, &body("completed", "[{}]")), JobState::PartiallyCompleted);
    assert_eq!(state_of(&description, &body("failed", "[{}]")), JobState::PartiallyCompleted);
    assert_eq!(state_of(&description, &body("inProgress", "[{}]")), JobState::Running);
    assert_eq!(state_of(&description, &body("completed", "[]")), JobState::Succeeded);
}

#[test]
fn an_expired_job_has_its_own_error_code() {
    let mut description = reports();
    description["operations"]["export"]["status"]["states"]["EXPIRED"] = json!("expired");
    let (mut scenario, _) = following(&description, [status("expired")]);
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::Expired);
}

#[test]
fn the_status_of_another_job_is_refused() {
    let description = reports_with("/status/id", json!([{ "body": "/id" }]));
    let other = ok(r#"{"id":8,"status":"completed"}"#);
    assert_eq!(read(&description, &other).unwrap_err().code(), ErrorCode::UnreadableResponse);
    assert_eq!(state_of(&description, &status("completed")), JobState::Succeeded);
}

#[test]
fn progress_is_a_number_or_a_string_and_dates_may_be_in_headers() {
    for (value, percent) in
        [(json!(27.8), 27.8), (json!("50"), 50.0), (json!("75%"), 75.0), (json!(250), 100.0)]
    {
        let body = json!({ "status": "inProgress", "percentComplete": value });
        let status = read(&reports(), &ok(body.to_string())).unwrap();
        assert_eq!(status.percent_complete, Some(percent));
    }
    let with = |date: &str| ok(json!({ "status": "completed", "expires": date }).to_string());
    let expires = |date| read(&reports(), &with(date)).unwrap().expires_at;
    assert_eq!(expires("0001-01-01T00:00:00Z"), None, "a sentinel");
    assert_eq!(expires("2026-11-27T00:00:00Z").as_deref(), Some("2026-11-27T00:00:00Z"));
    assert_eq!(expires("Fri, 27 Nov 2026 08:05:09 GMT").as_deref(), Some("2026-11-27T08:05:09Z"));
}
