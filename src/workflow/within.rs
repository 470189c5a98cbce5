//! A piece of a script that may take only so long.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use super::host::Host;

/// Runs a piece of a script until it ends. Returns nothing when the deadline comes first.
pub(crate) async fn within<T>(
    host: &Host,
    deadline: u64,
    piece: impl Future<Output = T>,
) -> Option<T> {
    let (mut piece, mut late) = (pin!(piece), pin!(host.until(deadline)));
    poll_fn(|context| match piece.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    })
    .await
}
