//! Runs several futures of a script at the same time.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Runs the futures, at most `limit` of them at a time. Returns their outputs in the order of the
/// futures.
pub(crate) async fn join_all<T>(
    limit: usize,
    futures: impl IntoIterator<Item = impl Future<Output = T>>,
) -> Vec<T> {
    let mut waiting: VecDeque<_> = futures.into_iter().enumerate().collect();
    let mut running: Vec<(usize, Pin<Box<_>>)> = Vec::new();
    let mut outputs: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    poll_fn(|context| {
        loop {
            while running.len() < limit.max(1) {
                let Some((index, future)) = waiting.pop_front() else { break };
                running.push((index, Box::pin(future)));
            }
            let before = running.len();
            running.retain_mut(|(index, future)| match future.as_mut().poll(context) {
                Poll::Ready(output) => {
                    if let Some(slot) = outputs.get_mut(*index) {
                        *slot = Some(output);
                    }
                    false
                }
                Poll::Pending => true,
            });
            if running.is_empty() && waiting.is_empty() {
                return Poll::Ready(());
            }
            // If one has ended, the next one must be started and polled now.
            if running.len() == before || waiting.is_empty() {
                return Poll::Pending;
            }
        }
    })
    .await;
    outputs.into_iter().flatten().collect()
}
