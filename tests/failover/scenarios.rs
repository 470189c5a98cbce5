//! Fail-over from the point of view of a caller with two resources.

use export_jobs::failover::{Failover, FailoverOptions, Remedy};
use export_jobs::poller::{Action, Poller, Until};
use export_jobs::service::{AzureLanguageRuntime, JobFamily, Service};
use export_jobs::{Error, ErrorCode, Machine, Moment, Response};

use super::{LONGEST, PAUSE, fail, http, no_answer, start, succeed, throttled, two};

/// Calls until a resource answers. `down` decides whether a resource fails, and how.
fn ask(
    failover: &mut Failover,
    now: u64,
    down: impl Fn(usize) -> Option<Error>,
) -> (Vec<usize>, Result<usize, Error>) {
    let (run, mut next) = start(failover, now);
    let mut asked = Vec::new();
    loop {
        let at = match next {
            Ok(at) => at,
            Err(error) => return (asked, Err(error)),
        };
        asked.push(at);
        next = match down(at) {
            None => {
                succeed(failover, run, now);
                return (asked, Ok(at));
            }
            Some(error) => fail(failover, run, error, false, now),
        };
    }
}

fn primary_down(at: usize) -> Option<Error> {
    (at == 0).then(no_answer)
}

#[test]
fn the_primary_is_asked_while_it_answers() {
    let mut failover = two();
    for now in 0..3 {
        assert_eq!(ask(&mut failover, now, |_| None), (vec![0], Ok(0)));
    }
    assert_eq!(failover.changes(), 0);
}

#[test]
fn a_failed_call_moves_to_the_next_resource_and_the_failure_is_remembered() {
    let mut failover = two();
    assert_eq!(ask(&mut failover, 0, primary_down), (vec![0, 1], Ok(1)));
    assert_eq!(failover.changes(), 1);
    let health = &failover.resources()[0];
    assert!(!health.is_up());
    assert_eq!((health.failures(), health.retry_at_ms()), (1, Some(PAUSE)));
    assert_eq!(health.error().unwrap().code(), ErrorCode::Network);
    assert_eq!(ask(&mut failover, PAUSE - 1, primary_down), (vec![1], Ok(1)));
}

#[test]
fn the_primary_is_tried_again_after_a_growing_and_bounded_pause() {
    let mut failover = two();
    let mut now = 0;
    drop(ask(&mut failover, now, primary_down));
    let mut pauses = Vec::new();
    for _ in 0..9 {
        let at = failover.resources()[0].retry_at_ms().unwrap();
        pauses.push(at - now);
        now = at;
        assert_eq!(ask(&mut failover, now - 1, primary_down).0, [1]);
        assert_eq!(ask(&mut failover, now, primary_down).0, [0, 1]);
    }
    let doubled: Vec<u64> = (0..9).map(|n| (PAUSE << n).min(LONGEST)).collect();
    assert_eq!(pauses, doubled);
}

#[test]
fn a_recovered_primary_is_used_after_its_first_answer() {
    let mut failover = two();
    drop(ask(&mut failover, 0, primary_down));
    assert_eq!(ask(&mut failover, PAUSE, |_| None), (vec![0], Ok(0)));
    assert!(failover.resources()[0].is_up());
    assert_eq!(failover.changes(), 2);
}

#[test]
fn one_call_at_a_time_tries_the_primary() {
    let mut failover = two();
    drop(ask(&mut failover, 0, primary_down));
    let (trial, resource) = start(&mut failover, PAUSE);
    assert_eq!(resource, Ok(0));
    assert_eq!(start(&mut failover, PAUSE).1, Ok(1));
    succeed(&mut failover, trial, PAUSE + 1);
    assert_eq!(start(&mut failover, PAUSE + 1).1, Ok(0));
}

#[test]
fn the_next_call_tries_the_primary_when_a_trial_is_abandoned() {
    let mut failover = two();
    drop(ask(&mut failover, 0, primary_down));
    let (trial, resource) = start(&mut failover, PAUSE);
    assert_eq!(resource, Ok(0));
    failover.abandon(trial);
    assert_eq!(start(&mut failover, PAUSE).1, Ok(0));
}

