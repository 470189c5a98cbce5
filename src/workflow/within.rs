//! Limits the time of a part of a script.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use super::host::Host;

/// Runs a part of a script. Returns `None` if the deadline comes first.
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
