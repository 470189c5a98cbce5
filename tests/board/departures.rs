//! Requests that are sent late, twice or not at all, and how submissions end.

use export_jobs::board::{AddOptions, Board, BoardAction, BoardMessage};
use export_jobs::{Error, ErrorCode, Machine, Moment};

use crate::actions::{actions, polls, publishes, says};
use crate::scenario::answers::{of_job, running};
use crate::service::{AVEPOINT_CLIENT, AZURE_CLIENT, avepoint_job, azure_job, clients};

/// Returns a board with one job whose request is due at 0, the job's key, and the request's number.
fn sending() -> (Board, u32, u32) {
    let mut board = Board::new(clients());
    let key = board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    let (_, flight, _) = polls(&mut board).remove(0);
    (board, key, flight)
}

fn reads_ago(board: &Board, now: u64) -> Vec<u64> {
    board.state(now, 0).budgets.remove(0).reads_ago_ms
}

fn sent_ago(board: &Board, now: u64) -> Option<u64> {
    board.state(now, 0).jobs[0].sent_ago_ms
}

#[test]
fn a_poll_counts_from_when_it_was_sent_and_other_tabs_hear_of_a_late_one() {
    for (left_at, is_late) in [(99, false), (100, false), (101, true)] {
        let (mut board, key, flight) = sending();
        board.handle_departed(key, flight, Moment::at(left_at));
        assert_eq!(publishes(&mut board), is_late, "{left_at} ms late");
        assert_eq!(
            (reads_ago(&board, 200), sent_ago(&board, 200)),
            (vec![200 - left_at], Some(200 - left_at))
        );
    }
    let (mut board, key, flight) = sending();
    board.handle_departed(key, flight + 1, Moment::at(5_000));
    board.handle_departed_again(key, flight + 1, Moment::at(5_000));
    assert!(!publishes(&mut board), "another request");
    assert_eq!((reads_ago(&board, 5_000), sent_ago(&board, 5_000)), (vec![5_000], Some(5_000)));
}

#[test]
fn a_poll_that_is_repeated_with_a_fresh_credential_counts_twice() {
    let (mut board, key, flight) = sending();
    board.handle_departed_again(key, flight, Moment::at(40));
    assert!(publishes(&mut board));
    assert_eq!((reads_ago(&board, 50), sent_ago(&board, 50)), (vec![50, 10], Some(10)));
}

#[test]
fn a_poll_that_was_not_sent_is_due_as_before() {
    let (mut board, key, flight) = sending();
    board.handle_unsent(key, flight + 1, Moment::at(30));
    assert!(board.job(key, 30).unwrap().is_polling);
    board.handle_unsent(key, flight, Moment::at(30));
    let view = board.job(key, 30).unwrap();
    // The shortest wait of 250 ms, and 20 ms for storing it.
    assert_eq!((view.is_polling, view.next_poll_in_ms), (false, Some(240)));
    board.handle_timeout(Moment::at(270));
    assert_eq!(polls(&mut board).len(), 1);
}

#[test]
fn the_answer_to_an_abandoned_request_is_ignored() {
    let (mut board, key, flight) = sending();
    let version = board.state(0, 0).jobs[0].version;
    board.set_polling(false, 10);
    assert!(actions(&mut board).contains(&BoardAction::Abort { flight }));
    assert!(!board.job(key, 10).unwrap().is_polling);
    assert_eq!(board.state(10, 0).jobs[0].version, version + 1);
    let answer = of_job(&azure_job(1).url, running());
    board.handle_response(key, flight, Ok(answer.clone()), Moment::at(20));
    board.handle_response(
        key,
        flight,
        Err(Error::new(ErrorCode::Network, "Lost.")),
        Moment::at(20),
    );
    let view = board.job(key, 20).unwrap();
    assert_eq!((view.readings, view.last_failure.is_none()), (0, true));
}

/// A board that polls, with a submission that waits no longer than until 600,000 ms; it is about to
/// leave at 0.
fn submitting() -> (Board, u32) {
    let mut board = Board::new(clients());
    let id = board.submit(AZURE_CLIENT, &azure_job(1).url, 600_000, 0);
    assert!(actions(&mut board).contains(&BoardAction::Submit { id, client: AZURE_CLIENT }));
    (board, id)
}

