//! Jobs for which a board, or the board that polls, has no client, message by message.

use std::rc::Rc;

use export_jobs::board::{AddOptions, Board, BoardAction, BoardMessage, BoardState, Removal};
use export_jobs::{Error, ErrorCode, Moment};

use crate::actions::{actions, says};
use crate::service::{avepoint, avepoint_job, azure_job, clients};

/// Returns the state of another board with these exports, which have ended or not.
fn exports(numbers: impl IntoIterator<Item = u64>, ended: bool) -> BoardState {
    let mut board = Board::new(clients());
    board.set_polling(false, 0);
    for n in numbers {
        board.add(azure_job(n), &AddOptions::default(), 0).unwrap();
    }
    let mut state = board.state(0, 0);
    for record in &mut state.jobs {
        record.outcome = ended.then(|| Err(Error::new(ErrorCode::Timeout, "Too late.")));
    }
    state
}

/// Returns a board with a client for AvePoint only.
fn poor(polls: bool) -> Board {
    let mut board = Board::new(vec![Rc::new(avepoint())]);
    board.set_id(1);
    board.set_polling(polls, 0);
    board.add(avepoint_job(1), &AddOptions::default(), 0).unwrap();
    actions(&mut board);
    board
}

fn unsupported(n: u64) -> BoardMessage {
    BoardMessage::Unsupported { url: azure_job(n).url }
}

#[test]
fn the_board_that_polls_names_each_job_that_it_cannot_poll_once() {
    let mut board = poor(true);
    board.merge(exports([1, 2], false), 0, 0);
    board.merge(exports([2], false), 0, 0);
    assert_eq!(says(&mut board), [unsupported(1), unsupported(2)]);
    board.announce_unsupported();
    assert_eq!(says(&mut board), [unsupported(1), unsupported(2)], "for a tab that is new");
    // One has ended, and so has one that is not known.
    board.merge(exports([1, 3], true), 0, 0);
    board.announce_unsupported();
    assert_eq!(says(&mut board), [unsupported(2)]);
    let removed = vec![Removal { url: azure_job(2).url, version: 1, is_forgotten: false }];
    board.merge(BoardState { removed, ..BoardState::default() }, 0, 0);
    board.announce_unsupported();
    assert_eq!(says(&mut board), []);
}

#[test]
fn a_board_names_the_jobs_it_cannot_poll_when_it_begins_to_poll() {
    let mut board = poor(false);
    board.merge(exports([1], false), 0, 0);
    board.announce_unsupported();
    assert_eq!(says(&mut board), []);
    board.set_polling(true, 10);
    assert_eq!(says(&mut board), [BoardMessage::Leading, unsupported(1)]);
}

#[test]
fn at_most_a_thousand_unsupported_jobs_are_remembered() {
    let mut board = poor(true);
    board.merge(exports(0..1_001, false), 0, 0);
    assert_eq!(says(&mut board).len(), 1_000);
}

/// Tells a board that the polling board cannot poll its job.
fn is_told(board: &mut Board) -> Vec<BoardAction> {
    board.handle_message(BoardMessage::Unsupported { url: avepoint_job(1).url }, Moment::at(10));
    actions(board)
}

#[test]
fn a_board_that_can_poll_everything_takes_the_lead() {
    let mut board = poor(false);
    assert!(!board.is_needed());
    assert_eq!(is_told(&mut board), [BoardAction::TakeLead]);
    assert!(board.is_needed());
    assert_eq!(board.unpolled_because(), None);
    board.handle_message(unsupported(9), Moment::at(10));
    assert_eq!(actions(&mut board), [], "it does not have this one");
    // The report is needed while the job runs.
    board.remove(1, 20);
    assert!(!board.is_needed());
    // A board that polls does not take the lead.
    let mut board = poor(true);
    assert_eq!(is_told(&mut board), []);
    assert!(!board.is_needed());
}

#[test]
fn a_board_says_that_it_cannot_poll_a_job_until_another_board_does() {
    let mut board = poor(false);
    board.merge(exports([1], false), 0, 0);
    actions(&mut board);
    let failure = |board: &Board| {
        let failure = board.job(1, 0).unwrap().last_failure;
        failure.map(|error| (error.code(), error.message().to_owned()))
    };
    let is_lead = |action: &BoardAction| *action == BoardAction::TakeLead;
    for _ in 0..2 {
        assert!(!is_told(&mut board).iter().any(is_lead));
    }
    let why = board.unpolled_because().unwrap();
    assert!(why.contains("has no client"));
    assert_eq!(failure(&board), Some((ErrorCode::InvalidArgument, why.to_owned())));
    board.handle_message(BoardMessage::Leading, Moment::at(20));
    assert_eq!((board.unpolled_because(), failure(&board)), (None, None));
    assert!(!board.is_needed());
    // Another failure is not removed.
    is_told(&mut board);
    let mut state = board.state(0, 0);
    state.jobs[0].version += 1;
    state.jobs[0].last_failure = Some(Error::new(ErrorCode::Network, "Lost."));
    board.merge(state, 0, 0);
    board.handle_message(BoardMessage::Leading, Moment::at(30));
    assert_eq!(failure(&board), Some((ErrorCode::Network, "Lost.".to_owned())));
    // A board that polls itself polls its job.
    is_told(&mut board);
    board.set_polling(true, 40);
    assert_eq!((board.unpolled_because(), board.is_needed()), (None, true));
}
