//! How the board that polls admits the submissions of other tabs, message by message.

use export_jobs::board::{AddOptions, Board, BoardAction, BoardMessage};
use export_jobs::{Error, ErrorCode, Machine, Moment};

use crate::service::{AVEPOINT_CLIENT, avepoint_job, azure_job, clients};

const NOW: u64 = 1_000_000;

/// Returns a board that polls and receives requests from other tabs.
fn leader() -> Board {
    let mut board = Board::new(clients());
    board.set_id(1);
    board
}

/// Takes the messages of a board to the other tabs, and carries out its other actions.
fn says(board: &mut Board, now: u64) -> Vec<BoardMessage> {
    let mut said = Vec::new();
    while let Some(action) = board.poll_action() {
        match action {
            BoardAction::Post(message) => said.push(message),
            BoardAction::Submit { id, .. } | BoardAction::Grant { id } => {
                assert!(board.handle_submission_departed(id, Moment::at(now)));
            }
            _ => {}
        }
    }
    said
}

fn turn(version: u32) -> BoardMessage {
    let (name, url) = ("2/1".to_owned(), avepoint_job(1).url);
    BoardMessage::Turn { name, api: "avepoint".to_owned(), url, in_ms: 600_000, version }
}

fn running(board: &Board) -> u32 {
    board.budgets(NOW).iter().map(|budget| budget.running).sum()
}

/// Grants the submission of the other tab.
fn admit(board: &mut Board) {
    board.handle_message(turn(0), Moment::at(NOW));
    assert_eq!(says(board, NOW), [BoardMessage::Offer { name: "2/1".to_owned() }]);
    assert_eq!(running(board), 0, "nothing is spent on a tab that may be gone");
    board.handle_message(BoardMessage::Take { name: "2/1".to_owned() }, Moment::at(NOW));
    assert_eq!(says(board, NOW), [BoardMessage::Grant { name: "2/1".to_owned(), version: 1 }]);
    assert_eq!(running(board), 1);
}

#[test]
fn a_submission_is_offered_its_turn_accepts_it_and_is_granted() {
    let mut board = leader();
    admit(&mut board);
    board
        .handle_message(BoardMessage::Over { name: "2/1".to_owned(), version: 2 }, Moment::at(NOW));
    assert_eq!(running(&board), 0);
}

#[test]
fn messages_from_before_a_grant_do_not_undo_it() {
    let mut board = leader();
    admit(&mut board);
    for late in [turn(0), BoardMessage::Over { name: "2/1".to_owned(), version: 0 }] {
        board.handle_message(late, Moment::at(NOW));
        board.handle_message(BoardMessage::Take { name: "2/1".to_owned() }, Moment::at(NOW));
        assert_eq!(says(&mut board, NOW), []);
        assert_eq!(running(&board), 1);
    }
    // It was not sent, because its tab was frozen.
    board.handle_message(turn(2), Moment::at(NOW));
    assert_eq!(says(&mut board, NOW), [BoardMessage::Offer { name: "2/1".to_owned() }]);
    assert_eq!(running(&board), 0);
    // It gets a new turn, and nothing of the first one is left.
    board.handle_message(BoardMessage::Take { name: "2/1".to_owned() }, Moment::at(NOW));
    assert_eq!(says(&mut board, NOW), [BoardMessage::Grant { name: "2/1".to_owned(), version: 3 }]);
    let queued: usize = board.budgets(NOW).iter().map(|budget| budget.queued).sum();
    assert_eq!((queued, running(&board)), (0, 1));
}

#[test]
fn a_tab_that_accepted_its_turn_long_ago_is_asked_again() {
    let mut board = leader();
    for _ in 0..5 {
        board.submit(AVEPOINT_CLIENT, &avepoint_job(1).url, NOW + 600_000, NOW);
    }
    says(&mut board, NOW);
    board.handle_message(turn(0), Moment::at(NOW));
    board.handle_message(BoardMessage::Take { name: "2/1".to_owned() }, Moment::at(NOW));
    assert_eq!(says(&mut board, NOW), [], "all places are taken");
    let later = NOW + 60_000;
    let refused = Err(Error::new(ErrorCode::HttpError, "No."));
    board.handle_submitted(1, refused, &AddOptions::default(), Moment::at(later));
    assert_eq!(says(&mut board, later), [BoardMessage::Offer { name: "2/1".to_owned() }]);
}

