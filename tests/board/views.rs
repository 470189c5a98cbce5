//! The views of a board: its jobs and its limits.

use export_jobs::board::{AddOptions, Board, ChangeKind};
use export_jobs::service::PaceOptions;
use export_jobs::service::{Limits, Rate};
use export_jobs::tabs::{Role, StoreTrouble};
use export_jobs::{Error, ErrorCode, Job, Machine, Moment};

use crate::actions::{actions, answer_all, polls, tells};
use crate::scenario::answers::{answer, of_job, ok, running, state, succeeded};
use crate::service::{
    AVEPOINT, AVEPOINT_CLIENT, AZURE, AZURE_CLIENT, FABRIKAM, avepoint_job, azure_job, clients,
    job_of, training,
};

fn board() -> Board {
    Board::new(clients())
}

fn add(board: &mut Board, job: Job, now: u64) -> u32 {
    board.add(job, &AddOptions::default(), now).unwrap()
}

/// Returns the limits at an origin.
fn limits_of(board: &Board, origin: &str) -> Limits {
    board.budgets(0).into_iter().find(|it| it.origin == origin).unwrap().limits
}

#[test]
fn names_match_the_types() {
    let roles = [Role::Alone, Role::Leading, Role::Following].map(Role::as_str);
    assert_eq!(roles, ["alone", "leading", "following"]);
    let kinds = [
        ChangeKind::Added,
        ChangeKind::Status,
        ChangeKind::Failure,
        ChangeKind::Ended,
        ChangeKind::Removed,
    ];
    assert_eq!(kinds.map(ChangeKind::as_str), ["added", "status", "failure", "ended", "removed"]);
    for (trouble, word) in [(StoreTrouble::Refuses, "refuses"), (StoreTrouble::Silent, "answer")] {
        assert!(trouble.as_sentence().contains(word));
        assert_eq!(trouble.as_error().message(), trouble.as_sentence());
    }
}

#[test]
fn a_job_is_shown_with_its_current_state() {
    let mut board = board();
    let key = add(&mut board, azure_job(1), 0);
    let view = board.job(key, 4).unwrap();
    assert_eq!((view.job, view.age_ms, view.readings), (&azure_job(1), 4, 0));
    assert!(view.is_polling && !view.is_focused);
    assert_eq!((view.next_poll_in_ms, view.remaining_ms), (None, None));
    answer_all(&mut board, &running(), 10);
    let view = board.job(key, 10).unwrap();
    assert_eq!((view.status.unwrap().state.as_str(), view.readings), ("running", 1));
    assert!(!view.is_polling && view.outcome.is_none());
    // At its age of 10 ms, 500 ms at 1 / 1,510 use 82.8 of 150 ms, and 185 ms the rest. It is sent 60 ms earlier.
    assert_eq!(view.next_poll_in_ms, Some(625));
    assert_eq!(board.job(key, 600).unwrap().next_poll_in_ms, Some(35));
    assert_eq!(board.job(key, 700).unwrap().next_poll_in_ms, Some(0));
    assert!(board.job(key + 1, 10).is_none());
    board.focus(Some(key), 10);
    assert!(board.job(key, 10).unwrap().is_focused);
    board.focus(None, 10);
    assert!(!board.job(key, 10).unwrap().is_focused);
    board.handle_timeout(Moment::at(10 + 625));
    answer_all(&mut board, &succeeded(), 700);
    let view = board.job(key, 700).unwrap();
    assert_eq!((view.outcome, view.next_poll_in_ms), (Some(&Ok(())), None));
}

#[test]
fn waits_are_spread_by_a_twentieth() {
    // Of 625 ms.
    for (jitter, wait) in
        [(0.0, 593), (0.5, 625), (1.0, 656), (7.0, 656), (-3.0, 593), (f64::NAN, 625)]
    {
        let mut board = board();
        let key = add(&mut board, azure_job(1), 0);
        for (key, flight, url) in polls(&mut board) {
            board.handle_response(
                key,
                flight,
                Ok(of_job(&url, running())),
                Moment { jitter, ..Moment::at(10) },
            );
        }
        assert_eq!(board.job(key, 10).unwrap().next_poll_in_ms, Some(wait), "{jitter}");
    }
}

#[test]
fn the_time_until_the_end_comes_from_its_progress() {
    let mut board = board();
    let key = add(&mut board, training(1), 0);
    // The training is half of the job.
    let answer = r#"{"status":"running","result":{"trainingStatus":{"percentComplete":60}}}"#;
    answer_all(&mut board, &ok(answer), 30_000);
    let remaining = |board: &Board, now| board.job(key, now).unwrap().remaining_ms;
    // 30 to 31 % in 30 s, so about 70 % in 70 s.
    assert_eq!(remaining(&board, 30_000), Some(69_568));
    assert_eq!(remaining(&board, 40_000), Some(59_568));
    assert_eq!(remaining(&board, 200_000), Some(0));
    board.handle_timeout(Moment::at(200_000));
    answer_all(&mut board, &succeeded(), 200_010);
    assert!(board.job(key, 200_010).unwrap().outcome.is_some());
    assert_eq!(remaining(&board, 200_010), None);
}

