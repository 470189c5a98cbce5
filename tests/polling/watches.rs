//! Several waiters for one job, and waiters that stop waiting.

use export_jobs::poller::Until;
use export_jobs::{ErrorCode, JobState, Machine, Moment};

use crate::scenario::answers::{
    http, job_status, running, state, succeeded, throttled, with_header,
};
use crate::scenario::{LATENCY, MINUTE, Reply, avepoint, azure};

#[test]
fn all_waiting_calls_share_the_requests() {
    let mut scenario = azure([running(), succeeded()]);
    let watches = [Until::Done, Until::Reading(0), Until::Answer, Until::Done]
        .map(|until| scenario.watch(until, None));
    scenario.run();
    assert_eq!(scenario.sent.len(), 2);
    assert!(watches.into_iter().all(|watch| scenario.outcome(watch).is_ok()));
}

#[test]
fn a_call_during_a_request_shares_its_answer() {
    let mut scenario = azure([running()]);
    let first = scenario.watch(Until::Answer, None);
    scenario.now += LATENCY / 2;
    let second = scenario.watch(Until::Answer, None);
    scenario.run();
    assert_eq!(scenario.outcome(first), scenario.outcome(second));
    assert_eq!(scenario.sent.len(), 1);
}

#[test]
fn all_waiting_calls_get_the_same_failure() {
    let mut scenario = azure([http(403)]);
    let watches =
        [Until::Done, Until::Reading(0), Until::Answer].map(|until| scenario.watch(until, None));
    scenario.run();
    for watch in watches {
        assert_eq!(scenario.outcome(watch).unwrap_err().code(), ErrorCode::Forbidden);
    }
}

#[test]
fn a_manual_poll_does_not_wait_for_the_next_planned_one() {
    let mut scenario = avepoint([job_status(1), job_status(2)]);
    let done = scenario.watch(Until::Done, None);
    scenario.run_for(30_000);
    assert_eq!(scenario.poll().unwrap().state, JobState::Succeeded);
    assert_eq!(scenario.times(), [0, 30_000]);
    assert!(scenario.outcome(done).is_ok());
}

#[test]
fn a_manual_poll_moves_the_next_planned_one() {
    let mut scenario = avepoint([job_status(1)]);
    scenario.jitter = 0.0;
    scenario.watch(Until::Done, None);
    scenario.run_for(MINUTE);
    scenario.poll().unwrap();
    scenario.run_for(119_000);
    assert_eq!(scenario.sent.len(), 2);
    scenario.run_for(2_000);
    assert_eq!(scenario.sent.len(), 3);
}

#[test]
fn a_manual_poll_fails_alone_while_other_calls_wait_on() {
    let mut scenario = azure([http(503), succeeded()]);
    let done = scenario.watch(Until::Done, None);
    assert_eq!(scenario.poll().unwrap_err().status(), Some(503));
    assert!(!scenario.is_settled(done));
    scenario.run();
    assert!(scenario.outcome(done).is_ok());
}

#[test]
fn a_manual_poll_of_a_running_job_leaves_no_timer() {
    let mut scenario = azure([running()]);
    scenario.poll().unwrap();
    assert_eq!((scenario.next_event(), scenario.sent.len()), (None, 1));
}

#[test]
fn nothing_is_polled_while_no_call_waits() {
    let mut scenario = azure([running()]);
    scenario.poller.handle_timeout(Moment::at(MINUTE));
    assert_eq!((scenario.poller.poll_action(), scenario.next_event()), (None, None));
}

#[test]
fn readings_come_one_by_one_and_end_with_the_job() {
    let mut scenario = azure([state("notStarted"), running(), succeeded()]);
    let mut seen = Vec::new();
    // The job ends after three polls. A poller that misses it must not hang the test.
    for _ in 0..10 {
        let watch = scenario.watch(Until::Reading(scenario.poller.readings()), None);
        scenario.run_until(|scenario| scenario.is_settled(watch));
        match scenario.outcome(watch).unwrap() {
            Some(status) => seen.push(status.state),
            None => break,
        }
    }
    assert_eq!(seen, [JobState::NotStarted, JobState::Running, JobState::Succeeded]);
}

#[test]
fn an_unseen_reading_is_given_without_a_wait() {
    let mut scenario = azure([running()]);
    scenario.poll().unwrap();
    let watch = scenario.watch(Until::Reading(0), None);
    assert_eq!(scenario.outcome(watch).unwrap().unwrap().state, JobState::Running);
    assert_eq!(scenario.sent.len(), 1);
}

#[test]
fn a_call_for_a_reading_survives_failed_polls() {
    let mut scenario = azure([Reply::Lost, running().into()]);
    let watch = scenario.watch(Until::Reading(0), None);
    scenario.run();
    assert_eq!(scenario.outcome(watch).unwrap().unwrap().state, JobState::Running);
}

#[test]
fn aborting_the_last_call_stops_the_request_and_the_timers() {
    let mut scenario = azure([Reply::Silence]);
    let watch = scenario.watch(Until::Done, Some(MINUTE));
    scenario.unwatch(watch);
    assert_eq!((scenario.abandoned, scenario.next_event()), (1, None));
}