#[test]
fn a_tab_is_told_why_its_request_is_impossible() {
    let mut board = leader();
    board.add(azure_job(1), &AddOptions::default(), NOW).unwrap();
    says(&mut board, NOW);
    for url in [azure_job(1).url, azure_job(2).url, "nonsense".to_owned()] {
        board.handle_message(BoardMessage::Cancel { url: url.clone() }, Moment::at(NOW));
        let said = says(&mut board, NOW);
        let [BoardMessage::Cancelled { url: of, outcome }] = &said[..] else { panic!("{said:?}") };
        assert_eq!((of, outcome.as_ref().unwrap_err().code()), (&url, ErrorCode::InvalidArgument));
    }
}

#[test]
fn a_board_that_does_not_poll_asks_the_board_that_does() {
    let mut board = leader();
    board.set_polling(false, NOW);
    let key = board.add(azure_job(1), &AddOptions::default(), NOW).unwrap();
    board.focus(Some(key), NOW);
    let id = board.submit(AVEPOINT_CLIENT, &avepoint_job(1).url, NOW + 5_000, NOW);
    let focus = BoardMessage::Focus { url: Some(azure_job(1).url) };
    let asks = BoardMessage::Turn {
        name: format!("1/{id}"),
        api: "avepoint".to_owned(),
        url: avepoint_job(1).url,
        in_ms: 5_000,
        version: 0,
    };
    assert_eq!(says(&mut board, NOW), [focus.clone(), asks.clone()]);
    board.handle_message(BoardMessage::Leading, Moment::at(NOW));
    assert_eq!(says(&mut board, NOW), [asks, focus], "and again when there is a new one");
    board.withdraw(id);
    let over = BoardMessage::Over { name: format!("1/{id}"), version: 0 };
    assert_eq!(says(&mut board, NOW), std::slice::from_ref(&over));
    board.handle_message(BoardMessage::Offer { name: format!("1/{id}") }, Moment::at(NOW));
    assert_eq!(says(&mut board, NOW), [over]);
}

#[test]
fn messages_about_unknown_submissions_change_nothing() {
    let mut board = leader();
    for name in ["", "/", "1/", "1/99", "x/1", "99999999999999999999/1", "1/-1"] {
        let name = name.to_owned();
        for message in [
            BoardMessage::Offer { name: name.clone() },
            BoardMessage::Take { name: name.clone() },
            BoardMessage::Grant { name: name.clone(), version: u32::MAX },
            BoardMessage::Over { name, version: u32::MAX },
        ] {
            board.handle_message(message, Moment::at(NOW));
        }
    }
    assert_eq!(says(&mut board, NOW), []);
    assert_eq!((board.timeout(), running(&board)), (None, 0));
}

#[test]
fn a_submission_that_was_not_sent_is_ended_by_its_own_tab() {
    let mut board = leader();
    board.handle_message(turn(0), Moment::at(NOW));
    board.handle_message(BoardMessage::Take { name: "2/1".to_owned() }, Moment::at(NOW));
    let mut granted = None;
    while let Some(action) = board.poll_action() {
        if let BoardAction::Grant { id } = action {
            granted = Some(id);
        }
    }
    // The tab freezes before it can report this. Another tab may poll by now, and may have granted the submission.
    board.handle_submission_unsent(granted.unwrap());
    assert_eq!(says(&mut board, NOW), [BoardMessage::Leading]);
    assert_eq!(running(&board), 1);
    board.handle_message(turn(2), Moment::at(NOW));
    assert_eq!(running(&board), 0);
    assert_eq!(says(&mut board, NOW), [BoardMessage::Offer { name: "2/1".to_owned() }]);
}

