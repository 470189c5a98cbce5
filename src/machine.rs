//! The contract of all state machines in this crate.

/// A state machine without I/O and without a clock.
///
/// [`Poller`](crate::poller::Poller), [`Board`](crate::board::Board),
/// [`Election`](crate::tabs::Election), [`Workflow`](crate::workflow::Workflow) and what is built from
/// them decide what to do. A *driver* does it: it sends requests, stores data and keeps the time.
/// All machines keep the same contract, in the same words:
///
/// | method | meaning |
/// | --- | --- |
/// | `handle_…` | The driver reports what has happened: a response, a message, a lock, the time. |
/// | `poll_…` | The driver takes the next thing to do. `None`: nothing is left to do. |
/// | `timeout()` | When to call `handle_timeout`, unless something happens before. `None`: never. |
///
/// **After each call that changes a machine, the driver polls until nothing is left to do. Then it
/// waits until `timeout()` and calls `handle_timeout`.**
///
/// - Other methods that change a machine are commands of its owner, such as
///   [`Poller::watch`](crate::poller::Poller::watch). The same rule follows them.
/// - `now` is in milliseconds, on any clock that does not run backwards. One machine is always
///   given the same clock.
/// - `jitter` is a random number, uniform in [0, 1), and a new one for each call.
/// - Every request to send has an id. The driver reports its outcome once, under that id, with
///   `handle_response`. A machine ignores the outcome of a request that it no longer waits for.
/// - `handle_timeout` may be called too early or too often. It then does nothing.
/// - A machine never ends by itself: when its owner drops it, nothing is left to clean up.
pub trait Machine {
    /// What the driver is to do.
    type Action;

    /// Takes the next thing to do.
    fn poll_action(&mut self) -> Option<Self::Action>;

    /// Returns when to call [`Machine::handle_timeout`], unless something happens before.
    fn timeout(&mut self) -> Option<u64>;

    /// Does what is due at this time.
    fn handle_timeout(&mut self, now: u64);
}
