//! Merging two records of the same thing: which of them is kept, and for how long.

use export_jobs::board::{
    AddOptions, Board, BoardState, BudgetState, ChangeKind, HistoryState, JobRecord, Removal,
};
use export_jobs::{Error, ErrorCode, Machine, Moment};

use crate::actions::{answer_all, polls, tells};
use crate::scenario::answers::{running, state, succeeded};
use crate::service::{AZURE, avepoint, avepoint_job, azure_job, clients};

const NOW: u64 = 10_000_000;
const DATE: u64 = 1_700_000_000_000;
/// The first version of a job that is followed a second time.
const AGAIN: u32 = 65_536;

/// Returns a board of tab 1 that does not poll.
fn listener() -> Board {
    let mut board = Board::new(clients());
    board.set_id(1);
    board.set_polling(false, NOW);
    board
}

/// Returns the same board with a job that was just added.
fn with_job() -> Board {
    let mut board = listener();
    board.add(azure_job(1), &AddOptions::default(), NOW).unwrap();
    tells(&mut board);
    board
}

/// Returns another tab's record of that job.
fn record(version: u32) -> JobRecord {
    JobRecord { version, ..with_job().state(NOW, DATE).jobs.remove(0) }
}

fn ended(version: u32) -> JobRecord {
    let outcome = Some(Err(Error::new(ErrorCode::Timeout, "Too late.")));
    JobRecord { outcome, ..record(version) }
}

fn hear(board: &mut Board, record: JobRecord) {
    let state = BoardState { saved_at_ms: DATE, jobs: vec![record], ..BoardState::default() };
    assert!(board.merge(state, NOW, DATE).is_empty());
}

fn hear_removal(board: &mut Board, version: u32) {
    let removed = vec![Removal { url: azure_job(1).url, version, is_forgotten: false }];
    let state = BoardState { saved_at_ms: DATE, removed, ..BoardState::default() };
    assert!(board.merge(state, NOW, DATE).is_empty());
}

fn running_jobs(board: &Board) -> u32 {
    board.budgets(NOW).iter().map(|budget| budget.running).sum()
}

fn told(board: &mut Board) -> Vec<ChangeKind> {
    tells(board).into_iter().map(|(_, kind)| kind).collect()
}

#[test]
fn an_end_from_the_service_replaces_a_time_out() {
    let cancelled = || {
        let mut board = listener();
        board.set_polling(true, NOW);
        board.add(azure_job(1), &AddOptions::default(), NOW).unwrap();
        answer_all(&mut board, &state("cancelled"), NOW);
        told(&mut board);
        board
    };
    let told_by_service = cancelled().state(NOW, DATE).jobs.remove(0);
    let code = |board: &Board| {
        let record = board.state(NOW, DATE).jobs.remove(0);
        record.outcome.map(|outcome| outcome.unwrap_err().code())
    };
    // A tab that could not read anything has counted its failures until the deadline.
    let mut board = cancelled();
    hear(&mut board, ended(9));
    assert_eq!((code(&board), told(&mut board)), (Some(ErrorCode::JobCancelled), vec![]));
    let mut board = with_job();
    hear(&mut board, ended(9));
    assert_eq!(code(&board), Some(ErrorCode::Timeout));
    hear(&mut board, told_by_service);
    assert_eq!(code(&board), Some(ErrorCode::JobCancelled));
    // A job that is added again has no reading.
    hear(&mut board, record(AGAIN));
    let record = board.state(NOW, DATE).jobs.remove(0);
    assert_eq!((record.status, record.outcome), (None, None));
}

#[test]
fn a_board_names_the_jobs_whose_record_it_has_in_a_newer_version() {
    let mut board = with_job();
    hear(&mut board, record(5));
    let newer = |record: JobRecord| {
        let state = BoardState { jobs: vec![record], ..BoardState::default() };
        board.newer_than(&state).len()
    };
    assert_eq!((newer(record(4)), newer(record(5)), newer(record(6))), (1, 0, 0));
    assert_eq!(newer(ended(4)), 0, "the end counts more than a later version");
    assert_eq!(
        newer(JobRecord { job: azure_job(2), ..record(4) }),
        0,
        "a job that it does not have"
    );
    let removal = |version| {
        let removed = vec![Removal { url: azure_job(1).url, version, is_forgotten: false }];
        board.newer_than(&BoardState { removed, ..BoardState::default() }).len()
    };
    assert_eq!(removal(5), 0);
    hear(&mut board, record(AGAIN));
    let removed = vec![Removal { url: azure_job(1).url, version: 5, is_forgotten: false }];
    let state = BoardState { removed, ..BoardState::default() };
    assert_eq!(board.newer_than(&state).len(), 1, "the job is followed again after the removal");
}