#[test]
fn an_unreported_trial_expires() {
    let mut failover = two();
    drop(ask(&mut failover, 0, primary_down));
    assert_eq!(start(&mut failover, PAUSE).1, Ok(0));
    assert_eq!(start(&mut failover, PAUSE + 1).1, Ok(1));
    assert_eq!(start(&mut failover, PAUSE + LONGEST).1, Ok(0));
}

#[test]
fn retry_after_is_honoured_within_the_limit() {
    for (seconds, wait) in [("60", 60_000), ("3600", LONGEST), ("0", PAUSE)] {
        let mut failover = two();
        let down = |at| (at == 0).then(|| throttled(seconds));
        assert_eq!(ask(&mut failover, 0, down), (vec![0, 1], Ok(1)));
        assert_eq!(failover.resources()[0].retry_at_ms(), Some(wait), "{seconds}");
    }
}

#[test]
fn when_both_fail_the_error_names_both_primary_first() {
    let mut failover = two();
    let (asked, outcome) = ask(&mut failover, 0, |at| {
        Some(if at == 0 {
            http(503, &[], r#"{"error":{"code":"ServiceUnavailable","message":"West is away."}}"#)
        } else {
            http(500, &[], r#"{"error":{"code":"InternalServerError","message":"North broke."}}"#)
        })
    });
    let error = outcome.unwrap_err();
    assert_eq!(asked, [0, 1]);
    assert_eq!((error.code(), error.status()), (ErrorCode::HttpError, Some(503)));
    assert!(error.message().contains("West is away."), "{error}");
    assert!(error.message().contains("North broke."), "{error}");
    let codes: Vec<&str> = error.errors().iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes, ["ServiceUnavailable", "InternalServerError"]);
}

#[test]
fn a_paused_resource_is_asked_when_no_other_is_left() {
    let mut failover = two();
    drop(ask(&mut failover, 0, |_| Some(no_answer())));
    assert_eq!(failover.current(1), None);
    assert_eq!(ask(&mut failover, 1, |_| None), (vec![0], Ok(0)));
}

#[test]
fn a_call_fails_while_retry_after_of_all_resources_runs() {
    let mut failover = two();
    drop(ask(&mut failover, 0, |at| Some(throttled(if at == 0 { "40" } else { "30" }))));
    let (asked, outcome) = ask(&mut failover, 10_000, |_| None);
    assert!(asked.is_empty());
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Throttled);
    assert_eq!(error.retry_after_ms(), Some(20_000), "until the first of them can be asked");
    assert_eq!(ask(&mut failover, 30_000, |_| None), (vec![1], Ok(1)));
}

#[test]
fn a_request_that_every_resource_would_refuse_is_sent_once() {
    for status in [400, 405, 409, 413, 415, 422] {
        let mut failover = two();
        let (asked, outcome) = ask(&mut failover, 0, |_| Some(http(status, &[], "")));
        assert_eq!(asked, [0], "{status}");
        assert_eq!(outcome.unwrap_err().status(), Some(status));
        assert!(failover.resources()[0].is_up(), "{status}");
    }
}

#[test]
fn a_refusal_or_missing_deployment_tries_the_other_resource() {
    for (status, is_up) in [(401, false), (403, false), (404, true)] {
        let mut failover = two();
        let down = |at| (at == 0).then(|| http(status, &[], ""));
        assert_eq!(ask(&mut failover, 0, down), (vec![0, 1], Ok(1)), "{status}");
        assert_eq!(failover.resources()[0].is_up(), is_up, "{status}");
    }
}

#[test]
fn a_name_that_no_resource_knows_gets_the_primarys_refusal() {
    let mut failover = two();
    let (asked, outcome) = ask(&mut failover, 0, |_| Some(http(404, &[], "")));
    assert_eq!((asked, outcome.unwrap_err().code()), (vec![0, 1], ErrorCode::NotFound));
}

