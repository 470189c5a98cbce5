//! The limits of a service, and the order of waiting requests.

use std::rc::Rc;

use export_jobs::board::{AddOptions, Board, BoardAction, ChangeKind};
use export_jobs::service::{AvePoint, AzureLanguage, Family, Operation};
use export_jobs::service::{Limits, Rate};
use export_jobs::{ErrorCode, Machine, Moment};

use crate::scenario::MINUTE;
use crate::scenario::answers::{answer, job_status, ok, running, state, succeeded};
use crate::scene::{Scene, Sent, What};
use crate::service::{AVEPOINT, AVEPOINT_CLIENT, AZURE, AZURE_CLIENT, avepoint_job, azure_job};

#[test]
fn a_429_holds_back_its_whole_origin_for_as_long_as_it_asks() {
    let mut asked_for_silence = None;
    let mut scene = Scene::new(move |sent| {
        if sent.url.starts_with(AVEPOINT) {
            return job_status(1);
        }
        if sent.at >= 5_000 && asked_for_silence.is_none() {
            asked_for_silence = Some(sent.at);
            return answer(429, &[("Retry-After", "40")], "");
        }
        running()
    });
    for n in 0..8 {
        scene.add(azure_job(n));
    }
    scene.add(avepoint_job(1));
    scene.run(6_000);
    for _ in 0..3 {
        scene.submit(AZURE_CLIENT);
    }
    scene.run(4 * MINUTE);

    let to_azure = |sent: &&Sent| sent.url.starts_with(AZURE) || sent.what == What::Submission;
    let times: Vec<_> = scene.sent.iter().filter(to_azure).map(|sent| sent.at).collect();
    let silence = times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
    assert!(silence >= 39_000, "the longest silence was {silence} ms");
    assert!(silence <= 41_000, "and no longer than asked: {silence} ms");
    assert_eq!(scene.times(What::Submission).len(), 3, "the submissions went after it");
    assert!(scene.times(What::Submission)[0] >= 45_000);
    // Requests to other origins do not wait.
    let elsewhere = scene.polls_of(&avepoint_job(1));
    assert_eq!(elsewhere[0], 0);
    assert!(elsewhere[1] < 2 * MINUTE + 10_000, "{elsewhere:?}");
}

#[test]
fn a_throttled_submission_is_sent_again_after_retry_after() {
    let mut refused = false;
    let mut scene = Scene::new(move |sent| match sent.what {
        What::Submission if !std::mem::replace(&mut refused, true) => {
            answer(429, &[("Retry-After", "20")], "")
        }
        What::Submission => answer(202, &[], ""),
        _ => succeeded(),
    });
    scene.submit(AZURE_CLIENT);
    scene.run(MINUTE);
    assert_eq!(scene.times(What::Submission), [0, 20_010]);
    assert_eq!(scene.started.len(), 1);
}

#[test]
fn the_focused_job_goes_first() {
    let mut scene = Scene::new(|_| running());
    let keys: Vec<_> = (0..300).map(|n| scene.add(azure_job(n))).collect();
    scene.run(MINUTE / 2);
    let last = azure_job(299);
    assert!(scene.polls_of(&last).is_empty(), "the budget is used up long before");

    let before = scene.sent.len();
    scene.board.focus(Some(keys[299]), scene.now);
    scene.run(10 * MINUTE);
    assert_eq!(scene.sent[before].url, last.url, "the next request is its own");
    let (focused, other) = (scene.polls_of(&last).len(), scene.polls_of(&azure_job(150)).len());
    assert!(focused > 3 * other, "{focused} polls, and {other} of another");
    let mut reads = scene.times(What::Poll);
    reads.sort_unstable();
    assert!(reads.windows(101).all(|window| window[100] - window[0] >= MINUTE));
}

#[test]
fn submissions_wait_at_full_concurrency_until_a_job_ends() {
    let mut scene = Scene::new(|sent| match sent.what {
        // Every export takes seven minutes.
        What::Poll if sent.at < 7 * MINUTE => job_status(1),
        What::Poll if sent.url.contains("/1000/") => job_status(2),
        What::Poll => job_status(1),
        _ => answer(200, &[], ""),
    });
    for _ in 0..7 {
        scene.submit(AVEPOINT_CLIENT);
    }
    scene.run(7 * MINUTE);
    assert_eq!(scene.times(What::Submission).len(), 5, "AvePoint runs five");
    let budget = scene.board.budgets(scene.now).pop().unwrap();
    assert_eq!((budget.running, budget.queued), (5, 2));

    scene.run(30 * MINUTE);
    let ended = scene.told.iter().filter(|(_, _, kind)| *kind == ChangeKind::Ended);
    let ended: Vec<_> = ended.map(|(at, ..)| *at).collect();
    assert_eq!(ended.len(), 1);
    let sixth = scene.times(What::Submission)[5];
    assert_eq!(sixth, ended[0], "the sixth goes in the step in which one ends");
    assert_eq!(scene.times(What::Submission).len(), 6);
}