#[test]
fn a_failure_is_shown_until_the_next_reading() {
    let mut board = board();
    let key = add(&mut board, azure_job(1), 0);
    let (_, flight, _) = polls(&mut board).remove(0);
    board.handle_response(
        key,
        flight,
        Err(Error::new(ErrorCode::Network, "Lost.")),
        Moment::at(10),
    );
    assert_eq!(board.job(key, 10).unwrap().last_failure.unwrap().message(), "Lost.");
    assert_eq!(tells(&mut board), [(key, ChangeKind::Failure)]);
    assert_eq!(board.budgets(10)[0].held_for_ms, 0, "the service did not ask for silence");
    board.handle_timeout(Moment::at(60_000));
    answer_all(&mut board, &running(), 60_010);
    assert!(board.job(key, 60_010).unwrap().last_failure.is_none());
}

#[test]
fn a_silence_lasts_as_long_as_requested_within_bounds() {
    for (asked, held) in
        [(None, 5_000), (Some("0"), 1_000), (Some("40"), 40_000), (Some("999999"), 300_000)]
    {
        let mut board = board();
        add(&mut board, azure_job(1), 0);
        add(&mut board, job_of(1, 1), 0);
        let headers: Vec<_> = asked.iter().map(|it| ("Retry-After", *it)).collect();
        let (key, flight, _) = polls(&mut board).remove(0);
        board.handle_response(key, flight, Ok(answer(429, &headers, "")), Moment::at(10));
        let held_for: Vec<_> = board.budgets(10).iter().map(|it| it.held_for_ms).collect();
        assert_eq!(held_for, [held, 0], "{asked:?}");
        // A new connection to another origin has no limit.
        board.submit(AVEPOINT_CLIENT, &avepoint_job(1).url, 600_000, 10);
        assert_eq!(board.budgets(10)[2].held_for_ms, 0);
    }
}

#[test]
fn the_last_given_limits_hold_at_their_origin() {
    let limits = |running| Limits { running: Some(running), floor_ms: 50, ..Limits::default() };
    let mut board = board();
    add(&mut board, azure_job(1), 0);
    add(&mut board, job_of(1, 1), 0);
    let own = limits_of(&board, FABRIKAM);
    assert_eq!(own.reads, Some(Rate { count: 100, window_ms: 60_000 }));
    assert_eq!(own.submissions, Some(Rate { count: 10, window_ms: 60_000 }));
    assert_eq!((own.running, own.floor_ms), (None, 250));
    board.set_limits(Some(AZURE.to_owned()), limits(7));
    assert_eq!((limits_of(&board, AZURE), limits_of(&board, FABRIKAM)), (limits(7), own));
    board.set_limits(None, limits(8));
    board.set_limits(Some(FABRIKAM.to_owned()), limits(9));
    assert_eq!(limits_of(&board, AZURE), limits(8));
    assert_eq!(limits_of(&board, FABRIKAM), limits(9));
    // A later request gets the answers given for all requests, or for its own origin.
    add(&mut board, avepoint_job(1), 0);
    assert_eq!(limits_of(&board, AVEPOINT), limits(8));
    let mut board = Board::new(clients());
    board.set_limits(Some(AZURE.to_owned()), limits(7));
    board.set_limits(Some(AZURE.to_owned()), limits(6));
    for job in [azure_job(1), job_of(1, 1), avepoint_job(1)] {
        add(&mut board, job, 0);
    }
    assert_eq!((limits_of(&board, AZURE), limits_of(&board, FABRIKAM)), (limits(6), own));
    assert_eq!(limits_of(&board, AVEPOINT).running, Some(5));
}

#[test]
fn reads_are_counted_for_the_window_and_a_second() {
    let mut board = board();
    for n in 0..3 {
        add(&mut board, azure_job(n), 0);
    }
    let reads = |now| board.budgets(now)[0].reads;
    assert_eq!((reads(0), reads(60_999), reads(61_000)), (3, 3, 0));
    let budget = board.budgets(0).remove(0);
    assert_eq!((&*budget.origin, &*budget.api), (AZURE, "azure-language"));
    assert_eq!((budget.running, budget.queued, budget.submissions), (3, 0, 0));
}

