//! When a board asks to be woken: only for plans that are still valid.

use export_jobs::board::{AddOptions, Board, BoardMessage, BoardState, JobRecord};
use export_jobs::service::PaceOptions;
use export_jobs::service::{Limits, Rate};
use export_jobs::{Machine, Moment};

use crate::actions::{actions, answer_all, polls, says};
use crate::scenario::answers::{running, succeeded};
use crate::service::{AVEPOINT_CLIENT, AZURE_CLIENT, avepoint_job, azure_job, clients};

/// Returns a board with one job that was read at 10 ms. The next poll is planned for 635 ms.
fn waiting() -> Board {
    let mut board = Board::new(clients());
    board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    answer_all(&mut board, &running(), 10);
    board
}

/// Merges a later record of its job.
fn hear(board: &mut Board, changes: impl Fn(&mut JobRecord)) {
    let mut record = board.state(10, 0).jobs.remove(0);
    record.version += 1;
    changes(&mut record);
    board.merge(BoardState { jobs: vec![record], ..BoardState::default() }, 10, 0);
}

#[test]
fn a_poll_that_was_replanned_causes_no_wake_up() {
    let mut board = waiting();
    assert_eq!(board.timeout(), Some(635));
    hear(&mut board, |record| record.next_in_ms = 50_000);
    assert_eq!(board.timeout(), Some(50_010));
    hear(&mut board, |record| record.next_in_ms = 20_000);
    assert_eq!(board.timeout(), Some(20_010));
    board.handle_timeout(Moment::at(635));
    assert!(polls(&mut board).is_empty());
    board.handle_timeout(Moment::at(20_010));
    assert_eq!(polls(&mut board).len(), 1);
    assert_eq!(board.timeout(), Some(3_600_000), "while it is being asked, for its deadline");
}

#[test]
fn a_deadline_that_was_moved_or_is_over_causes_no_wake_up() {
    let mut board = waiting();
    board.pause();
    hear(&mut board, |record| record.deadline_in_ms = 5_000_000);
    assert_eq!(board.timeout(), Some(5_000_010));
    hear(&mut board, |record| record.deadline_in_ms = 1_000);
    assert_eq!(board.timeout(), Some(1_010));
    board.handle_timeout(Moment::at(1_009));
    assert!(board.job(1, 0).unwrap().outcome.is_none());
    board.handle_timeout(Moment::at(1_010));
    assert!(board.job(1, 0).unwrap().outcome.is_some());
    assert_eq!(board.timeout(), None);
    let mut board = waiting();
    board.handle_timeout(Moment::at(635));
    answer_all(&mut board, &succeeded(), 640);
    assert_eq!(board.timeout(), None);
}

#[test]
fn a_board_that_waits_for_a_lease_is_not_woken_for_its_polls() {
    let mut board = waiting();
    board.set_lease(Some(100), 10);
    board.handle_timeout(Moment::at(635));
    assert!(board.wants_lease() && polls(&mut board).is_empty());
    assert_eq!(board.timeout(), Some(3_600_000));
    board.set_lease(Some(2_000), 700);
    assert_eq!(polls(&mut board).len(), 1);
}

#[test]
fn jobs_that_are_due_together_go_as_the_budget_allows() {
    let mut board = Board::new(clients());
    let reads = Some(Rate { count: 2, window_ms: 10_000 });
    board.set_limits(None, Limits { reads, ..Limits::default() });
    for n in 1..=5 {
        board.add(azure_job(n), &AddOptions::default(), 0).unwrap();
    }
    assert_eq!(polls(&mut board).len(), 2);
    // The window, and a second for the latency.
    assert_eq!(board.timeout(), Some(11_000));
    board.handle_timeout(Moment::at(10_999));
    assert!(polls(&mut board).is_empty());
    board.handle_timeout(Moment::at(11_000));
    assert_eq!(polls(&mut board).len(), 2);
    // The last one was removed, so it causes no wake-up.
    board.remove(5, 11_000);
    actions(&mut board);
    assert_eq!(board.timeout(), Some(3_600_000));
}

#[test]
fn a_poll_that_waits_for_the_budget_can_be_replanned() {
    let mut board = Board::new(clients());
    let reads = Some(Rate { count: 1, window_ms: 10_000 });
    board.set_limits(None, Limits { reads, ..Limits::default() });
    for n in 1..=2 {
        board.add(azure_job(n), &AddOptions::default(), 0).unwrap();
    }
    polls(&mut board);
    assert_eq!(board.timeout(), Some(11_000));
    // Another tab has a request under way for it.
    let mut record = board.state(0, 0).jobs.remove(1);
    (record.version, record.sent_ago_ms, record.in_flight) = (5, Some(0), Some(77));
    board.merge(BoardState { jobs: vec![record], ..BoardState::default() }, 0, 0);
    board.handle_timeout(Moment::at(11_000));
    assert!(polls(&mut board).is_empty());
    assert_eq!(board.timeout(), Some(31_000));
}

#[test]
fn no_more_than_six_requests_are_under_way_to_one_origin() {
    let mut board = Board::new(clients());
    let pace = PaceOptions { timeout_ms: Some(900_000.0), ..PaceOptions::default() };
    for n in 1..=8 {
        board.add(azure_job(n), &AddOptions { pace }, 0).unwrap();
    }
    let id = board.submit(AZURE_CLIENT, &azure_job(1).url, 600_000, 0);
    let sent = polls(&mut board);
    assert_eq!((sent.len(), board.budgets(0)[0].queued), (6, 1));
    assert_eq!(board.timeout(), Some(600_000), "an answer must come first");
    board.withdraw(id);
    assert_eq!(board.timeout(), Some(900_000));
    let (key, flight, _) = &sent[0];
    board.handle_unsent(*key, *flight, Moment::at(5));
    board.handle_timeout(Moment::at(5));
    assert_eq!(polls(&mut board).len(), 1);
}

#[test]
fn a_turn_that_waits_is_kept_until_its_deadline() {
    let mut board = Board::new(clients());
    let name = || "2/1".to_owned();
    let (api, url) = ("avepoint".to_owned(), avepoint_job(1).url);
    board.handle_message(
        BoardMessage::Turn { name: name(), api, url: url.clone(), in_ms: 9_000, version: 0 },
        Moment::at(0),
    );
    assert_eq!(says(&mut board), [BoardMessage::Offer { name: name() }]);
    board.handle_timeout(Moment::at(8_999));
    board.handle_message(BoardMessage::Take { name: name() }, Moment::at(8_999));
    let granted = actions(&mut board);
    assert_eq!(granted.len(), 1, "{granted:?}");
    // Once granted, it keeps its place beyond that deadline.
    board.handle_timeout(Moment::at(9_000));
    assert_eq!(board.budgets(9_000)[0].running, 1);
    for _ in 0..5 {
        board.submit(AVEPOINT_CLIENT, &url, 900_000, 9_000);
    }
    assert_eq!(board.budgets(9_000)[0].queued, 1);
    board.handle_message(BoardMessage::Over { name: name(), version: 2 }, Moment::at(9_500));
    assert_eq!(board.budgets(9_500)[0].queued, 0);
}