#[test]
fn a_submission_that_waits_past_its_deadline_is_not_sent() {
    let mut scene = Scene::new(|sent| match sent.what {
        What::Poll => job_status(1),
        _ => answer(200, &[], ""),
    });
    for _ in 0..5 {
        scene.submit(AVEPOINT_CLIENT);
    }
    scene.run(1_000);
    scene.board.submit(AVEPOINT_CLIENT, &avepoint_job(1).url, 10 * MINUTE, scene.now);
    scene.run(20 * MINUTE);
    assert_eq!(scene.times(What::Submission).len(), 5);
    assert_eq!(scene.board.budgets(scene.now)[0].queued, 0);
}

#[test]
fn ten_submissions_are_sent_a_minute_unless_limits_are_given() {
    let limits = |count| Limits {
        submissions: Some(Rate { count, window_ms: MINUTE }),
        ..Limits::default()
    };
    for (given, first_minute) in [(None, 10), (Some(limits(3)), 3), (Some(limits(25)), 25)] {
        let mut scene = Scene::new(|sent| match sent.what {
            What::Submission => answer(202, &[], ""),
            _ => succeeded(),
        });
        if let Some(limits) = given {
            scene.board.set_limits(Some(AZURE.to_owned()), limits);
        }
        for _ in 0..30 {
            scene.submit(AZURE_CLIENT);
        }
        scene.run(MINUTE - 1);
        assert_eq!(scene.times(What::Submission).len(), first_minute);
    }
}

#[test]
fn a_service_that_asks_for_minutes_is_not_asked_sooner() {
    let mut scene = Scene::new(|_| job_status(1));
    let key = scene.add(avepoint_job(1));
    scene.run(1_000);
    // Not even when the job is focused or the tab becomes visible.
    scene.board.focus(Some(key), scene.now);
    scene.board.nudge(scene.now);
    scene.run(30 * MINUTE);
    let polls = scene.polls_of(&avepoint_job(1));
    assert!(polls.len() > 5);
    assert!(polls.windows(2).all(|pair| pair[1] - pair[0] >= 2 * MINUTE), "{polls:?}");
}

#[test]
fn every_job_has_its_own_outcome() {
    let mut scene = Scene::new(|sent| match &sent.url {
        url if url.contains("/1_638") => state("failed"),
        url if url.contains("/2_638") => answer(404, &[], ""),
        _ if sent.at < 3_000 => running(),
        _ => succeeded(),
    });
    let keys: Vec<_> = (0..4).map(|n| scene.add(azure_job(n))).collect();
    scene.run(MINUTE);
    let ends = keys.iter().map(|key| scene.board.job(*key, scene.now).unwrap().outcome.cloned());
    let ends: Vec<_> =
        ends.map(|end| end.unwrap().map_err(|error| error.code().as_str())).collect();
    assert_eq!(ends, [Ok(()), Err("jobFailed"), Err("notFound"), Ok(())]);
    assert!(keys.iter().all(|key| scene.count(*key, ChangeKind::Ended) == 1));
}

#[test]
fn two_apis_of_one_origin_share_only_retry_after() {
    let gateway = "https://gateway.example";
    let language = AzureLanguage::new(&format!("{gateway}/azure"), Family::AnalyzeText, None);
    let (language, graph) =
        (language.unwrap(), AvePoint::new(&format!("{gateway}/graph")).unwrap());
    let job = language.job(Operation::Export, "Inbox", "1_638").unwrap();
    let graph_url = graph.job("1").unwrap().url;
    let mut board = Board::new(vec![Rc::new(language), Rc::new(graph)]);
    board.add(job, &AddOptions::default(), 0).unwrap();
    for _ in 0..7 {
        board.submit(1, &graph_url, MINUTE, 0);
    }
    let mut submitted = 0;
    while let Some(action) = board.poll_action() {
        match action {
            BoardAction::Submit { .. } => submitted += 1,
            BoardAction::Send { key, flight, .. } => {
                let answer = answer(429, &[("Retry-After", "40")], "");
                board.handle_response(key, flight, Ok(answer.clone()), Moment::at(0));
            }
            _ => {}
        }
    }
    assert_eq!(submitted, 5, "AvePoint runs five, wherever it is reached");
    let budgets = board.budgets(0);
    let of = |api: &str| budgets.iter().find(|it| it.api == api && it.origin == gateway).unwrap();
    let (azure, avepoint) = (of("azure-language"), of("avepoint"));
    assert_eq!((azure.reads, azure.limits.running, avepoint.running), (1, None, 5));
    assert_eq!((avepoint.limits.reads, avepoint.limits.floor_ms), (None, 2 * MINUTE));
    assert_eq!((azure.held_for_ms, avepoint.held_for_ms), (40_000, 40_000));
}

#[test]
fn the_status_of_another_job_does_not_end_a_job() {
    let other = r#"{"jobId":"7_777","status":"succeeded"}"#;
    let mut scene = Scene::new(move |_| ok(other));
    let key = scene.add(azure_job(1));
    scene.run(MINUTE);
    let outcome = scene.board.job(key, MINUTE).unwrap().outcome.cloned();
    assert_eq!(outcome.unwrap().unwrap_err().code(), ErrorCode::UnreadableResponse);
    assert_eq!(scene.times(What::Poll).len(), 3);
}
