//! The waits between polls. Azure's pace: 1 s, at most 30 s, and at most 5 minutes if the service
//! asks for it.

use std::rc::Rc;

use export_jobs::poller::Until;
use export_jobs::service::{Pace, PaceOptions, Service};
use export_jobs::{ErrorCode, Response};

use crate::scenario::answers::{ok, running, state, succeeded, throttled, with_header};
use crate::scenario::{HOUR, LATENCY, MINUTE, Scenario, avepoint, azure, azure_job};

fn asks(value: &str) -> Response {
    with_header(running(), "Retry-After", value)
}

/// Returns the wait after one answer.
fn wait_after(first: Response) -> u64 {
    let mut scenario = azure([first, succeeded()]);
    scenario.until_done().unwrap();
    scenario.waits()[0]
}

#[test]
fn the_first_poll_is_sent_at_once() {
    let mut scenario = azure([succeeded()]);
    scenario.until_done().unwrap();
    assert_eq!(scenario.times(), [0]);
}

#[test]
fn the_wait_grows_while_nothing_changes_up_to_the_ceiling() {
    let mut scenario = azure(vec![running(); 10].into_iter().chain([succeeded()]));
    scenario.jitter = 1.0;
    scenario.until_done().unwrap();
    let seconds: Vec<u64> = scenario.waits().iter().map(|ms| ms / 1000).collect();
    assert_eq!(seconds, [1, 2, 4, 8, 16, 30, 30, 30, 30, 30]);
}

#[test]
fn jitter_never_goes_below_the_interval() {
    let mut scenario = azure(vec![running(); 10].into_iter().chain([succeeded()]));
    scenario.jitter = 0.0;
    scenario.until_done().unwrap();
    assert!(scenario.waits().iter().all(|wait| *wait == 1_000));
}

#[test]
fn jitter_that_is_not_between_0_and_1_does_no_harm() {
    for jitter in [f64::NAN, f64::INFINITY, -3.0, 7.0] {
        let mut scenario = azure(vec![running(); 10].into_iter().chain([succeeded()]));
        scenario.jitter = jitter;
        scenario.until_done().unwrap();
        assert!(scenario.waits().iter().all(|wait| (1_000..=30_000).contains(wait)), "{jitter}");
    }
}

