//! Several pieces of a script at a time.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Runs so many at a time until all have ended. Gives what they gave, in their order.
pub(crate) async fn join<T>(
    at_a_time: usize,
    pieces: impl IntoIterator<Item = impl Future<Output = T>>,
) -> Vec<T> {
    let mut waiting: VecDeque<_> = pieces.into_iter().enumerate().collect();
    let mut running: Vec<(usize, Pin<Box<_>>)> = Vec::new();
    let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    poll_fn(|context| {
        loop {
            while running.len() < at_a_time.max(1) {
                let Some((place, piece)) = waiting.pop_front() else { break };
                running.push((place, Box::pin(piece)));
            }
            let before = running.len();
            running.retain_mut(|(place, piece)| match piece.as_mut().poll(context) {
                Poll::Ready(outcome) => {
                    if let Some(done) = done.get_mut(*place) {
                        *done = Some(outcome);
                    }
                    false
                }
                Poll::Pending => true,
            });
            if running.is_empty() && waiting.is_empty() {
                return Poll::Ready(());
            }
            // What ended has made room for another, which must be begun now.
            if running.len() == before || waiting.is_empty() {
                return Poll::Pending;
            }
        }
    })
    .await;
    done.into_iter().flatten().collect()
}
