//! Polls that fail, and what waiters see of them.

use export_jobs::poller::Until;
use export_jobs::{Error, ErrorCode, JobState, Moment};

use crate::scenario::answers::{
    answer, http, job_status, ok, running, succeeded, throttled, with_header,
};
use crate::scenario::{HOUR, LATENCY, MINUTE, Reply, Scenario, avepoint, azure};

fn replies(n: usize, reply: impl Into<Reply>, rest: impl IntoIterator<Item = Reply>) -> Scenario {
    azure(vec![reply.into(); n].into_iter().chain(rest).collect::<Vec<Reply>>())
}

#[test]
fn one_lost_connection_does_not_end_polling() {
    let mut scenario = azure([running().into(), Reply::Lost, succeeded().into()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
    assert!(scenario.waits().iter().all(|wait| *wait >= 1_000));
}

#[test]
fn transient_errors_do_not_end_polling() {
    for status in [408, 429, 500, 502, 503, 504, 599] {
        let mut scenario = azure([running(), http(status), succeeded()]);
        assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded, "HTTP {status}");
    }
}

#[test]
fn permanent_errors_end_polling_with_the_first() {
    for (status, code) in [
        (301, ErrorCode::ForeignOrigin),
        (400, ErrorCode::HttpError),
        (401, ErrorCode::Unauthorized),
        (403, ErrorCode::Forbidden),
        (404, ErrorCode::NotFound),
        (409, ErrorCode::HttpError),
        (410, ErrorCode::Expired),
        (418, ErrorCode::HttpError),
    ] {
        let mut scenario = azure([running(), http(status), succeeded()]);
        let error = scenario.until_done().unwrap_err();
        assert_eq!((error.code(), error.status()), (code, Some(status)));
        assert_eq!(error.job(), Some(scenario.poller.job()));
        assert_eq!(scenario.sent.len(), 2, "HTTP {status}");
    }
}

#[test]
fn eight_failures_in_a_row_do_not_end_polling() {
    let mut scenario = replies(8, Reply::Lost, [succeeded().into()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn the_ninth_failure_in_a_row_ends_polling() {
    let mut scenario = replies(20, Reply::Lost, []);
    let error = scenario.until_done().unwrap_err();
    assert_eq!((error.code(), error.job().is_some()), (ErrorCode::Network, true));
    assert_eq!(scenario.sent.len(), 9);
}

#[test]
fn a_job_that_was_read_is_kept_while_the_page_is_offline() {
    let mut script = vec![running().into()];
    script.extend(vec![Reply::Lost; 40]);
    script.push(succeeded().into());
    let mut scenario = azure(script);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
    assert!(scenario.times().windows(2).all(|pair| pair[1] - pair[0] >= 1_000));
}

#[test]
fn a_page_that_stays_offline_gives_up_at_the_deadline() {
    let script = [running().into()].into_iter().chain(vec![Reply::Lost; 10_000]);
    let error = azure(script.collect::<Vec<Reply>>()).until_done().unwrap_err();
    assert_eq!((error.code(), error.job().is_some()), (ErrorCode::Timeout, true));
    assert!(error.message().contains("The last poll failed"), "{error}");
}

#[test]
fn a_reading_resets_the_count_of_failures() {
    let mut script = vec![Reply::Lost; 8];
    script.push(running().into());
    script.extend(vec![Reply::Lost; 8]);
    script.push(succeeded().into());
    assert_eq!(azure(script).until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn throttling_does_not_count_as_network_failure() {
    let mut scenario =
        replies(20, throttled("Slow down."), [Reply::Lost, ok("{").into(), succeeded().into()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn a_throttled_poll_resets_the_count_of_lost_connections() {
    let mut script = vec![Reply::Lost; 8];
    script.push(throttled("Slow down.").into());
    script.extend(vec![Reply::Lost; 8]);
    script.push(succeeded().into());
    assert_eq!(azure(script).until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn lost_connections_do_not_count_as_unreadable_answers() {
    let mut scenario = replies(6, Reply::Lost, [ok("{").into(), succeeded().into()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn an_unreadable_answer_is_requested_again() {
    let mut scenario = azure([ok(r#"{"status":"suc"#), ok(""), succeeded()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn three_unreadable_answers_end_polling() {
    let mut scenario = azure([ok("<html>Sign in</html>")]);
    let error = scenario.until_done().unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(error.message().contains("<html>Sign in</html>"), "{error}");
    assert_eq!(scenario.sent.len(), 3);
}

#[test]
fn a_request_that_gets_no_answer_is_given_up_and_sent_again() {
    let mut scenario = azure([Reply::Silence, succeeded().into()]);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
    assert!(scenario.times()[1] >= scenario.poller.pace().request_timeout_ms);
}

#[test]
fn failures_back_off() {
    let mut scenario = replies(6, Reply::Lost, [succeeded().into()]);
    scenario.jitter = 1.0;
    scenario.until_done().unwrap();
    assert_eq!(scenario.waits(), [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
}

#[test]
fn retry_after_of_an_unavailable_service_is_honoured() {
    let away = with_header(http(503), "Retry-After", "90");
    let mut scenario = azure([away, succeeded()]);
    scenario.until_done().unwrap();
    assert!((90_000..=91_000).contains(&scenario.waits()[0]), "{:?}", scenario.waits());
}

#[test]
fn an_avepoint_error_in_an_http_200_is_a_failed_poll() {
    let body = r#"{"jobStatus":1,"status":500,"message":"Internal error"}"#;
    let mut passing = avepoint([ok(body), job_status(2)]);
    assert_eq!(passing.until_done().unwrap().state, JobState::Succeeded);
    let body = r#"{"jobStatus":1,"status":403,"message":"No permission"}"#;
    let error = avepoint([ok(body)]).until_done().unwrap_err();
    assert_eq!((error.code(), error.status()), (ErrorCode::Forbidden, Some(403)));
}

#[test]
fn the_time_out_error_names_the_last_state() {
    let mut scenario = azure([running()]);
    let error = scenario.until_done_within(10 * MINUTE).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Timeout);
    assert_eq!(error.job(), Some(scenario.poller.job()));
    assert!(error.message().contains("It was last seen \"running\""), "{error}");
    assert_eq!(scenario.now, 10 * MINUTE);
}

#[test]
fn the_time_out_error_has_the_facts_of_the_last_failure() {
    let gateway = answer(
        503,
        &[("apim-request-id", "e37a")],
        r#"{"error":{"code":"ServiceUnavailable","message":"Back soon."}}"#,
    );
    let error = azure([gateway]).until_done_within(5_000).unwrap_err();
    assert_eq!((error.code(), error.status()), (ErrorCode::Timeout, Some(503)));
    assert_eq!(error.request_id(), Some("e37a"));
    assert_eq!(error.errors()[0].code, "ServiceUnavailable");
    assert!(error.message().contains("No reading succeeded."), "{error}");
}

#[test]
fn the_deadline_stops_a_request_under_way() {
    let mut scenario = azure([Reply::Silence]);
    let error = scenario.until_done_within(7_000).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Timeout);
    assert_eq!((scenario.now, scenario.abandoned), (7_000, 1));
}

#[test]
fn a_deadline_in_the_past_sends_nothing() {
    let mut scenario = azure([running()]);
    assert_eq!(scenario.until_done_within(0).unwrap_err().code(), ErrorCode::Timeout);
    assert!(scenario.sent.is_empty());
}

#[test]
fn after_a_time_out_the_job_can_be_followed_to_its_end() {
    let mut scenario = azure([running(), running(), running(), succeeded()]);
    assert_eq!(scenario.until_done_within(1_500).unwrap_err().code(), ErrorCode::Timeout);
    assert_eq!(scenario.until_done_within(HOUR).unwrap().state, JobState::Succeeded);
}

#[test]
fn after_a_refusal_the_job_can_be_followed_to_its_end() {
    let mut scenario = azure([http(401), succeeded()]);
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::Unauthorized);
    assert_eq!(scenario.until_done().unwrap().state, JobState::Succeeded);
}

#[test]
fn restarting_after_every_refusal_does_not_flood_the_service() {
    let mut scenario = azure([http(403)]);
    while scenario.now < MINUTE {
        scenario.until_done().unwrap_err();
    }
    assert!(scenario.sent.len() <= 61, "{} requests in a minute", scenario.sent.len());
}

#[test]
fn a_failure_that_the_page_reports_is_kept_unchanged() {
    let mut scenario = azure([Reply::Silence]);
    let watch = scenario.watch(Until::Done, None);
    let error = Error::new(ErrorCode::Unauthorized, "The sign-in was closed.");
    scenario.poller.handle_response(1, Err(error), Moment::at(LATENCY));
    scenario.step();
    let outcome = scenario.outcome(watch).unwrap_err();
    assert_eq!(outcome.message(), "The sign-in was closed.");
}

#[test]
fn the_status_of_another_job_is_a_failed_poll() {
    let other = || ok(r#"{"jobId":"42_639","status":"succeeded"}"#);
    let mut scenario = azure([other(), running(), other(), succeeded()]);
    assert_eq!(scenario.until_done().unwrap().job_id.as_deref(), Some("42_638"));
    assert_eq!(scenario.sent.len(), 4);
    let error = azure([other()]).until_done().unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(error.message().contains("42_639"), "{error}");

    let other = ok(r#"{"jobId":"67891","jobStatus":2,"status":200}"#);
    assert_eq!(avepoint([other]).until_done().unwrap_err().code(), ErrorCode::UnreadableResponse);
    let own = ok(r#"{"jobId":67890,"jobStatus":2,"status":200}"#);
    assert_eq!(avepoint([own]).until_done().unwrap().state, JobState::Succeeded);
}
