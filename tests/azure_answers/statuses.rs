//! The statuses of a job.

use export_jobs::service::{Operation, Service};
use export_jobs::{ErrorCode, Job, JobState, JobStatus, Result};

use crate::scenario::answers::{ok, state, with_header};

use super::{client, read};

#[test]
fn every_member_of_a_recorded_status_is_read() {
    let status = read(&ok(
        r#"{"resultUrl":"https://contoso.cognitiveservices.azure.com/language/authoring/analyze-text/projects/P/export/jobs/540b_638/result?api-version=2025-05-15-preview","jobId":"540b_638","createdDateTime":"2025-06-29T00:34:28Z","lastUpdatedDateTime":"2025-06-29T00:34:31Z","expirationDateTime":"2025-07-06T00:34:28Z","status":"succeeded"}"#,
    ));
    assert_eq!((status.state, status.is_done), (JobState::Succeeded, true));
    assert_eq!(status.service_state, "succeeded");
    assert_eq!(status.job_id.as_deref(), Some("540b_638"));
    assert_eq!(status.created_at.as_deref(), Some("2025-06-29T00:34:28Z"));
    assert_eq!(status.updated_at.as_deref(), Some("2025-06-29T00:34:31Z"));
    assert_eq!(status.expires_at.as_deref(), Some("2025-07-06T00:34:28Z"));
    assert!(status.result_url.unwrap().ends_with("/result?api-version=2025-05-15-preview"));
    assert!(status.errors.is_empty() && status.warnings.is_empty());
    assert_eq!(status.retry_after_ms, None);
}

#[test]
fn every_state_is_read_whatever_its_case_and_spelling() {
    use JobState::*;
    for (words, expected, done) in [
        (["notStarted", "NotStarted", "NOT_STARTED", "not started"], NotStarted, false),
        (["running", "Running", "RUNNING", " running "], Running, false),
        (["cancelling", "Cancelling", "canceling", "Canceling"], Cancelling, false),
        (["succeeded", "Succeeded", "SUCCEEDED", "succeeded "], Succeeded, true),
        (
            [
                "partiallyCompleted",
                "PartiallyCompleted",
                "partially-completed",
                "PARTIALLYCOMPLETED",
            ],
            PartiallyCompleted,
            true,
        ),
        (["failed", "Failed", "FAILED", "fail-ed"], Failed, true),
        (["cancelled", "Cancelled", "canceled", "CANCELED"], Cancelled, true),
    ] {
        for word in words {
            let status = read(&state(word));
            assert_eq!((status.state, status.is_done), (expected, done), "{word}");
            assert_eq!(status.service_state, word);
        }
    }
}

#[test]
fn any_other_word_is_unknown_and_kept_as_it_is() {
    for word in [
        "unknown",
        "completed",
        "done",
        "success",
        "partiallySucceeded",
        "ready",
        "",
        "ｆailed",
        "sucçeeded",
        "0",
        "succeeded2",
        "succeeded?",
        "succeeded 失敗",
        "✗succeeded",
    ] {
        let status = read(&state(word));
        assert_eq!((status.state, status.is_done), (JobState::Unknown, false), "{word}");
        assert_eq!(status.service_state, word);
    }
}

#[test]
fn the_documented_sample_is_unknown_despite_its_result_url() {
    let status = read(&ok(
        r#"{"resultUrl":"{RESULT-URL}","jobId":"string","createdDateTime":"2021-10-19T23:24:41.572Z","lastUpdatedDateTime":"2021-10-19T23:24:41.572Z","expirationDateTime":"2021-10-19T23:24:41.572Z","status":"unknown","errors":[{"code":"unknown","message":"string"}]}"#,
    ));
    assert_eq!((status.state, status.is_done), (JobState::Unknown, false));
    assert_eq!(status.errors[0].code, "unknown");
}