#[test]
fn the_later_record_of_a_job_replaces_the_earlier_one() {
    let mut board = with_job();
    let readings = |board: &Board| board.state(NOW, DATE).jobs[0].readings;
    hear(&mut board, JobRecord { readings: 9, ..record(1) });
    assert_eq!((readings(&board), told(&mut board)), (0, vec![]), "of the same version");
    hear(&mut board, JobRecord { readings: 9, ..record(2) });
    assert_eq!((readings(&board), told(&mut board)), (9, vec![ChangeKind::Status]));
    assert_eq!(running_jobs(&board), 1);
    hear(&mut board, ended(1));
    assert_eq!((told(&mut board), running_jobs(&board)), (vec![ChangeKind::Ended], 0));
    hear(&mut board, record(7));
    hear(&mut board, ended(8));
    assert_eq!((told(&mut board), running_jobs(&board)), (vec![], 0), "its end is reported once");
    hear(&mut board, record(AGAIN));
    assert_eq!((told(&mut board), running_jobs(&board)), (vec![ChangeKind::Status], 1));
    hear(&mut board, ended(AGAIN));
    assert_eq!((told(&mut board), running_jobs(&board)), (vec![ChangeKind::Ended], 0));
}

#[test]
fn a_job_that_is_new_here_is_added_once() {
    let mut board = listener();
    hear(&mut board, record(5));
    assert_eq!((told(&mut board), running_jobs(&board)), (vec![ChangeKind::Added], 1));
    assert_eq!(board.state(NOW, DATE).jobs[0].version, 5);
    let mut board = listener();
    hear(&mut board, ended(5));
    assert_eq!((told(&mut board), running_jobs(&board)), (vec![ChangeKind::Added], 0));
    assert!(board.job(1, NOW).unwrap().outcome.is_some());
}

#[test]
fn times_in_a_saved_state_are_counted_from_when_it_was_saved() {
    let mut board = with_job();
    let saved = JobRecord {
        age_ms: 5_000,
        sent_ago_ms: Some(500),
        next_in_ms: 4_000,
        deadline_in_ms: 60_000,
        readings: 3,
        last_failure: Some(Error::new(ErrorCode::Network, "Lost.")),
        ..record(2)
    };
    let budget = BudgetState {
        origin: AZURE.to_owned(),
        api: "azure-language".to_owned(),
        reads_ago_ms: vec![500],
        submissions_ago_ms: vec![700],
        held_for_ms: 5_000,
        reservations: Vec::new(),
    };
    let state = BoardState {
        saved_at_ms: DATE - 1_000,
        jobs: vec![saved],
        budgets: vec![budget],
        ..BoardState::default()
    };
    board.merge(state.clone(), NOW, DATE);
    let now = board.state(NOW, DATE);
    let record = &now.jobs[0];
    assert_eq!((record.age_ms, record.sent_ago_ms), (6_000, Some(1_500)));
    assert_eq!((record.next_in_ms, record.deadline_in_ms), (3_000, 59_000));
    assert_eq!((record.readings, now.saved_at_ms), (3, DATE));
    assert_eq!(record.last_failure.as_ref().unwrap().message(), "Lost.");
    let budget = &now.budgets[0];
    assert_eq!((&budget.reads_ago_ms[..], budget.held_for_ms), (&[1_500][..], 4_000));
    assert_eq!(budget.submissions_ago_ms, [1_700]);
    // A later record with a shorter silence does not shorten it.
    board.merge(state, NOW, DATE + 2_000);
    assert_eq!(board.state(NOW, DATE).budgets[0].held_for_ms, 4_000);
}