/// Returns the error of a poller for a job that ended like this.
fn failed_job(code: &str) -> Error {
    let client = AzureLanguageRuntime::new("https://contoso.example", None).unwrap();
    let job = client.job(JobFamily::AnalyzeText, "7").unwrap();
    let pace = client.pace();
    let mut poller = Poller::new(std::rc::Rc::new(client), job, pace);
    poller.watch(Until::Done, None, 0);
    let body = format!(r#"{{"status":"failed","errors":[{{"code":"{code}","message":"m"}}]}}"#);
    let response =
        Response { status: 200, headers: Default::default(), body: body.into(), received_at_ms: 0 };
    loop {
        match poller.poll_action().unwrap() {
            Action::Send { id, .. } => {
                poller.handle_response(id, Ok(response.clone()), Moment::at(0));
            }
            Action::Settle { outcome, .. } => break outcome.unwrap_err(),
            _ => {}
        }
    }
}

#[test]
fn a_failed_job_is_repeated_unless_its_documents_are_the_cause() {
    for code in ["InternalServerError", "ServiceUnavailable", "Timeout", "QuotaExceeded"] {
        assert_eq!(Remedy::of(&failed_job(code)), Remedy::AnotherCopy, "{code}");
    }
    for code in ["InvalidRequest", "InvalidArgument", "Conflict", "unheardOf"] {
        assert_eq!(Remedy::of(&failed_job(code)), Remedy::Nobody, "{code}");
    }
}

#[test]
fn a_job_moves_to_the_other_resource_when_its_own_fails() {
    let mut failover = two();
    let (run, resource) = start(&mut failover, 0);
    assert_eq!(resource, Ok(0));
    failover.handle_accepted(run, Moment::at(10));
    // Then it is gone.
    assert_eq!(fail(&mut failover, run, no_answer(), false, 60_000), Ok(1));
    succeed(&mut failover, run, 60_010);
    assert_eq!(failover.current(60_010), Some(1));
}

#[test]
fn a_lost_submission_is_repeated_only_where_that_is_allowed() {
    let careful = FailoverOptions { repeat_lost_submissions: false, ..Default::default() };
    let lost = [no_answer(), Error::new(ErrorCode::Timeout, "t"), http(502, &[], "")];
    let refused = [throttled("1"), http(503, &[], ""), http(401, &[], "")];
    for (error, repeats) in
        lost.into_iter().map(|it| (it, false)).chain(refused.into_iter().map(|it| (it, true)))
    {
        let mut failover = Failover::new(2, careful).unwrap();
        let (run, _) = start(&mut failover, 0);
        let next = fail(&mut failover, run, error.clone(), true, 0);
        assert_eq!(next.is_ok(), repeats, "{error}");
        assert!(!failover.resources()[0].is_up(), "the next run goes elsewhere all the same");
        let mut usual = two();
        let (run, _) = start(&mut usual, 0);
        assert_eq!(fail(&mut usual, run, error, true, 0), Ok(1));
    }
}

#[test]
fn the_failure_of_an_old_call_does_not_mark_a_recovered_resource() {
    let mut failover = two();
    let (slow, _) = start(&mut failover, 0);
    drop(ask(&mut failover, 0, primary_down));
    drop(ask(&mut failover, PAUSE, |_| None));
    assert_eq!(fail(&mut failover, slow, no_answer(), false, PAUSE + 1), Ok(1));
    assert!(failover.resources()[0].is_up());
}

#[test]
fn many_calls_that_fail_together_count_as_one_outage() {
    let mut failover = two();
    let runs: Vec<_> = (0..20).map(|_| start(&mut failover, 0)).collect();
    assert!(runs.iter().all(|(_, resource)| *resource == Ok(0)));
    for (run, _) in runs {
        assert_eq!(fail(&mut failover, run, no_answer(), false, 1), Ok(1));
    }
    assert_eq!(failover.resources()[0].retry_at_ms(), Some(1 + PAUSE));
    assert_eq!(failover.changes(), 1);
}

#[test]
fn a_resource_that_relapses_pauses_longer() {
    let mut failover = two();
    drop(ask(&mut failover, 0, primary_down));
    drop(ask(&mut failover, PAUSE, |_| None));
    drop(ask(&mut failover, PAUSE + 1_000, primary_down));
    assert_eq!(failover.resources()[0].retry_at_ms(), Some(PAUSE + 1_000 + 2 * PAUSE));
}

#[test]
fn three_resources_are_asked_in_their_order() {
    let mut failover = Failover::new(3, FailoverOptions::default()).unwrap();
    let down = |at| (at < 2).then(no_answer);
    assert_eq!(ask(&mut failover, 0, down), (vec![0, 1, 2], Ok(2)));
    assert_eq!(
        Failover::new(0, FailoverOptions::default()).unwrap_err().code(),
        ErrorCode::InvalidArgument
    );
}
