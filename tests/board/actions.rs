//! The actions that a board requests from its driver, by kind.

use export_jobs::board::{Board, BoardAction, BoardMessage, ChangeKind, JobKey};
use export_jobs::{Machine, Moment};

use crate::scenario::answers::of_job;

/// Takes all actions that a board requests now.
pub fn actions(board: &mut Board) -> Vec<BoardAction> {
    std::iter::from_fn(|| board.poll_action()).collect()
}

/// Takes the polls that a board sends now: the job, the number of the request, and its URL.
pub fn polls(board: &mut Board) -> Vec<(JobKey, u32, String)> {
    let poll = |action| match action {
        BoardAction::Send { key, flight, request, .. } => Some((key, flight, request.url)),
        _ => None,
    };
    actions(board).into_iter().filter_map(poll).collect()
}

/// Takes the messages that a board now sends to the other tabs.
pub fn says(board: &mut Board) -> Vec<BoardMessage> {
    let message = |action| match action {
        BoardAction::Post(message) => Some(message),
        _ => None,
    };
    actions(board).into_iter().filter_map(message).collect()
}

/// Takes the changes that a board now reports to its listeners.
pub fn tells(board: &mut Board) -> Vec<(JobKey, ChangeKind)> {
    let change = |action| match action {
        BoardAction::Report(change) => Some((change.key, change.kind)),
        _ => None,
    };
    actions(board).into_iter().filter_map(change).collect()
}

pub fn publishes(board: &mut Board) -> bool {
    actions(board).contains(&BoardAction::Publish)
}

/// Answers the polls that a board sends now, each with this answer about its job.
pub fn answer_all(board: &mut Board, answer: &export_jobs::Response, now: u64) {
    for (key, flight, url) in polls(board) {
        board.handle_response(key, flight, Ok(of_job(&url, answer.clone())), Moment::at(now));
    }
}