#[test]
fn a_board_waits_for_the_request_of_another_tab() {
    let by = |board: &Board, now| board.state(now, DATE).jobs[0].in_flight;
    let sent = |by| JobRecord { in_flight: Some(by), sent_ago_ms: Some(0), ..record(2) };
    let next = |board: &Board| board.job(1, NOW).unwrap().next_poll_in_ms;
    let mut board = with_job();
    hear(&mut board, sent(2));
    // Thirty seconds for the request, and one for storing it.
    assert_eq!((by(&board, NOW + 30_999), by(&board, NOW + 31_000)), (Some(2), None));
    assert_eq!(next(&board), Some(31_000));
    board.only_these_live(&[1, 2], NOW);
    assert_eq!(by(&board, NOW), Some(2));
    board.only_these_live(&[1, 3], NOW);
    // The shortest wait of 250 ms, and 20 ms for storing it.
    assert_eq!((by(&board, NOW), next(&board)), (None, Some(270)));
    // The answer to a request from before a reload reaches nobody.
    let mut board = with_job();
    hear(&mut board, sent(1));
    assert_eq!((by(&board, NOW), next(&board)), (None, Some(270)));
}

#[test]
fn a_request_that_was_sent_counts_in_every_version_of_a_record() {
    let mut board = with_job();
    let sent_ago = |board: &Board| board.state(NOW, DATE).jobs[0].sent_ago_ms;
    hear(&mut board, JobRecord { sent_ago_ms: Some(1_000), ..record(1) });
    assert_eq!(sent_ago(&board), Some(1_000));
    // Clocks agree within 100 ms.
    hear(&mut board, JobRecord { sent_ago_ms: Some(900), ..record(1) });
    assert_eq!(sent_ago(&board), Some(1_000));
    hear(&mut board, JobRecord { sent_ago_ms: Some(899), ..record(1) });
    assert_eq!(sent_ago(&board), Some(899));
}

#[test]
fn a_removal_does_not_remove_a_job_that_is_followed_again() {
    for (job, removal, stays) in [(1, 1, false), (1, 9, false), (9, 1, false), (AGAIN, 9, true)] {
        let mut board = listener();
        hear(&mut board, record(job));
        told(&mut board);
        hear_removal(&mut board, removal);
        assert_eq!(!board.keys().is_empty(), stays, "{job} and {removal}");
        let expected = if stays { vec![] } else { vec![ChangeKind::Removed] };
        assert_eq!(told(&mut board), expected);
    }
    // The removal arrives first, and records from before it arrive later.
    for (job, comes) in [(1, false), (AGAIN - 1, false), (AGAIN, true)] {
        let mut board = listener();
        hear_removal(&mut board, 3);
        hear(&mut board, record(job));
        assert_eq!(!board.keys().is_empty(), comes, "{job}");
    }
    // When it is added here again, it is followed from the start.
    let mut board = listener();
    hear_removal(&mut board, 3);
    board.add(azure_job(1), &AddOptions::default(), NOW).unwrap();
    assert_eq!(board.state(NOW, DATE).jobs[0].version, AGAIN);
    assert_eq!(board.state(NOW, DATE).removed, []);
}

/// Removes a job at each of these times. Returns how many removals are remembered after the last one.
fn remembered(times: &[u64]) -> usize {
    let mut board = Board::new(clients());
    board.set_polling(false, 0);
    for (n, at) in (1..).zip(times) {
        let key = board.add(azure_job(n), &AddOptions::default(), *at).unwrap();
        assert!(board.remove(key, *at));
    }
    board.state(times[times.len() - 1], DATE).removed.len()
}

#[test]
fn a_removal_is_remembered_for_an_hour() {
    assert_eq!(remembered(&[0, 3_599_999]), 2);
    assert_eq!(remembered(&[0, 3_600_000]), 1, "the first is forgotten");
    // Removals are checked at most every six minutes.
    assert_eq!(remembered(&[0, 3_300_000, 3_660_000]), 3);
    assert_eq!(remembered(&[0, 3_300_000, 3_660_000, 3_660_001]), 3);
    let forgotten = |since: u64, jobs, removed| {
        let state = BoardState { saved_at_ms: DATE, jobs, removed, ..BoardState::default() };
        state.is_forgotten(DATE + since)
    };
    let removal = || vec![Removal { url: azure_job(1).url, version: 1, is_forgotten: false }];
    assert!(forgotten(3_600_001, vec![], removal()));
    assert!(!forgotten(3_600_000, vec![], removal()));
    assert!(!forgotten(3_600_001, vec![record(1)], removal()));
    assert!(!forgotten(3_600_001, vec![record(1)], vec![]));
    assert!(!forgotten(3_600_001, vec![], vec![]));
}

#[test]
fn a_state_is_as_old_as_its_oldest_job() {
    let aged = |age_ms| JobRecord { age_ms, ..record(1) };
    let jobs = vec![aged(5), aged(900), aged(7)];
    let state = BoardState { saved_at_ms: DATE, jobs, ..BoardState::default() };
    assert_eq!(state.born_at(), DATE - 900);
    let empty = BoardState { saved_at_ms: DATE, ..BoardState::default() };
    assert_eq!(empty.born_at(), DATE);
}