#[test]
fn granted_submissions_hold_no_connection_after_another_tab_takes_over() {
    let mut board = leader();
    for n in 1..=6 {
        let (name, url) = (format!("2/{n}"), azure_job(1).url);
        let api = "azure-language".to_owned();
        let turn = BoardMessage::Turn { name: name.clone(), api, url, in_ms: 600_000, version: 0 };
        board.handle_message(turn, Moment::at(NOW));
        board.handle_message(BoardMessage::Take { name }, Moment::at(NOW));
    }
    assert_eq!(says(&mut board, NOW).len(), 12, "six offers, six grants");
    board.set_polling(false, NOW);
    board.set_polling(true, NOW);
    says(&mut board, NOW);
    board.add(azure_job(2), &AddOptions::default(), NOW).unwrap();
    let sends = std::iter::from_fn(|| board.poll_action());
    let sends = sends.filter(|action| matches!(action, BoardAction::Send { .. }));
    assert_eq!(sends.count(), 1, "the way is free");
}

/// Returns a board without a free place, with waiting submissions of three other tabs.
fn full(names: [&str; 3]) -> Board {
    let mut board = leader();
    for _ in 0..5 {
        board.submit(AVEPOINT_CLIENT, &avepoint_job(1).url, NOW + 600_000, NOW);
    }
    for name in names {
        let (name, url) = (name.to_owned(), avepoint_job(1).url);
        let api = "avepoint".to_owned();
        board.handle_message(
            BoardMessage::Turn { name, api, url, in_ms: 600_000, version: 0 },
            Moment::at(NOW),
        );
    }
    assert_eq!(says(&mut board, NOW), []);
    board
}

/// Frees a place: one of the board's own submissions is refused.
fn free_a_place(board: &mut Board, id: u32, now: u64) {
    let refused = Err(Error::new(ErrorCode::HttpError, "No."));
    board.handle_submitted(id, refused, &AddOptions::default(), Moment::at(now));
}

#[test]
fn a_tab_that_answered_within_half_a_second_is_present() {
    for (later, is_there) in [(500, true), (501, false)] {
        let mut board = full(["2/1", "3/1", "4/1"]);
        board.handle_message(BoardMessage::Take { name: "2/1".to_owned() }, Moment::at(NOW));
        free_a_place(&mut board, 1, NOW + later);
        let said = says(&mut board, NOW + later);
        let grant = BoardMessage::Grant { name: "2/1".to_owned(), version: 1 };
        let offer = BoardMessage::Offer { name: "2/1".to_owned() };
        assert_eq!(said[0], if is_there { grant } else { offer }, "after {later} ms");
    }
}

#[test]
fn present_tabs_go_first_in_the_order_of_their_messages() {
    let mut board = full(["2/1", "3/1", "4/1"]);
    for name in ["4/1", "2/1", "9/9"] {
        board.handle_message(BoardMessage::Take { name: name.to_owned() }, Moment::at(NOW));
    }
    for (own, name) in [(1, "4/1"), (2, "2/1")] {
        free_a_place(&mut board, own, NOW);
        let grant = BoardMessage::Grant { name: name.to_owned(), version: 1 };
        assert_eq!(says(&mut board, NOW), [grant]);
    }
    free_a_place(&mut board, 3, NOW);
    assert_eq!(says(&mut board, NOW), [BoardMessage::Offer { name: "3/1".to_owned() }]);
}

#[test]
fn a_turn_that_nobody_takes_is_forgotten_at_its_deadline() {
    let mut board = full(["2/1", "3/1", "4/1"]);
    let queued = |board: &Board| board.budgets(NOW)[0].queued;
    board.handle_timeout(Moment::at(NOW + 599_999));
    // The board's own five have timed out by then, and three others are offered their turns.
    board.handle_timeout(Moment::at(NOW + 600_000));
    assert_eq!(queued(&board), 0);
    says(&mut board, NOW + 600_000);
    board.handle_message(BoardMessage::Take { name: "2/1".to_owned() }, Moment::at(NOW + 600_000));
    assert_eq!((says(&mut board, NOW + 600_000), queued(&board)), (vec![], 0));
}