/// Takes the outcomes of submissions that the board reports now.
fn outcomes(board: &mut Board) -> Vec<(u32, Option<ErrorCode>)> {
    let outcome = |action| match action {
        BoardAction::Submitted { id, outcome } => Some((id, outcome.err().map(|it| it.code()))),
        _ => None,
    };
    actions(board).into_iter().filter_map(outcome).collect()
}

#[test]
fn a_submission_counts_from_when_it_was_sent() {
    for (left_at, is_late) in [(100, false), (101, true)] {
        let (mut board, id) = submitting();
        assert!(board.handle_submission_departed(id, Moment::at(left_at)));
        assert_eq!(publishes(&mut board), is_late);
        let sent_ago = board.state(200, 0).budgets.remove(0).submissions_ago_ms;
        assert_eq!(sent_ago, [200 - left_at]);
    }
    let (mut board, id) = submitting();
    assert!(!board.handle_submission_departed(id + 1, Moment::at(5)));
    // A submission that was not sent waits as before, and is sent in its turn.
    board.handle_submission_unsent(id);
    assert_eq!(board.budgets(10)[0].queued, 1);
    board.handle_timeout(Moment::at(10));
    assert!(actions(&mut board).contains(&BoardAction::Submit { id, client: AZURE_CLIENT }));
}

#[test]
fn a_lost_submission_is_given_up_after_six_minutes() {
    let (mut board, id) = submitting();
    assert!(board.handle_submission_departed(id, Moment::at(1_000)));
    board.handle_timeout(Moment::at(360_999));
    assert_eq!(outcomes(&mut board), []);
    assert_eq!(board.timeout(), Some(361_000));
    board.handle_timeout(Moment::at(361_000));
    assert_eq!(outcomes(&mut board), [(id, Some(ErrorCode::Timeout))]);
    // The answer arrives after all, with a job.
    board.handle_submitted(
        id,
        Err(Error::new(ErrorCode::Network, "Lost.")),
        &AddOptions::default(),
        Moment::at(362_000),
    );
    assert!(!publishes(&mut board) && board.keys().is_empty());
    board.handle_submitted(id, Ok(azure_job(1)), &AddOptions::default(), Moment::at(362_000));
    assert!(publishes(&mut board));
    assert_eq!(board.key(&azure_job(1).url), Some(1));
}

#[test]
fn only_throttled_submissions_are_repeated_until_the_deadline() {
    for (code, now, repeated) in [
        (ErrorCode::Throttled, 599_999, true),
        (ErrorCode::Throttled, 600_000, false),
        (ErrorCode::Throttled, 600_001, false),
        (ErrorCode::Network, 5_000, false),
    ] {
        let (mut board, id) = submitting();
        board.handle_submission_departed(id, Moment::at(599_000));
        board.handle_submitted(
            id,
            Err(Error::new(code, "No.")),
            &AddOptions::default(),
            Moment::at(now),
        );
        let expected = if repeated { vec![] } else { vec![(id, Some(code))] };
        assert_eq!(outcomes(&mut board), expected, "{code:?} at {now}");
        assert_eq!(board.budgets(now)[0].queued, usize::from(repeated));
    }
}

#[test]
fn a_submission_waits_until_its_deadline() {
    let mut board = Board::new(clients());
    board.pause();
    let first = board.submit(AZURE_CLIENT, &azure_job(1).url, 5_000, 0);
    let second = board.submit(AZURE_CLIENT, &azure_job(1).url, 6_000, 0);
    assert_eq!(board.timeout(), Some(5_000));
    board.handle_timeout(Moment::at(4_999));
    assert_eq!((outcomes(&mut board), board.budgets(0)[0].queued), (vec![], 2));
    board.handle_timeout(Moment::at(5_000));
    assert_eq!(outcomes(&mut board), [(first, Some(ErrorCode::Timeout))]);
    board.handle_timeout(Moment::at(7_000));
    assert_eq!(outcomes(&mut board), [(second, Some(ErrorCode::Timeout))]);
    assert_eq!(board.budgets(0)[0].queued, 0);
}

