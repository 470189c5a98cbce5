//! Waiting between polls, failed polls, and limits.

use export_jobs::service::{Rate, Service};
use export_jobs::{ErrorCode, Moment};
use serde_json::{Value, json};

use crate::fixture::*;
use crate::scenario::answers::{answer, http, ok};
use crate::scenario::{MINUTE, Reply};

fn wait_after(description: &Value, running: export_jobs::Response) -> u64 {
    let (mut scenario, _) = following(description, [running, status("completed")]);
    scenario.until_done().unwrap();
    scenario.waits()[0]
}

#[test]
fn a_wait_is_in_seconds_or_a_date_and_is_bounded() {
    let running = |header: &str, value: &str| {
        let headers = [(header, value), ("Date", "Tue, 14 Nov 2023 22:13:20 GMT")];
        answer(200, &headers, r#"{"status":"inProgress"}"#)
    };
    let own =
        reports_with("/status/retryAfter", json!([{ "header": "x-wait" }, { "body": "/wait" }]));
    for (asked, waited) in [
        ("30", 30_000),
        ("Tue, 14 Nov 2023 22:14:20 GMT", MINUTE),
        ("-5", 1_000),
        ("99999999999", 5 * MINUTE),
    ] {
        assert_eq!(wait_after(&reports(), running("Retry-After", asked)), waited, "{asked}");
        assert_eq!(wait_after(&own, running("X-Wait", asked)), waited, "{asked}");
    }
    assert_eq!(wait_after(&own, ok(r#"{"status":"inProgress","wait":40}"#)), 40_000);
}

#[test]
fn the_service_estimate_is_the_wait_unless_retry_after_is_sent() {
    let description = reports_with("/status/remaining", json!([{ "body": "/time_left_seconds" }]));
    let body = r#"{"status":"inProgress","time_left_seconds":45}"#;
    assert_eq!(wait_after(&description, ok(body)), 45_000);
    assert_eq!(wait_after(&description, answer(200, &[("Retry-After", "5")], body)), 5_000);
}

#[test]
fn the_description_sets_the_pace_and_the_limits() {
    let mut description = reports();
    description["pace"] =
        json!({ "firstMs": 4000, "intervalMs": 2000, "maxIntervalMs": 8000, "timeoutMs": 60000 });
    description["limits"] = json!({ "submissionsPerDay": 30, "readsPerMinute": 100, "running": 1 });
    let (mut scenario, client) = following(&description, [status("inProgress")]);
    scenario.jitter = 1.0;
    scenario.poller.begin(None, None, Moment::at(0));
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::Timeout);
    assert_eq!(scenario.times()[0], 4_000, "the first poll waits");
    assert_eq!(scenario.waits()[..3], [2_000, 4_000, 8_000].map(|it| it.max(2_000))[..3]);
    let limits = client.limits();
    assert_eq!(limits.submissions, Some(Rate { count: 30, window_ms: 86_400_000 }));
    assert_eq!(limits.reads, Some(Rate { count: 100, window_ms: 60_000 }));
    assert_eq!((limits.running, limits.floor_ms), (Some(1), 2_000));
}

#[test]
fn the_first_poll_waits_as_the_answer_to_the_submission_asks() {
    let client = std::rc::Rc::new(client_of(&reports()));
    let accepted = answer(202, &[("Retry-After", "20")], r#"{"id":7}"#);
    let job = job_of(&client, &accepted).unwrap();
    let asked_ms = client.wait_after_submission_ms(&job);
    let mut scenario = crate::scenario::Scenario::new(client, job, None, [status("completed")]);
    scenario.poller.begin(None, asked_ms, Moment::at(0));
    scenario.until_done().unwrap();
    assert_eq!(scenario.times(), [20_000]);
}

#[test]
fn failed_polls_are_repeated_and_refusals_are_final() {
    let busy = [Reply::Lost, http(503).into(), http(429).into(), status("completed").into()];
    let (mut scenario, _) = following(&reports(), busy);
    assert!(scenario.until_done().unwrap().state.is_success());
    assert_eq!(scenario.sent.len(), 4);
    for (code, expected) in [
        (401, ErrorCode::Unauthorized),
        (403, ErrorCode::Forbidden),
        (404, ErrorCode::NotFound),
        (410, ErrorCode::Expired),
    ] {
        let (mut scenario, _) = following(&reports(), [http(code)]);
        assert_eq!(scenario.until_done().unwrap_err().code(), expected);
        assert_eq!(scenario.sent.len(), 1);
    }
}

#[test]
fn an_answer_may_say_that_only_the_poll_failed() {
    let transient = json!([{ "body": "/issue/*/code", "is": ["transient"] }]);
    let mut description = reports_with("/status/transientWhen", transient);
    let state = json!([{ "body": "/status" }, { "http": { "400": "failed" } }]);
    set(&mut description["operations"]["export"], "/status/state", state);
    let issue = |code: &str| {
        answer(400, &[], json!({ "issue": [{ "code": "x" }, { "code": code }] }).to_string())
    };
    let (mut scenario, _) =
        following(&description, [issue("transient"), issue("transient"), status("completed")]);
    assert!(scenario.until_done().is_ok());
    assert_eq!(scenario.sent.len(), 3);
    let (mut scenario, _) = following(&description, [issue("invalid")]);
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::JobFailed);
}

#[test]
fn errors_are_read_at_the_usual_places_and_at_those_of_the_description() {
    let error_of = |description: &Value, body: &str| {
        let client = client_of(description);
        let job = client.job("export", "7", "{}").unwrap();
        let error = client.read_status(&answer(403, &[], body), Some(&job)).unwrap_err();
        error.errors().first().map(|it| (it.code.clone(), it.message.clone()))
    };
    let pair = |code: &str, message: &str| Some((code.to_owned(), message.to_owned()));
    for (body, expected) in [
        (r#"{"error":{"code":"A","message":"B"}}"#, pair("A", "B")),
        (r#"{"errors":[{"code":"A","message":"B"}]}"#, pair("A", "B")),
        (r#"{"message":"B"}"#, pair("", "B")),
        (r#"{"title":"T","detail":"D","status":403}"#, pair("", "D")),
        (r#"{"error":"invalid"}"#, pair("", "invalid")),
        ("[]", None),
        ("<html>", None),
    ] {
        assert_eq!(error_of(&reports(), body), expected, "{body}");
    }
    let outcome = json!([{ "body": "/issue/*", "code": "/code", "message": "/details/text" }]);
    let description = reports_with("/status/errors", outcome);
    let body = r#"{"issue":[{"code":"x","details":{"text":"No."}}]}"#;
    assert_eq!(error_of(&description, body), pair("x", "No."));
}
