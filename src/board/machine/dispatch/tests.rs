use super::*;
use crate::board::schedule::Demand;
use crate::board::{AddOptions, JobKey};
use crate::service::{AzureLanguage, Family, Operation};
use std::rc::Rc;

/// Returns a board that does not poll, with two exports that were added at 0, and their lane and
/// keys.
fn board() -> (Board, LaneId, JobKey, JobKey) {
    let client = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap();
    let jobs = ["1_638", "2_638"].map(|id| client.job(Operation::Export, "Inbox", id).unwrap());
    let mut board = Board::new(vec![Rc::new(client)]);
    board.set_polling(false, 0);
    let [one, other] = jobs.map(|job| board.add(job, &AddOptions::default(), 0).unwrap());
    let lane = board.lanes.ids().next().unwrap();
    (board, lane, one, other)
}

/// Makes a job due with a rank. Its poll was planned for 10,000 ms and weighed then, its lane has a
/// demand of 200 reads, and the last poll was at `polled_at`.
fn line_up_at(board: &mut Board, key: JobKey, rank: u64, polled_at: u64) {
    let Board { jobs, lanes, histories, .. } = board;
    let mut job = jobs.get_mut(key).unwrap();
    let lane = lanes.get_mut(job.lane());
    job.plan_at(10_000, lane);
    let history = histories.get(job.history());
    job.weigh(history, lane, 10_000);
    lane.weigh(job.take_demand(), Demand { polls: 200.0, ends: 0.0 });
    job.line_up(rank);
    lane.send_poll(polled_at);
    lane.land();
}

#[test]
fn a_poll_in_line_is_put_off_when_the_price_has_risen() {
    let (mut board, lane, key, other) = board();
    board.remove(other, 0);
    line_up_at(&mut board, key, 10_000, 11_000);
    // It is worth the price at 14,075 ms. Nevertheless, one poll every 600 ms is free.
    assert!(!board.send_one(lane, 11_000));
    assert_eq!(board.jobs.next_rank(lane), Some(14_075));
    assert!(!board.send_one(lane, 11_599));
    assert!(board.send_one(lane, 11_600));
    assert_eq!(board.jobs.next_rank(lane), None);
    assert!(board.job(key, 11_600).unwrap().is_polling);
    // When it is worth the price, it is sent immediately.
    let (mut board, lane, key, other) = self::board();
    board.remove(other, 0);
    line_up_at(&mut board, key, 10_000, 14_075);
    assert!(board.send_one(lane, 14_075));
}

#[test]
fn the_focused_job_goes_before_those_that_are_due() {
    let (mut board, lane, key, other) = board();
    line_up_at(&mut board, key, 10_000, 9_000);
    board.focus(Some(other), 0);
    assert!(board.send_one(lane, 20_000));
    assert!(board.job(other, 0).unwrap().is_polling && !board.job(key, 0).unwrap().is_polling);
    assert!(board.send_one(lane, 20_000));
    assert!(board.job(key, 0).unwrap().is_polling);
    assert!(!board.send_one(lane, 20_000));
}

#[test]
fn nothing_goes_without_a_lease() {
    let (mut board, lane, ..) = board();
    board.set_lease(Some(100), 0);
    let jobs_due = |board: &mut Board, now| {
        let Board { jobs, .. } = board;
        jobs.line_up(lane, now, |it| it.next_at());
    };
    jobs_due(&mut board, 50);
    assert!(board.send_one(lane, 99));
    assert!(!board.send_one(lane, 100));
    assert!(board.wants_lease());
    board.set_lease(Some(1_000), 100);
    assert!(board.send_one(lane, 100));
}