#[test]
fn a_full_limit_says_when_another_request_is_allowed() {
    let mut board = board();
    let reads = Some(Rate { count: 2, window_ms: 60_000 });
    board.set_limits(Some(AZURE.to_owned()), Limits { reads, ..Limits::default() });
    add(&mut board, azure_job(1), 0);
    assert_eq!(board.budgets(0)[0].reads_free_in_ms, Some(0), "one is left");
    add(&mut board, azure_job(2), 500);
    let free_in = |now| board.budgets(now)[0].reads_free_in_ms;
    assert_eq!((free_in(500), free_in(60_999), free_in(61_000)), (Some(60_500), Some(1), Some(0)));
    assert_eq!(board.budgets(500)[0].submissions_free_in_ms, Some(0));
}

#[test]
fn a_job_that_ends_or_is_removed_frees_its_place() {
    let mut board = board();
    let keys: Vec<_> = (1..=4).map(|n| add(&mut board, azure_job(n), 0)).collect();
    let running_now = |board: &Board| board.budgets(0)[0].running;
    assert_eq!(running_now(&board), 4);
    let polls = polls(&mut board);
    let (key, flight, url) = &polls[0];
    board.handle_response(*key, *flight, Ok(of_job(url, succeeded())), Moment::at(10));
    assert_eq!(running_now(&board), 3);
    assert!(board.remove(keys[0], 10));
    assert_eq!(running_now(&board), 3, "it had ended");
    assert!(board.remove(keys[1], 10));
    assert_eq!(running_now(&board), 2);
    assert!(!board.remove(keys[1], 10), "it is gone");
    assert_eq!(board.keys(), [keys[2], keys[3]]);
    let (key, flight, url) = &polls[2];
    board.handle_response(*key, *flight, Ok(of_job(url, state("failed"))), Moment::at(10));
    assert_eq!(running_now(&board), 1);
    // The deadline is after an hour.
    board.handle_timeout(Moment::at(3_599_999));
    assert_eq!(running_now(&board), 1);
    board.handle_timeout(Moment::at(3_600_000));
    assert_eq!(running_now(&board), 0);
    let outcome = board.job(keys[3], 3_600_000).unwrap().outcome.unwrap();
    assert_eq!(outcome.as_ref().unwrap_err().code(), ErrorCode::Timeout);
}

#[test]
fn a_paused_board_says_so_and_sends_nothing() {
    let mut board = board();
    assert!(!board.is_paused() && !board.has_actions());
    board.pause();
    assert!(board.is_paused() && board.has_actions());
    let key = add(&mut board, azure_job(1), 0);
    assert_eq!(polls(&mut board).len(), 0);
    assert_eq!(board.job(key, 0).unwrap().next_poll_in_ms, None);
    assert_eq!(board.timeout(), Some(3_600_000), "the deadline still comes");
    board.resume(5);
    assert!(!board.is_paused());
    assert_eq!(polls(&mut board).len(), 1);
    assert!(!board.has_actions());
    // A board that does not poll also waits for the deadline.
    board.set_polling(false, 10);
    assert_eq!(board.timeout(), Some(3_600_000));
}

#[test]
fn a_resting_board_asks_to_be_woken_immediately() {
    let mut board = board();
    board.rest();
    add(&mut board, azure_job(1), 0);
    assert_eq!((polls(&mut board).len(), board.timeout()), (0, Some(0)));
    board.handle_timeout(Moment::at(5));
    assert_eq!(polls(&mut board).len(), 1);
    assert_ne!(board.timeout(), Some(0));
}

#[test]
fn nothing_is_sent_at_the_end_of_a_lease_or_after_it() {
    for (now, sends) in [(99, true), (100, false), (101, false)] {
        // A poll, a submission, and a poll of the focused job.
        let mut board = board();
        board.set_lease(Some(100), 0);
        assert!(!board.wants_lease());
        add(&mut board, azure_job(1), now);
        assert_eq!((polls(&mut board).len(), board.wants_lease()), (usize::from(sends), !sends));
        let mut board = Board::new(clients());
        board.set_lease(Some(100), 0);
        board.submit(AZURE_CLIENT, &azure_job(1).url, 600_000, now);
        assert_eq!(
            (board.budgets(now)[0].queued, board.wants_lease()),
            (usize::from(!sends), !sends)
        );
        let mut board = Board::new(clients());
        board.pause();
        let key = add(&mut board, azure_job(1), 0);
        board.set_lease(Some(100), 0);
        board.focus(Some(key), 0);
        board.resume(now);
        assert_eq!((polls(&mut board).len(), board.wants_lease()), (usize::from(sends), !sends));
        board.set_lease(Some(1_600), now);
        assert_eq!((polls(&mut board).len(), board.wants_lease()), (usize::from(!sends), false));
    }
}

/// Returns the planned polls of a board that does not poll itself.
fn plans(board: &Board, now: u64) -> Vec<u64> {
    board.keys().iter().map(|key| board.job(*key, now).unwrap().next_poll_in_ms.unwrap()).collect()
}