/// Returns a board that does not poll, with two submissions that wait for their turns.
fn asking() -> (Board, [u32; 2]) {
    let mut board = Board::new(clients());
    board.set_id(1);
    board.set_polling(false, 0);
    let url = avepoint_job(1).url;
    let ids = [5_000, 900_000].map(|deadline| board.submit(AVEPOINT_CLIENT, &url, deadline, 0));
    actions(&mut board);
    (board, ids)
}

/// The turns that a board asks for when there is a new one that polls: their names, and for how long
/// they wait.
fn turns_asked_for(board: &mut Board, now: u64) -> Vec<(String, u64)> {
    board.handle_message(BoardMessage::Leading, Moment::at(now));
    let turn = |message| match message {
        BoardMessage::Turn { name, in_ms, .. } => Some((name, in_ms)),
        _ => None,
    };
    says(board).into_iter().filter_map(turn).collect()
}

#[test]
fn no_turn_is_requested_for_a_submission_that_no_longer_waits() {
    let name = |id: u32| format!("1/{id}");
    let (mut board, [first, second]) = asking();
    let both = [(name(first), 4_000), (name(second), 899_000)];
    assert_eq!(turns_asked_for(&mut board, 1_000), both);
    board.withdraw(first);
    assert_eq!(says(&mut board), [BoardMessage::Over { name: name(first), version: 0 }]);
    assert_eq!(turns_asked_for(&mut board, 1_000), both[1..]);
    board.withdraw(first);
    assert_eq!(says(&mut board), [], "that is over");
    let (mut board, [first, second]) = asking();
    board.handle_timeout(Moment::at(5_000));
    assert_eq!(outcomes(&mut board), [(first, Some(ErrorCode::Timeout))]);
    assert_eq!(turns_asked_for(&mut board, 5_000), [(name(second), 895_000)]);
}

/// Returns the offer of a turn to a submission of this board. `grant` is the next message.
fn offer(id: u32) -> BoardMessage {
    BoardMessage::Offer { name: format!("1/{id}") }
}

fn grant(id: u32, version: u32) -> BoardMessage {
    BoardMessage::Grant { name: format!("1/{id}"), version }
}

#[test]
fn a_tab_uses_its_turn_within_two_and_a_half_seconds() {
    for (granted_at, leaves) in [(2_500, true), (2_501, false)] {
        let (mut board, [_, id]) = asking();
        board.handle_message(offer(id), Moment::at(0));
        assert_eq!(says(&mut board), [BoardMessage::Take { name: format!("1/{id}") }]);
        board.handle_message(grant(id, 1), Moment::at(granted_at));
        let asked = actions(&mut board);
        let submit = BoardAction::Submit { id, client: AVEPOINT_CLIENT };
        assert_eq!(asked.contains(&submit), leaves, "granted after {granted_at} ms");
        let is_turn = |action: &BoardAction| {
            matches!(action, BoardAction::Post(BoardMessage::Turn { in_ms: 897_499, .. }))
        };
        assert_eq!(asked.iter().any(is_turn), !leaves, "else it asks again");
        assert_eq!(board.budgets(granted_at)[0].queued, 2 - usize::from(leaves));
    }
}

#[test]
fn a_turn_is_used_once_and_only_by_its_submission() {
    let (mut board, [first, second]) = asking();
    board.handle_message(offer(second), Moment::at(0));
    board.handle_message(grant(second, 1), Moment::at(10));
    actions(&mut board);
    // The submission is under way.
    board.handle_message(offer(second), Moment::at(20));
    board.handle_message(grant(second, 1), Moment::at(20));
    assert_eq!(actions(&mut board), []);
    // The first submission has not accepted its turn.
    board.handle_message(offer(99), Moment::at(5_000));
    board.handle_message(grant(first, 1), Moment::at(5_000));
    let said = says(&mut board);
    let over = BoardMessage::Over { name: "1/99".to_owned(), version: 0 };
    assert!(said.contains(&over) && said.len() == 2, "{said:?}");
    assert_eq!(board.budgets(30)[0].running, 1);
    // Once answered, it holds no place here, and the other tabs are told.
    board.handle_submitted(second, Ok(avepoint_job(7)), &AddOptions::default(), Moment::at(40));
    assert!(
        says(&mut board).contains(&BoardMessage::Over { name: format!("1/{second}"), version: 2 })
    );
    assert_eq!(board.budgets(40)[0].running, 1, "the job");
}
