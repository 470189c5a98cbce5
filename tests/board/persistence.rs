//! Changes that are reported only after they are stored.

use export_jobs::board::{AddOptions, Board, BoardAction, ChangeKind};
use export_jobs::tabs::StoreTrouble;
use export_jobs::{Error, ErrorCode, Machine, Moment};

use crate::service::{AVEPOINT_CLIENT, AZURE_CLIENT, avepoint_job, azure_job, clients};

/// Takes the changes and answers of a board since the last call.
fn told(board: &mut Board) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(action) = board.poll_action() {
        match action {
            BoardAction::Report(change) => told.push(change.kind.as_str().to_owned()),
            BoardAction::Submitted { outcome, .. } => {
                told.push(format!("submitted {}", outcome.is_ok()))
            }
            BoardAction::Submit { id, .. } => {
                assert!(board.handle_submission_departed(id, Moment::at(0)))
            }
            _ => {}
        }
    }
    told
}

fn board() -> Board {
    let mut board = Board::new(clients());
    board.set_persistent(true);
    board
}

#[test]
fn a_submission_resolves_and_is_announced_after_it_is_stored() {
    let mut board = board();
    let id = board.submit(AZURE_CLIENT, &azure_job(1).url, 60_000, 0);
    told(&mut board);
    board.handle_submitted(id, Ok(azure_job(1)), &AddOptions::default(), Moment::at(10));
    assert_eq!(told(&mut board), [""; 0]);
    assert_eq!(board.unstored().len(), 1);
    let changes = board.changes();
    board.handle_stored(changes - 1);
    assert_eq!(told(&mut board), [""; 0], "something of before is stored");
    board.handle_stored(changes);
    assert_eq!(told(&mut board), ["added", "submitted true"]);
    assert!(board.unstored().is_empty());
}

#[test]
fn a_refused_submission_rejects_without_waiting_for_the_store() {
    let mut board = board();
    let id = board.submit(AZURE_CLIENT, &azure_job(1).url, 60_000, 0);
    told(&mut board);
    let refusal = Err(Error::new(ErrorCode::Forbidden, "No."));
    board.handle_submitted(id, refusal, &AddOptions::default(), Moment::at(10));
    assert_eq!(told(&mut board), ["submitted false"]);
}

#[test]
fn changes_of_a_job_keep_their_order() {
    let mut board = board();
    let first = board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    let changes = board.changes();
    board.handle_stored(changes);
    assert_eq!(told(&mut board), [ChangeKind::Added.as_str()]);
    let second = board.add(azure_job(2), &AddOptions::default(), 0).unwrap();
    board.remove(second, 0);
    board.remove(first, 0);
    assert_eq!(told(&mut board), ["removed"], "the first job's");
    let changes = board.changes();
    board.handle_stored(changes);
    assert_eq!(told(&mut board), ["added", "removed"]);
}

#[test]
fn a_store_that_fails_holds_nothing_back() {
    let mut board = board();
    board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    assert_eq!(told(&mut board), [""; 0]);
    board.set_persistent(false);
    assert_eq!(told(&mut board), ["added"]);
    board.add(azure_job(2), &AddOptions::default(), 0).unwrap();
    assert_eq!(told(&mut board), ["added"]);
    for trouble in [StoreTrouble::Refuses, StoreTrouble::Silent] {
        assert_eq!(trouble.as_error().code(), ErrorCode::NotStored);
    }
}

#[test]
fn an_error_of_a_closed_board_has_the_job_if_there_is_one() {
    let mut board = board();
    let waiting = board.submit(AZURE_CLIENT, &azure_job(1).url, 60_000, 0);
    assert!(board.closed_submission(waiting).message().contains("may have started"));
    told(&mut board);
    board.handle_submitted(waiting, Ok(azure_job(1)), &AddOptions::default(), Moment::at(10));
    let error = board.closed_submission(waiting);
    assert_eq!((error.code(), error.job()), (ErrorCode::Closed, Some(&azure_job(1))));
    board.set_polling(false, 10);
    let queued = board.submit(AZURE_CLIENT, &azure_job(1).url, 60_000, 20);
    assert!(board.closed_submission(queued).message().contains("was not sent"));
    let key = board.key(&azure_job(1).url).unwrap();
    assert_eq!(board.closed_job(key).job(), Some(&azure_job(1)));
}

#[test]
fn changes_of_another_tab_are_reported_without_waiting_for_the_store() {
    let mut other = Board::new(clients());
    other.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    let mut board = board();
    board.merge(other.state(0, 0), 0, 0);
    assert_eq!((told(&mut board), board.unstored()), (vec!["added".to_owned()], vec![]));
}

#[test]
fn every_change_is_counted_and_only_additions_are_held_back() {
    let mut board = board();
    let key = board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    assert_eq!((board.changes(), board.unstored()), (1, vec![key]));
    board.handle_stored(1);
    assert_eq!(told(&mut board), ["added"]);
    // The deadline passes.
    board.handle_timeout(Moment::at(3_600_000));
    assert_eq!((told(&mut board), board.unstored()), (vec!["ended".to_owned()], vec![]));
    board.remove(key, 3_600_000);
    assert_eq!((told(&mut board), board.changes()), (vec!["removed".to_owned()], 3));
}

#[test]
fn a_closed_board_distinguishes_submissions_sent_from_those_waiting() {
    let mut board = board();
    let ids: Vec<_> =
        (0..6).map(|_| board.submit(AVEPOINT_CLIENT, &avepoint_job(1).url, 600_000, 0)).collect();
    let says = |id: u32, words| board.closed_submission(id).message().contains(words);
    assert!(ids[..5].iter().all(|id| says(*id, "may have started")));
    assert!(says(ids[5], "was not sent"), "AvePoint runs five");
}