/// Returns a board that does not poll, with jobs that were started at 0.
fn planned(jobs: u64) -> Board {
    let mut board = board();
    board.set_polling(false, 0);
    for n in 0..jobs {
        board.add_started(azure_job(n), &AddOptions::default(), 0).unwrap();
    }
    board
}

#[test]
fn a_nudge_brings_the_polls_forward_one_after_the_other() {
    // By its age alone, each would be polled after 623 ms.
    let mut three = planned(3);
    assert_eq!(plans(&three, 0), [623, 623, 623]);
    three.nudge(100);
    assert_eq!(plans(&three, 100), [0, 40, 80]);
    // All are polled within four seconds, so 200 are 20 ms apart.
    let mut many = planned(200);
    many.nudge(0);
    assert_eq!(plans(&many, 0)[..4], [0, 20, 40, 60]);
    assert_eq!(plans(&many, 0)[199], 623, "and none is put off");
}

#[test]
fn a_visible_tab_polls_due_jobs_and_a_hidden_one_each_minute() {
    let mut board = planned(1);
    board.set_hidden(false, 100);
    assert_eq!(plans(&board, 100), [523], "it was seen before");
    board.set_hidden(true, 100);
    assert_eq!(plans(&board, 100), [523]);
    board.add_started(azure_job(7), &AddOptions::default(), 100).unwrap();
    assert_eq!(plans(&board, 100), [523, 60_000]);
    board.set_hidden(false, 200);
    assert_eq!(plans(&board, 200), [0, 40]);
}

#[test]
fn each_job_keeps_its_own_pace() {
    let mut board = board();
    board.set_polling(false, 0);
    let pace = |timeout_ms, interval_ms, max_interval_ms| AddOptions {
        pace: PaceOptions { timeout_ms, interval_ms, max_interval_ms, ..PaceOptions::default() },
    };
    for (n, options) in [
        pace(None, None, None),
        pace(Some(5_000.0), None, None),
        pace(Some(5_000.0), None, None),
        pace(None, Some(2_000.0), None),
        pace(None, Some(100.0), Some(300.0)),
    ]
    .iter()
    .enumerate()
    {
        board.add_started(azure_job(n as u64), options, 0).unwrap();
    }
    let deadlines: Vec<_> = board.state(0, 0).jobs.iter().map(|it| it.deadline_in_ms).collect();
    assert_eq!(deadlines, [3_600_000, 5_000, 5_000, 3_600_000, 3_600_000]);
    assert_eq!(plans(&board, 0), [623, 623, 623, 2_000, 300]);
}

#[test]
fn the_most_specific_refusal_is_given() {
    let refuses =
        |board: &mut Board, job: Job| board.add(job, &AddOptions::default(), 0).unwrap_err();
    let mut board = board();
    let unknown = Job { service: "elsewhere".to_owned(), ..azure_job(1) };
    assert_eq!(refuses(&mut board, unknown).code(), ErrorCode::InvalidArgument);
    // One client refuses the origin, before or after others that do not know such jobs.
    for (job, origin) in [(azure_job(1), AZURE), (avepoint_job(1), AVEPOINT)] {
        let url = job.url.replace(origin, "https://evil.example");
        assert_eq!(refuses(&mut board, Job { url, ..job }).code(), ErrorCode::ForeignOrigin);
    }
    let error = refuses(&mut Board::new(Vec::new()), azure_job(1));
    assert!(error.message().contains("no clients"));
    assert_eq!(board.job_from_url(&azure_job(1).url).unwrap(), azure_job(1));
    assert_eq!(board.job_from_url(&avepoint_job(1).url).unwrap(), avepoint_job(1));
    assert!(actions(&mut board).is_empty() && board.keys().is_empty());
}

#[test]
fn only_a_job_that_timed_out_is_followed_again() {
    let mut board = board();
    let options =
        AddOptions { pace: PaceOptions { timeout_ms: Some(5_000.0), ..PaceOptions::default() } };
    let first = board.add(azure_job(1), &options, 0).unwrap();
    assert_eq!(board.add(azure_job(1), &options, 10), Ok(first), "its end is awaited");
    board.handle_timeout(Moment::at(5_000));
    let second = board.add(azure_job(1), &options, 6_000).unwrap();
    assert_ne!(second, first);
    assert_eq!((board.keys(), board.key(&azure_job(1).url)), (vec![second], Some(second)));
    assert_eq!(board.state(6_000, 0).jobs[0].version, 65_537, "of a new following, and sent");
    actions(&mut board);
    let other = board.add(azure_job(2), &options, 6_000).unwrap();
    answer_all(&mut board, &succeeded(), 6_010);
    assert_eq!(board.add(azure_job(2), &options, 6_020), Ok(other), "its end is known");
}
