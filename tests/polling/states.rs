//! The meaning of a job's states for a waiter.

use export_jobs::poller::Until;
use export_jobs::{ErrorCode, JobState};

use crate::scenario::answers::{
    answer, http, job_status, ok, running, state, succeeded, with_header,
};
use crate::scenario::{HOUR, avepoint, azure};

#[test]
fn an_export_is_followed_to_its_end() {
    let mut scenario = azure([state("notStarted"), running(), succeeded()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
    let seen: Vec<JobState> = scenario.reports.iter().map(|status| status.state).collect();
    assert_eq!(seen, [JobState::NotStarted, JobState::Running, JobState::Succeeded]);
}

#[test]
fn no_request_is_sent_after_the_end() {
    let mut scenario = azure([succeeded()]);
    scenario.until_done().unwrap();
    scenario.until_done().unwrap();
    scenario.poll().unwrap();
    assert_eq!(scenario.sent.len(), 1);
}

#[test]
fn avepoints_numeric_status_of_200_is_not_the_state() {
    let mut scenario = avepoint([job_status(0), job_status(1), job_status(2)]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
    assert_eq!(scenario.sent.len(), 3);
}

#[test]
fn polling_continues_after_the_vendors_sample_gives_up() {
    let mut scenario = avepoint(vec![job_status(1); 30]);
    let watch = scenario.watch(Until::Done, None);
    scenario.run_for(2 * HOUR);
    assert!(!scenario.is_settled(watch) && scenario.sent.len() > 20);
}

#[test]
fn a_job_that_completed_in_part_is_done() {
    let mut scenario = azure([running(), state("partiallyCompleted")]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::PartiallyCompleted);
}

#[test]
fn an_avepoint_export_with_exceptions_is_done_in_part() {
    let mut scenario = avepoint([job_status(1), job_status(4)]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::PartiallyCompleted);
}

#[test]
fn the_body_wins_over_an_http_202() {
    let mut scenario = azure([answer(202, &[], r#"{"status":"succeeded"}"#)]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
    assert_eq!(scenario.sent.len(), 1);
}

#[test]
fn an_http_200_without_a_status_is_never_success() {
    for body in [r#"{"done":false}"#, "{}", r#"{"name":"operations/1","metadata":{}}"#] {
        let error = azure([ok(body)]).until_done().unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}");
    }
}

#[test]
fn a_result_url_alone_is_never_success() {
    let body = r#"{"status":"unknown","resultUrl":"https://contoso.cognitiveservices.azure.com/language/x"}"#;
    let mut scenario = azure([ok(body)]);
    let error = scenario.until_done_within(HOUR).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Timeout);
    assert_eq!(scenario.poller.status().unwrap().state, JobState::Unknown);
}

#[test]
fn an_undocumented_state_is_polled_on() {
    let mut scenario = azure([state("completed"), state("Waiting for approval"), succeeded()]);
    scenario.until_done().unwrap();
    let seen: Vec<&str> =
        scenario.reports.iter().map(|status| status.service_state.as_str()).collect();
    assert_eq!(seen, ["completed", "Waiting for approval", "succeeded"]);
}

#[test]
fn a_state_that_stays_unknown_ends_at_the_deadline_and_is_named() {
    let mut scenario = azure([state("completed")]);
    let error = scenario.until_done_within(HOUR).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Timeout);
    assert!(error.message().contains("\"completed\""), "{error}");
    assert_eq!(scenario.now, HOUR);
}

#[test]
fn a_number_that_nobody_documented_is_polled_on() {
    let mut scenario = avepoint([job_status(7), job_status(-1), job_status(2)]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
    assert_eq!(scenario.reports[0].service_state, "7");
}

#[test]
fn a_failed_job_has_the_errors_of_the_service() {
    let body = r#"{"status":"failed","errors":[{"code":"ProjectNotFound","message":"The specified project was not found."}]}"#;
    let error = azure([running(), ok(body)]).until_done().unwrap_err();
    assert_eq!(error.code(), ErrorCode::JobFailed);
    assert_eq!(error.errors()[0].code, "ProjectNotFound");
    assert_eq!(error.job().unwrap().id, "42_638");
    assert!(error.message().contains("The specified project was not found."), "{error}");
}

#[test]
fn a_failed_job_without_errors_is_still_a_failure() {
    for body in [r#"{"status":"failed"}"#, r#"{"status":"failed","errors":[{}]}"#] {
        let error = azure([ok(body)]).until_done().unwrap_err();
        assert_eq!(error.message(), "The export failed at the service.", "{body}");
    }
}

#[test]
fn a_failed_avepoint_job_carries_its_message() {
    let body = r#"{"jobStatus":3,"status":200,"message":"The storage is full"}"#;
    let error = avepoint([ok(body)]).until_done().unwrap_err();
    assert_eq!(error.code(), ErrorCode::JobFailed);
    assert_eq!(error.errors()[0].message, "The storage is full");
}

#[test]
fn a_cancelled_job_is_not_a_failed_one() {
    let mut scenario = azure([running(), state("cancelling"), state("cancelled")]);
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::JobCancelled);
    assert_eq!(scenario.sent.len(), 3);
    let mut stopped = avepoint([job_status(5), job_status(6)]);
    assert_eq!(stopped.until_done().unwrap_err().code(), ErrorCode::JobCancelled);
}

#[test]
fn cancelling_may_still_end_well() {
    let mut scenario = azure([state("cancelling"), succeeded()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn a_single_poll_of_a_failed_job_resolves_with_its_status() {
    assert_eq!(azure([state("failed")]).poll().unwrap().state, JobState::Failed);
}

#[test]
fn a_job_that_is_gone_after_its_expiry_has_expired() {
    let known = ok(r#"{"status":"running","expirationDateTime":"2023-11-14T22:00:00Z"}"#);
    let error = azure([known, http(404)]).until_done().unwrap_err();
    assert_eq!(error.code(), ErrorCode::Expired);
    assert!(error.message().contains("2023-11-14T22:00:00Z"), "{error}");
    assert_eq!((error.status(), error.job().is_some()), (Some(404), true));
}

#[test]
fn a_job_that_is_gone_before_its_expiry_is_not_found() {
    let error = azure([running(), http(404)]).until_done().unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
}

#[test]
fn an_expiry_in_the_year_1_is_ignored() {
    let known = ok(r#"{"status":"running","expirationDateTime":"0001-01-01T00:00:00Z"}"#);
    let error = azure([known, http(404)]).until_done().unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
}

#[test]
fn a_job_that_the_service_calls_gone_has_expired() {
    assert_eq!(azure([http(410)]).until_done().unwrap_err().code(), ErrorCode::Expired);
}

#[test]
fn progress_is_reported_as_a_number_whatever_its_spelling() {
    let body = |percent| ok(format!(r#"{{"status":"running","percentComplete":{percent}}}"#));
    let mut scenario =
        azure([body("27.8"), body("\"50\""), body("\"half\""), body("null"), succeeded()]);
    scenario.until_done().unwrap();
    let seen: Vec<Option<f64>> =
        scenario.reports.iter().map(|status| status.percent_complete).collect();
    assert_eq!(seen, [Some(27.8), Some(50.0), None, None, Some(100.0)]);
}

#[test]
fn a_status_request_has_the_jobs_url_and_accepts_json() {
    let mut scenario = azure([with_header(succeeded(), "Retry-After", "1")]);
    scenario.until_done().unwrap();
    let (_, request) = &scenario.sent[0];
    assert_eq!(request.url, scenario.poller.job().url);
    assert_eq!((request.method.as_str(), &request.body), ("GET", &None));
    assert_eq!(request.headers.get("accept"), Some("application/json"));
}

#[test]
fn a_job_that_vanishes_while_cancelling_is_cancelled() {
    let mut scenario = azure([state("cancelling"), http(404)]);
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::JobCancelled);
}
