//! The contract of all state machines in this crate.

/// The time at which something happens, on the clocks of a driver, and a random number for it.
///
/// A driver makes a new moment for each call. A machine gets time and randomness in no other way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Milliseconds on any clock that does not run backwards. One machine is always given the same
    /// clock.
    pub now: u64,
    /// The time of day, in milliseconds since 1970. It may be set back. Only a machine that shares
    /// its state with others reads it.
    pub date: u64,
    /// A random number, uniform in [0, 1): the jitter of waits.
    pub jitter: f64,
}

impl Moment {
    /// Returns a moment for a script or a test: the jitter is 0.5, and the date is the start of
    /// 1970.
    pub const fn at(now: u64) -> Self {
        Self { now, date: 0, jitter: 0.5 }
    }
}

/// A state machine without I/O and without a clock.
///
/// [`Poller`](crate::poller::Poller), [`Board`](crate::board::Board), [`Tab`](crate::tabs::Tab),
/// [`Election`](crate::tabs::Election), [`Workflow`](crate::workflow::Workflow),
/// [`Failover`](crate::failover::Failover) and what is built from them decide what to do. A *driver* does it: it sends
/// requests, stores data and keeps the time. All machines have the same contract, in the same words:
///
/// | method | meaning |
/// | --- | --- |
/// | `handle_…` | The driver reports what has happened: a response, a message, a lock, the time. |
/// | `poll_action` | The driver takes the next thing to do. `None`: nothing is left to do. |
/// | `timeout` | When to call `handle_timeout`, unless something happens before. `None`: never. |
///
/// **After each call that changes a machine, the driver polls until nothing is left to do. Then it
/// waits until `timeout()` and calls `handle_timeout`.**
///
/// - Other methods that change a machine are commands of its owner, such as
///   [`Poller::watch`](crate::poller::Poller::watch). The same rule follows them.
/// - Each `handle_…` takes the [`Moment`] in which it is called. A command takes the moment too, or
///   only its `now` where the machine needs no more.
/// - Every request to send has an id. The driver reports its outcome once, under that id, with
///   `handle_response`. A machine ignores the outcome of a request that it no longer waits for.
/// - `handle_timeout` may be called too early or too often. It then does nothing.
/// - A machine never ends by itself: when its owner drops it, nothing is left to clean up.
pub trait Machine {
    /// The actions for the driver.
    type Action;

    /// Takes the next thing to do.
    fn poll_action(&mut self) -> Option<Self::Action>;

    /// Returns when to call [`Machine::handle_timeout`], unless something happens before.
    fn timeout(&mut self) -> Option<u64>;

    /// Does what is due at this time.
    fn handle_timeout(&mut self, at: Moment);
}
