//! Cancellations, message by message.

use export_jobs::board::{AddOptions, Board, BoardAction, BoardMessage, JobKey};
use export_jobs::{Error, ErrorCode, Machine, Moment};

use crate::actions::{actions, answer_all, says};
use crate::scenario::answers::succeeded;
use crate::service::{azure_job, clients, training};

/// Returns a board that polls two trainings, and their keys.
fn trainings() -> (Board, JobKey, JobKey) {
    let mut board = Board::new(clients());
    let keys = [1, 2].map(|n| board.add(training(n), &AddOptions::default(), 0).unwrap());
    actions(&mut board);
    (board, keys[0], keys[1])
}

/// Takes the jobs that the board now asks the service to cancel.
fn cancels(board: &mut Board) -> Vec<JobKey> {
    let cancel = |action| match action {
        BoardAction::Cancel { key, .. } => Some(key),
        _ => None,
    };
    actions(board).into_iter().filter_map(cancel).collect()
}

fn queued(board: &Board) -> usize {
    board.budgets(0)[0].queued
}

#[test]
fn each_job_has_one_cancellation_under_way() {
    let (mut board, first, second) = trainings();
    board.cancel(first, 10).unwrap();
    assert_eq!(cancels(&mut board), [first]);
    board.cancel(second, 10).unwrap();
    assert_eq!(cancels(&mut board), [second]);
    board.cancel(first, 20).unwrap();
    assert_eq!((cancels(&mut board), queued(&board)), (vec![], 0));
    // One was not sent.
    board.handle_cancel_unsent(second);
    assert_eq!(queued(&board), 1);
    board.handle_timeout(Moment::at(30));
    assert_eq!(cancels(&mut board), [second]);
    board.handle_cancelled(first, Ok(()), Moment::at(40));
    let answered = BoardAction::CancelAnswered { key: first, outcome: Ok(()) };
    let said = BoardMessage::Cancelled { url: training(1).url, outcome: Ok(()) };
    let asked = actions(&mut board);
    assert!(asked.contains(&answered) && asked.contains(&BoardAction::Post(said)), "{asked:?}");
    board.handle_cancelled(first, Ok(()), Moment::at(50));
    assert_eq!(actions(&mut board), [], "that is over");
}

#[test]
fn only_throttled_cancellations_of_running_jobs_are_repeated() {
    let refusal = |code| Err(Error::new(code, "No."));
    for (code, ends, repeated) in [
        (ErrorCode::Throttled, false, true),
        (ErrorCode::Throttled, true, false),
        (ErrorCode::Network, false, false),
    ] {
        let (mut board, first, _) = trainings();
        board.cancel(first, 10).unwrap();
        actions(&mut board);
        if ends {
            // The deadline passes.
            board.handle_timeout(Moment::at(3_600_000));
        }
        actions(&mut board);
        board.handle_cancelled(first, refusal(code), Moment::at(3_600_000));
        let answered = BoardAction::CancelAnswered { key: first, outcome: refusal(code) };
        assert_eq!(actions(&mut board).contains(&answered), !repeated, "{code:?}, {ends}");
        assert_eq!(queued(&board), usize::from(repeated));
        let held = board.budgets(3_600_000)[0].held_for_ms;
        assert_eq!(held, if repeated { 5_000 } else { 0 });
    }
}

#[test]
fn only_the_cancellation_of_a_job_that_is_gone_is_dropped() {
    let (mut board, first, second) = trainings();
    board.pause();
    for key in [first, second, first] {
        board.cancel(key, 10).unwrap();
    }
    assert_eq!(queued(&board), 2);
    board.remove(first, 20);
    assert_eq!(queued(&board), 1);
    board.resume(30);
    assert_eq!(cancels(&mut board), [second]);
}

#[test]
fn a_cancellation_waits_in_front_of_submissions() {
    let (mut board, first, _) = trainings();
    board.pause();
    let id = board.submit(0, &azure_job(1).url, 600_000, 0);
    board.cancel(first, 10).unwrap();
    board.resume(20);
    let order: Vec<_> = actions(&mut board)
        .into_iter()
        .filter_map(|action| match action {
            BoardAction::Cancel { key, .. } => Some(("cancel", key)),
            BoardAction::Submit { id, .. } => Some(("submit", id)),
            _ => None,
        })
        .collect();
    assert_eq!(order, [("cancel", first), ("submit", id)]);
}

#[test]
fn check_cancel_says_in_advance_what_can_be_cancelled() {
    let (mut board, first, _) = trainings();
    let export = board.add(azure_job(3), &AddOptions::default(), 0).unwrap();
    assert_eq!(board.check_cancel(first), Ok(()));
    assert_eq!(board.check_cancel(export).unwrap_err().code(), ErrorCode::InvalidArgument);
    let error = board.check_cancel(99).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.message().contains("not on the board"));
}

#[test]
fn a_board_that_does_not_poll_forwards_its_cancellations() {
    let (mut board, first, second) = trainings();
    board.set_polling(false, 0);
    actions(&mut board);
    board.cancel(first, 10).unwrap();
    let cancel = |n| BoardMessage::Cancel { url: training(n).url };
    assert_eq!(says(&mut board), [cancel(1)]);
    board.cancel(first, 20).unwrap();
    assert_eq!(says(&mut board), [], "it has been said");
    board.cancel(second, 20).unwrap();
    assert_eq!(says(&mut board), [cancel(2)]);
    board.handle_message(
        BoardMessage::Cancelled { url: training(1).url, outcome: Ok(()) },
        Moment::at(30),
    );
    let answered = BoardAction::CancelAnswered { key: first, outcome: Ok(()) };
    assert_eq!(actions(&mut board), [answered]);
    board.handle_message(BoardMessage::Leading, Moment::at(40));
    assert_eq!(says(&mut board), [cancel(2)], "only the other one waits");
}

#[test]
fn a_board_that_does_not_poll_ignores_the_requests_of_other_tabs() {
    let (mut board, first, _) = trainings();
    board.set_polling(false, 0);
    actions(&mut board);
    let (url, name) = (training(1).url, "2/1".to_owned());
    for message in [
        BoardMessage::Cancel { url: url.clone() },
        BoardMessage::Focus { url: Some(url.clone()) },
        BoardMessage::Take { name: name.clone() },
        BoardMessage::Turn { name, api: "avepoint".to_owned(), url, in_ms: 600_000, version: 0 },
    ] {
        board.handle_message(message, Moment::at(10));
    }
    assert_eq!(actions(&mut board), []);
    assert!(!board.job(first, 10).unwrap().is_focused);
    assert_eq!(board.budgets(10).iter().map(|it| it.queued).sum::<usize>(), 0);
    board.set_polling(true, 20);
    assert_eq!(says(&mut board), [BoardMessage::Leading]);
}

#[test]
fn a_cancellation_ends_with_its_job() {
    let mut board = Board::new(clients());
    let key = board.add(training(1), &AddOptions::default(), 0).unwrap();
    // The cancellation waits because of the pause, and the answer to the poll arrives first.
    let sent = actions(&mut board);
    board.pause();
    board.cancel(key, 10).unwrap();
    for action in sent {
        if let BoardAction::Send { key, flight, request, .. } = action {
            let answer = crate::scenario::answers::of_job(&request.url, succeeded());
            board.handle_response(key, flight, Ok(answer.clone()), Moment::at(20));
        }
    }
    assert_eq!(queued(&board), 0);
    board.resume(30);
    answer_all(&mut board, &succeeded(), 40);
    assert!(cancels(&mut board).is_empty());
}