#[test]
fn the_history_with_more_ends_is_kept() {
    let mut board = listener();
    let mut hear = |counts: [f64; 2]| {
        let kind = "azure-language/analyze-text export".to_owned();
        let histories = vec![HistoryState { kind, counts: counts.to_vec() }];
        let state = BoardState { histories, ..BoardState::default() };
        board.merge(state, NOW, DATE);
        let histories = board.state(NOW, DATE).histories;
        assert_eq!(histories.len(), 1);
        histories[0].counts.clone()
    };
    assert_eq!(hear([1.0, 2.0]), [1.0, 2.0]);
    assert_eq!(hear([9.0, 1.0]), [1.0, 2.0]);
    assert_eq!(hear([9.0, 2.0]), [1.0, 2.0]);
    assert_eq!(hear([9.0, 3.0]), [9.0, 3.0]);
}

/// Returns the counts in the statistics of exports, which are empty while there are none.
fn counts(board: &Board) -> Vec<f64> {
    board.state(0, DATE).histories.remove(0).counts
}

/// Answers the polls that are due at a time.
fn answer_at(board: &mut Board, answer: &export_jobs::Response, now: u64) {
    board.handle_timeout(Moment::at(now));
    answer_all(board, answer, now);
}

#[test]
fn a_job_added_by_name_reports_from_its_first_status() {
    let mut board = Board::new(clients());
    board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    answer_all(&mut board, &running(), 10_000);
    assert!(counts(&board).is_empty(), "its age is unknown");
    answer_at(&mut board, &running(), 20_000);
    // From 10 to 20 s: half of the bucket from 8 s, all of the one from 12 s, half of the one from 16 s.
    assert_eq!(counts(&board)[22..28], [0.5, 0.0, 1.0, 0.0, 0.5, 0.0]);
    assert_eq!(counts(&board)[..22], [0.0; 22]);
    answer_at(&mut board, &succeeded(), 24_000);
    // It ended within the last half of that bucket, and counts half for it.
    assert_eq!(counts(&board)[26..28], [0.75, 1.0]);
}

#[test]
fn a_job_that_started_here_is_counted_from_its_start() {
    let mut board = Board::new(clients());
    board.add_started(azure_job(1), &AddOptions::default(), 0).unwrap();
    answer_at(&mut board, &running(), 1_000);
    assert_eq!(counts(&board)[..12], [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn only_a_success_that_was_awaited_counts_in_the_statistics() {
    let ends = |board: &Board| counts(board).chunks(2).map(|pair| pair[1]).sum::<f64>();
    let mut board = Board::new(clients());
    board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    answer_all(&mut board, &succeeded(), 10_000);
    assert!(counts(&board).is_empty(), "it had ended before");
    board.add_started(azure_job(2), &AddOptions::default(), 10_000).unwrap();
    answer_at(&mut board, &state("failed"), 20_000);
    assert_eq!(ends(&board), 0.0);
    board.add_started(azure_job(3), &AddOptions::default(), 20_000).unwrap();
    answer_at(&mut board, &succeeded(), 30_000);
    assert!((ends(&board) - 1.0).abs() < 1e-9);
}

#[test]
fn a_job_is_found_by_its_url_and_by_its_data() {
    let mut board = with_job();
    let key = board.keys()[0];
    assert_eq!(board.key_at(&azure_job(1).url), Some(key));
    assert_eq!(board.key_at(&azure_job(2).url), None);
    assert_eq!((board.key_of(&azure_job(1)), board.key_of(&azure_job(2))), (Some(key), None));
    assert_eq!(polls(&mut board), []);
}

#[test]
fn jobs_without_a_client_are_handed_back() {
    let mut board = Board::new(vec![std::rc::Rc::new(avepoint())]);
    let state = BoardState { saved_at_ms: DATE, jobs: vec![record(1)], ..BoardState::default() };
    let strangers = board.merge(state, NOW, DATE);
    let [(job, error)] = &strangers[..] else { panic!("{strangers:?}") };
    assert_eq!((job, error.code()), (&azure_job(1), ErrorCode::InvalidArgument));
    assert!(board.keys().is_empty());
    board.add(avepoint_job(1), &AddOptions::default(), NOW).unwrap();
}
