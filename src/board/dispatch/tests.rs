use super::*;
use crate::board::AddOptions;
use crate::service::{AzureLanguage, Family, Operation};
use std::rc::Rc;

/// A board that does not poll, with two exports that came at 0, and their keys.
fn board() -> (Board, JobKey, JobKey) {
    let client = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap();
    let jobs = ["1_638", "2_638"].map(|id| client.job(Operation::Export, "Inbox", id).unwrap());
    let mut board = Board::new(vec![Rc::new(client)]);
    board.set_polling(false, 0);
    let [one, other] = jobs.map(|job| board.add(job, &AddOptions::default(), 0).unwrap());
    (board, one, other)
}

#[test]
fn a_job_that_is_weighed_anew_changes_the_demand_of_its_lane() {
    let (mut board, key, _) = board();
    board.lanes[0].demand = 50.0;
    board.entries.get_mut(&key).unwrap().demand = 2.0;
    // By its age of 10 s: √(2 · 150 · 12,250).
    assert_eq!(board.weigh(key, 10_000), 1_917);
    let (entry, lane) = (board.entries.get(&key).unwrap(), &board.lanes[0]);
    assert_eq!(entry.weighed_at, Some(10_000));
    // It is going to be asked some times in the next minute, in place of the two times of before.
    let demand = entry.demand;
    assert!((6.0..9.0).contains(&demand), "{demand}");
    assert!((lane.demand - (48.0 + demand)).abs() < 1e-9, "{}", lane.demand);
    board.lanes[0].demand = 0.0;
    board.weigh(key, 10_000);
    assert_eq!(board.lanes[0].demand, demand, "at least its own");
}

#[test]
fn a_poll_is_put_off_while_the_lane_is_short() {
    let (mut board, key, _) = board();
    let worth_it_at = |board: &Board| board.worth_it_at(board.entries.get(&key).unwrap());
    board.lanes[0].demand = 200.0;
    assert_eq!(worth_it_at(&board), 0, "it was never weighed");
    board.entries.get_mut(&key).unwrap().weighed_at = Some(10_000);
    // Twice the hundred that are allowed, so the price is four times 150 ms. The first 2,500 ms risk
    // 255.1 ms, with a chance of 0.204; at 1 / 15,062.5 the other 344.9 ms take 1,380.2 ms.
    assert_eq!(worth_it_at(&board), 13_880);
    board.entries.get_mut(&key).unwrap().next_at = 20_000;
    assert_eq!(worth_it_at(&board), 20_000);
    board.entries.get_mut(&key).unwrap().next_at = 11_000;
    board.lanes[0].demand = 100.0;
    assert_eq!(worth_it_at(&board), 11_000, "there is enough");
}

#[test]
fn reads_are_kept_for_a_focused_job_in_its_lane_while_it_goes_on() {
    let (mut board, key, other) = board();
    board.lanes.push(Lane::new(
        "https://fabrikam.example".to_owned(),
        "azure-language".to_owned(),
        board.clients[0].limits(),
    ));
    assert_eq!([board.kept_in(0), board.kept_in(1)], [0, 0]);
    board.focused = Some(key);
    assert_eq!([board.kept_in(0), board.kept_in(1)], [10, 0]);
    let focused = |board: &Board, lane| board.focused_in(lane).map(|entry| entry.key);
    assert_eq!((focused(&board, 0), focused(&board, 1)), (Some(key), None));
    board.entries.get_mut(&key).unwrap().flight = Some(1);
    assert_eq!((board.kept_in(0), focused(&board, 0)), (10, None), "it is being asked about");
    board.entries.get_mut(&key).unwrap().end(crate::Error::invalid_argument("No."));
    assert_eq!(board.kept_in(0), 0);
    board.focused = Some(other);
    assert_eq!(focused(&board, 0), Some(other));
}

/// Puts a job in line with a rank, as planned for 10,000 ms and weighed then; the last poll was at
/// 11,000 ms. Nothing else is planned.
fn line_up_at(board: &mut Board, key: JobKey, rank: u64) {
    let entry = board.entries.get_mut(&key).unwrap();
    (entry.next_at, entry.weighed_at) = (10_000, Some(10_000));
    (entry.rank, entry.is_due) = (rank, true);
    let lane = &mut board.lanes[0];
    lane.planned.clear();
    lane.due.push(Reverse((rank, key)));
    lane.polled_at = 11_000;
}

#[test]
fn a_poll_in_line_is_put_off_when_the_price_has_risen() {
    let (mut board, key, _) = board();
    line_up_at(&mut board, key, 10_000);
    // As above, it is worth the price at 13,880 ms. One poll each 600 ms is free all the same.
    board.lanes[0].demand = 200.0;
    assert!(!board.send_one(0, 11_000));
    assert_eq!(board.entries.get(&key).unwrap().rank, 13_880);
    assert_eq!(board.lanes[0].due.len(), 1);
    assert!(!board.send_one(0, 11_599));
    assert!(board.send_one(0, 11_600));
    assert_eq!((board.lanes[0].due.len(), board.lanes[0].polled_at), (0, 11_600));
    // At the moment at which it is worth the price it goes at once.
    let (mut board, key, _) = self::board();
    line_up_at(&mut board, key, 10_000);
    (board.lanes[0].demand, board.lanes[0].polled_at) = (200.0, 13_880);
    assert!(board.send_one(0, 13_880));
}

#[test]
fn what_is_no_longer_in_line_at_a_rank_is_not_sent_for_it() {
    let (mut board, key, other) = board();
    line_up_at(&mut board, key, 50_000);
    board.lanes[0].due.push(Reverse((5, key)));
    assert!(!board.send_one(0, 11_000));
    assert_eq!(board.lanes[0].due.peek(), Some(&Reverse((50_000, key))));
    board.lanes[0].due.push(Reverse((5, key)));
    board.drop_stale();
    assert_eq!(board.lanes[0].due.peek(), Some(&Reverse((50_000, key))));
    // A request is under way, or it is planned anew.
    board.entries.get_mut(&key).unwrap().flight = Some(9);
    assert!(!board.send_one(0, 60_000));
    assert!(board.lanes[0].due.is_empty());
    line_up_at(&mut board, other, 5);
    board.entries.get_mut(&other).unwrap().is_due = false;
    assert!(!board.send_one(0, 60_000));
    assert!(board.lanes[0].due.is_empty());
}

#[test]
fn only_what_is_planned_for_that_time_comes_into_the_line() {
    let (mut board, key, other) = board();
    board.lanes[0].planned.clear();
    board.entries.get_mut(&key).unwrap().next_at = 10_000;
    board.entries.get_mut(&other).unwrap().next_at = 20;
    for (at, key) in [(3, key), (20, other), (21, key), (10_000, key)] {
        board.lanes[0].planned.push(Reverse((at, key)));
    }
    board.line_up(19);
    assert_eq!(board.lanes[0].planned.len(), 3, "the first was stale, and nothing is due");
    board.line_up(25);
    assert_eq!(board.lanes[0].due.clone().into_vec(), [Reverse((20, other))]);
    let is_due = |board: &Board, key| board.entries.get(&key).unwrap().is_due;
    assert_eq!((is_due(&board, key), is_due(&board, other)), (false, true));
    board.line_up(9_999);
    assert!(!is_due(&board, key));
    board.line_up(10_000);
    assert!(is_due(&board, key));
}