#[test]
fn aborting_one_call_leaves_the_request_to_the_others() {
    let mut scenario = azure([succeeded()]);
    let leaver = scenario.watch(Until::Done, None);
    let stayer = scenario.watch(Until::Done, None);
    scenario.unwatch(leaver);
    scenario.run();
    assert_eq!((scenario.abandoned, scenario.is_settled(leaver)), (0, false));
    assert!(scenario.outcome(stayer).is_ok());
}

#[test]
fn aborting_the_last_call_between_polls_stops_the_timers() {
    let mut scenario = azure([running()]);
    let watch = scenario.watch(Until::Done, None);
    scenario.run_for(500);
    scenario.unwatch(watch);
    assert_eq!((scenario.abandoned, scenario.next_event()), (0, None));
}

#[test]
fn aborting_twice_or_after_the_end_does_nothing() {
    let mut scenario = azure([succeeded()]);
    let watch = scenario.watch(Until::Done, None);
    scenario.run();
    scenario.unwatch(watch);
    scenario.unwatch(watch);
    scenario.unwatch(4711);
    assert_eq!((scenario.abandoned, scenario.settled.len()), (0, 1));
}

#[test]
fn a_late_answer_to_an_aborted_request_is_ignored() {
    let mut scenario = azure([Reply::Silence]);
    let watch = scenario.watch(Until::Done, None);
    scenario.unwatch(watch);
    scenario.poller.handle_response(1, Ok(succeeded()), Moment::at(LATENCY));
    assert_eq!(scenario.poller.poll_action(), None);
    assert_eq!(scenario.poller.status(), None);
}

#[test]
fn a_late_answer_is_not_read_as_that_of_the_next_request() {
    let mut scenario = azure([Reply::Silence]);
    let watch = scenario.watch(Until::Answer, None);
    scenario.unwatch(watch);
    let watch = scenario.watch(Until::Answer, None);
    scenario.poller.handle_response(1, Ok(succeeded()), Moment::at(LATENCY));
    assert!(scenario.poller.status().is_none() && !scenario.is_settled(watch));
    scenario.poller.handle_response(2, Ok(running()), Moment::at(LATENCY));
    assert_eq!(scenario.poller.status().unwrap().state, JobState::Running);
}

#[test]
fn an_answer_that_comes_twice_is_read_once() {
    let mut scenario = azure([Reply::Silence]);
    scenario.watch(Until::Done, None);
    scenario.poller.handle_response(1, Ok(running()), Moment::at(LATENCY));
    scenario.poller.handle_response(1, Ok(succeeded()), Moment::at(LATENCY));
    assert_eq!((scenario.poller.readings(), scenario.poller.is_done()), (1, false));
}

#[test]
fn each_waiting_call_has_its_own_deadline() {
    let mut scenario = azure(vec![running(); 5].into_iter().chain([succeeded()]));
    scenario.jitter = 1.0;
    let short = scenario.watch(Until::Done, Some(3_000));
    let long = scenario.watch(Until::Done, Some(MINUTE));
    scenario.run();
    assert_eq!(scenario.outcome(short).unwrap_err().code(), ErrorCode::Timeout);
    assert_eq!(scenario.settled(short).at, 3_000);
    assert!(scenario.outcome(long).is_ok());
}

#[test]
fn starting_and_aborting_quickly_does_not_flood_the_service() {
    let mut scenario = azure([Reply::Silence]);
    while scenario.now < MINUTE {
        let watch = scenario.watch(Until::Done, None);
        scenario.now += 1;
        scenario.unwatch(watch);
    }
    assert!(scenario.sent.len() <= 61, "{} requests in a minute", scenario.sent.len());
}

#[test]
fn a_dropped_poll_does_not_shorten_retry_after() {
    let asked = with_header(throttled("Slow down."), "Retry-After", "60");
    let mut scenario = azure([Reply::from(asked), Reply::Silence, succeeded().into()]);
    let done = scenario.watch(Until::Done, None);
    scenario.run_for(1_000);
    scenario.unwatch(done);
    let by_hand = scenario.watch(Until::Answer, None);
    scenario.unwatch(by_hand);
    scenario.until_done().unwrap();
    assert!(scenario.times()[2] >= 60_000, "{:?}", scenario.times());
}

#[test]
fn the_plan_can_be_shown_while_it_waits() {
    let mut scenario = azure([http(503), succeeded()]);
    scenario.jitter = 0.0;
    scenario.watch(Until::Done, None);
    assert_eq!(scenario.poller.next_poll_at(), None);
    scenario.run_for(LATENCY);
    assert_eq!(scenario.poller.next_poll_at(), Some(LATENCY + 1_000));
    assert_eq!(scenario.poller.last_failure().unwrap().status(), Some(503));
    scenario.run();
    assert_eq!((scenario.poller.next_poll_at(), scenario.poller.last_failure()), (None, None));
}