#[test]
fn dates_stay_as_they_were_sent() {
    for date in [
        "2026-01-08T22:48:52Z",
        "2022-09-22T00:03:59+00:00",
        "2022-04-18T15:47:58.8190649Z",
        "2021-10-19T23:24:41.572Z",
        "2021-10-19T23:24:41.5-05:00",
        "0001-01-01T00:00:00Z",
        "not a date",
    ] {
        let body = format!(r#"{{"status":"running","createdDateTime":"{date}"}}"#);
        assert_eq!(read(&ok(body)).created_at.as_deref(), Some(date));
    }
}

#[test]
fn absent_null_and_extra_fields_do_no_harm() {
    let bare = read(&ok(r#"{"status":"running"}"#));
    let nulls = read(&ok(
        r#"{"status":"running","jobId":null,"createdDateTime":null,"lastUpdatedDateTime":null,"expirationDateTime":null,"resultUrl":null,"errors":null,"warnings":null,"percentComplete":null,"nextLink":null}"#,
    ));
    assert_eq!(bare, nulls);
    let extra = read(&ok(
        r#"{"status":"running","result":{"modelLabel":"v1"},"x":[1,2.5e-3,[],{}],"errors":[],"warnings":[]}"#,
    ));
    assert_eq!(bare, extra);
}

#[test]
fn space_and_a_byte_order_mark_around_the_body_do_no_harm() {
    let bare = read(&ok(r#"{"status":"running"}"#));
    assert_eq!(bare, read(&ok("\u{feff}{\"status\":\"running\"}\r\n")));
    assert_eq!(bare, read(&ok("\n\t { \"status\" : \"running\" } ")));
}

#[test]
fn a_repeated_name_has_its_last_value() {
    assert_eq!(read(&ok(r#"{"status":"succeeded","status":"running"}"#)).state, JobState::Running);
}

#[test]
fn escapes_in_names_and_values_are_read() {
    let status = read(&ok(r#"{"st\u0061tus":"succ\u0065eded","jobId":"\ud83d\ude00\/\""}"#));
    assert_eq!(status.state, JobState::Succeeded);
    assert_eq!(status.job_id.as_deref(), Some("😀/\""));
}

#[test]
fn warnings_of_every_version_are_read() {
    let status = read(&ok(
        r#"{"status":"cancelling","warnings":[{"code":"Warning","message":"Intent `Buy` is tagged in `3` training dataset examples."},{"code":"W","message":"m","target":"t","details":[{"code":"D","message":"d"}],"innererror":{"code":"I","message":"i"}}]}"#,
    ));
    assert_eq!(
        status.warnings[0].message,
        "Intent `Buy` is tagged in `3` training dataset examples."
    );
    assert_eq!(status.warnings[1].target.as_deref(), Some("t"));
    assert_eq!(status.warnings[1].details[0].code, "D");
    assert_eq!(status.warnings[1].inner_error.as_ref().unwrap().code, "I");
}

#[test]
fn a_failed_job_is_a_reading_with_its_errors() {
    let status = read(&ok(
        r#"{"status":"failed","errors":[{"code":"InvalidArgument","message":"m","innererror":{"code":"InvalidParameterValue","message":"i","details":{"projectKind":"wrong","n":1}}}]}"#,
    ));
    assert_eq!((status.state, status.is_done), (JobState::Failed, true));
    let inner = status.errors[0].inner_error.as_ref().unwrap();
    assert_eq!(inner.code, "InvalidParameterValue");
    assert_eq!(
        (inner.details[0].code.as_str(), inner.details[0].message.as_str()),
        ("projectKind", "wrong")
    );
    assert_eq!(inner.details[1].message, "1");
}

#[test]
fn errors_of_any_shape_do_not_hide_that_the_job_failed() {
    for errors in [
        r#"["text"]"#,
        "[1]",
        "[null]",
        "[[]]",
        r#"[{"code":1,"message":{}}]"#,
        r#"[{"details":"x","innererror":"y"}]"#,
    ] {
        let status = read(&ok(format!(r#"{{"status":"failed","errors":{errors}}}"#)));
        assert_eq!((status.state, status.errors.len()), (JobState::Failed, 1), "{errors}");
    }
}

#[test]
fn retry_after_is_read_in_every_form_and_bounded_to_a_day() {
    let day = 86_400_000;
    for (value, expected) in [
        ("30", Some(30_000)),
        ("0", Some(0)),
        ("1.5", Some(1_500)),
        (" 7 ", Some(7_000)),
        ("+7", Some(7_000)),
        ("-5", Some(0)),
        ("99999999", Some(day)),
        ("18446744073709551616", Some(day)),
        ("Tue, 14 Nov 2023 22:14:20 GMT", Some(60_000)),
        ("Tuesday, 14-Nov-23 22:14:20 GMT", Some(60_000)),
        ("Tue Nov 14 22:14:20 2023", Some(60_000)),
        ("Fri, 01 Jan 2100 00:00:00 GMT", Some(day)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        ("", None),
        ("soon", None),
        ("1e3", None),
        ("30 seconds", None),
        ("Tue, 32 Nov 2023 22:14:20 GMT", None),
    ] {
        let status = read(&with_header(state("running"), "retry-AFTER", value));
        assert_eq!(status.retry_after_ms, expected, "{value}");
    }
}

/// For Rust callers who store a reading. `tests/browser/results.js` tests the JavaScript object.
#[test]
fn a_reading_is_serialized_with_the_names_of_the_types() {
    let body = r#"{"status":"partiallyCompleted","jobId":"1","expirationDateTime":"e","errors":[{"code":"c","message":"m","innererror":{"code":"i","message":"n"}}]}"#;
    let json = serde_json::to_value(read(&ok(body))).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "state": "partiallyCompleted", "serviceState": "partiallyCompleted", "isDone": true,
            "jobId": "1", "expiresAt": "e", "warnings": [],
            "errors": [{ "code": "c", "message": "m", "innerError": { "code": "i", "message": "n" } }]
        })
    );
}

/// Returns the reading of a status by a poller or a board.
fn of_job(operation: Operation, body: &str) -> Result<JobStatus> {
    let job = client().job(operation, "Loans", "42_638").unwrap();
    client().read_status(&ok(body), Some(&job))
}

#[test]
fn a_status_of_another_job_project_or_kind_is_refused() {
    let project =
        "https://contoso.cognitiveservices.azure.com/language/authoring/analyze-text/projects";
    for body in [
        r#"{"jobId":"42_639","status":"running"}"#.to_owned(),
        r#"{"jobId":"42_639","status":"succeeded"}"#.to_owned(),
        format!(
            r#"{{"status":"succeeded","resultUrl":"{project}/Loans/export/jobs/42_639/result"}}"#
        ),
        format!(
            r#"{{"status":"succeeded","resultUrl":"{project}/Other/export/jobs/42_638/result"}}"#
        ),
        format!(r#"{{"status":"succeeded","resultUrl":"{project}/Loans/import/jobs/42_638"}}"#),
        r#"{"jobId":"42_638","status":"succeeded","result":{"trainingStatus":{}}}"#.to_owned(),
        r#"{"jobId":"42_638","status":"succeeded","result":{"evaluationOptions":{}}}"#.to_owned(),
        r#"{"jobId":"42_638","status":"succeeded","tasks":{"items":[]}}"#.to_owned(),
    ] {
        let error = of_job(Operation::Export, &body).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}: {error}");
    }
    for body in [
        r#"{"status":"succeeded"}"#.to_owned(),
        r#"{"jobId":"42_638","status":"succeeded"}"#.to_owned(),
        format!(
            r#"{{"status":"succeeded","resultUrl":"{project}/Loans/export/jobs/42_638/result?api-version=1"}}"#
        ),
        format!(
            r#"{{"status":"succeeded","resultUrl":"{project}/loans/export/jobs/42_638/result"}}"#
        ),
        r#"{"status":"succeeded","resultUrl":"/elsewhere"}"#.to_owned(),
    ] {
        assert!(of_job(Operation::Export, &body).is_ok(), "{body}");
    }
    assert!(
        of_job(Operation::Train, r#"{"status":"running","result":{"trainingStatus":{}}}"#).is_ok()
    );
}

#[test]
fn a_status_of_a_job_at_an_unknown_url_need_not_name_the_job() {
    let job = client().job(Operation::Export, "Loans", "42_638").unwrap();
    let job = Job { url: job.url.replace("/export/jobs/", "/elsewhere/"), ..job };
    assert!(client().read_status(&ok(r#"{"jobId":"1","status":"running"}"#), Some(&job)).is_ok());
}