#[test]
fn a_change_brings_the_wait_back_to_the_interval() {
    let changed = ok(r#"{"status":"running","percentComplete":50}"#);
    let script = [running(), running(), running(), running(), changed, succeeded()];
    let mut scenario = azure(script);
    scenario.jitter = 1.0;
    scenario.until_done().unwrap();
    assert_eq!(scenario.waits(), [1_000, 2_000, 4_000, 8_000, 1_000]);
}

#[test]
fn a_retry_after_in_seconds_is_honoured() {
    assert_eq!(wait_after(asks("30")), 30_000);
}

#[test]
fn a_retry_after_beyond_the_interval_ceiling_is_honoured() {
    assert_eq!(wait_after(asks("120")), 120_000);
}

#[test]
fn a_retry_after_date_is_compared_with_the_date_header() {
    let response =
        with_header(asks("Tue, 14 Nov 2023 22:00:20 GMT"), "Date", "Tue, 14 Nov 2023 22:00:00 GMT");
    assert_eq!(wait_after(response), 20_000);
}

#[test]
fn a_retry_after_date_uses_our_clock_when_date_is_hidden() {
    assert_eq!(wait_after(asks("Tue, 14 Nov 2023 22:13:50 GMT")), 30_000);
}

#[test]
fn a_retry_after_that_overflows_a_timer_is_clamped() {
    for absurd in ["99999999", "4294967296", "99999999999999999999999", "2147484"] {
        assert_eq!(wait_after(asks(absurd)), 5 * MINUTE, "{absurd}");
    }
}

#[test]
fn a_retry_after_in_the_year_2100_is_clamped() {
    assert_eq!(wait_after(asks("Fri, 01 Jan 2100 00:00:00 GMT")), 5 * MINUTE);
}

#[test]
fn a_retry_after_of_zero_or_past_waits_the_interval() {
    for value in ["-5", "0", "0.0", "-0", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        assert_eq!(wait_after(asks(value)), 1_000, "{value}");
    }
}

#[test]
fn an_unreadable_retry_after_is_ignored() {
    for value in ["", "soon", "NaN", "Infinity", "1e3", "0x10", "5;6"] {
        assert_eq!(wait_after(asks(value)), 1_000, "{value}");
    }
}

#[test]
fn a_gateway_may_ask_in_milliseconds() {
    assert_eq!(wait_after(with_header(running(), "retry-after-ms", "2500")), 2_500);
    assert_eq!(wait_after(with_header(asks("60"), "x-ms-retry-after-ms", "2500")), 2_500);
}

#[test]
fn a_throttled_poll_waits_as_asked_and_a_little_more() {
    let response = with_header(throttled("Slow down."), "Retry-After", "55");
    let mut scenario = azure([running(), response, succeeded()]);
    scenario.until_done().unwrap();
    assert!((55_000..=56_000).contains(&scenario.waits()[1]), "{:?}", scenario.waits());
}

#[test]
fn a_hidden_retry_after_is_read_from_the_message() {
    let message = "Requests have exceeded call rate limit. Please retry after 55 seconds. To \
                   increase the limit, contact us.";
    let mut scenario = azure([throttled(message), succeeded()]);
    scenario.until_done().unwrap();
    assert!((55_000..=56_000).contains(&scenario.waits()[0]), "{:?}", scenario.waits());
}

#[test]
fn a_throttled_poll_without_any_hint_backs_off() {
    let mut scenario = azure(vec![throttled("Slow down."); 5].into_iter().chain([succeeded()]));
    scenario.jitter = 1.0;
    scenario.until_done().unwrap();
    assert_eq!(scenario.waits(), [2_000, 4_000, 8_000, 16_000, 30_000]);
}

#[test]
fn throttling_that_never_ends_ends_at_the_deadline() {
    let mut scenario = azure([throttled("Slow down.")]);
    let error = scenario.until_done_within(HOUR).unwrap_err();
    assert_eq!((error.code(), error.status()), (ErrorCode::Timeout, Some(429)));
    assert!(error.message().contains("Slow down."), "{error}");
    assert!(scenario.sent.len() < 300, "{} requests in an hour", scenario.sent.len());
}

#[test]
fn avepoint_is_polled_every_two_minutes() {
    let running = crate::scenario::answers::job_status(1);
    let mut scenario =
        avepoint([running.clone(), running, crate::scenario::answers::job_status(2)]);
    scenario.jitter = 0.0;
    scenario.until_done().unwrap();
    assert_eq!(scenario.waits(), [2 * MINUTE, 2 * MINUTE]);
}

#[test]
fn a_job_within_the_rate_limit_stays_within_it() {
    let words = ["running", "notStarted"];
    let mut scenario = azure((0..200).map(|n| state(words[n % 2])));
    scenario.watch(Until::Done, Some(MINUTE));
    scenario.run();
    assert!(scenario.sent.len() <= 100, "{} reads in a minute", scenario.sent.len());
}

fn with_pace(pace: Pace, script: impl IntoIterator<Item = Response>) -> Scenario {
    let (service, job) = azure_job();
    Scenario::new(Rc::new(service), job, Some(pace), script)
}

#[test]
fn a_caller_can_ask_for_a_pace() {
    let (service, _) = azure_job();
    let options = PaceOptions {
        interval_ms: Some(200.0),
        max_interval_ms: Some(300.0),
        ..PaceOptions::default()
    };
    let pace = service.pace().with(&options).unwrap();
    let mut scenario = with_pace(pace, vec![asks("60"), running(), running(), succeeded()]);
    scenario.jitter = 1.0;
    scenario.until_done().unwrap();
    assert_eq!(scenario.waits(), [300, 300, 300]);
}

#[test]
fn an_interval_of_zero_causes_no_hot_loop() {
    for interval_ms in [0.0, 0.4, 1.0] {
        let options = PaceOptions { interval_ms: Some(interval_ms), ..PaceOptions::default() };
        let pace = Pace::default().with(&options).unwrap();
        let mut scenario = with_pace(pace, [asks("0")]);
        scenario.watch(Until::Done, Some(1_000));
        scenario.run();
        assert!(scenario.sent.len() <= 50, "{} requests a second", scenario.sent.len());
    }
}

#[test]
fn limits_that_contradict_each_other_do_not_panic() {
    let pace = Pace { interval_ms: 400_000, ..Pace::default() };
    let mut scenario = with_pace(pace, [asks("1"), succeeded()]);
    scenario.until_done().unwrap();
    assert_eq!(scenario.waits(), [400_000]);
}

#[test]
fn polling_works_with_a_clock_near_its_maximum() {
    let mut scenario = azure([running()]);
    scenario.now = u64::MAX - 5 * LATENCY;
    scenario.poller.watch(Until::Done, Some(u64::MAX), scenario.now);
    for _ in 0..20 {
        scenario.step();
    }
    assert!(scenario.sent.len() < 20);
}
