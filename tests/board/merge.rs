//! Storing the state of a board, and loading it in another.

use std::rc::Rc;

use export_jobs::board::{AddOptions, Board, BoardAction};
use export_jobs::{Machine, Moment};

use crate::scenario::answers::{of_job, state};
use crate::service::{azure, azure_job};

const NOW: u64 = 1_700_000_000_000;

/// Answers every poll until `end`. Returns when each was sent.
fn follow(board: &mut Board, from: u64, end: u64) -> Vec<u64> {
    let (mut now, mut sent) = (from, Vec::new());
    loop {
        while let Some(action) = board.poll_action() {
            if let BoardAction::Send { key, flight, request, .. } = action {
                sent.push(now);
                let response = of_job(&request.url, state("running"));
                board.handle_response(key, flight, Ok(response.clone()), Moment::at(now));
            }
        }
        match board.timeout() {
            Some(at) if at.max(now) <= end => now = now.max(at),
            _ => return sent,
        }
        board.handle_timeout(Moment::at(now));
    }
}

#[test]
fn the_limits_hold_after_another_board_takes_over() {
    let mut first = Board::new(vec![Rc::new(azure())]);
    for n in 0..90 {
        first.add(azure_job(n), &AddOptions::default(), NOW).unwrap();
    }
    let mut sent = follow(&mut first, NOW, NOW + 20_000);
    assert!(sent.len() >= 90, "{} requests", sent.len());
    let laid_down = first.state(NOW + 20_000, NOW);

    let mut second = Board::new(vec![Rc::new(azure())]);
    assert!(second.merge(laid_down, NOW + 20_000, NOW).is_empty());
    sent.extend(follow(&mut second, NOW + 20_000, NOW + 300_000));
    for window in sent.windows(101) {
        let span = window[100] - window[0];
        assert!(span >= 60_000, "101 requests within {span} ms");
    }
}
