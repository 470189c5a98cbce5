//! Polls under way, and their time limits.

use crate::board::JobKey;

/// The time limit for getting a credential, in milliseconds. After it, the request is given up.
const CREDENTIAL_MS: u64 = 300_000;

/// A poll under way.
pub(super) struct Flight {
    pub(super) number: u32,
    pub(super) key: JobKey,
    deadline: u64,
    has_left: bool,
    /// True if it waits for a query of the lock before it is sent.
    is_held: bool,
}

/// The polls under way of one board.
pub(super) struct Flights {
    /// The time limit for the answer to a request, in milliseconds.
    pub(super) timeout_ms: u64,
    flights: Vec<Flight>,
}

impl Flights {
    pub(super) fn new(timeout_ms: u64) -> Self {
        Self { timeout_ms, flights: Vec::new() }
    }

    /// Adds a poll that will be sent soon.
    pub(super) fn begin(&mut self, number: u32, key: JobKey, now: u64) {
        let deadline = now.saturating_add(CREDENTIAL_MS);
        self.flights.push(Flight { number, key, deadline, has_left: false, is_held: false });
    }

    /// Records that the request is sent. Returns its job, and whether this is the first time.
    pub(super) fn leaves(&mut self, number: u32, now: u64) -> Option<(JobKey, bool)> {
        let flight = self.flights.iter_mut().find(|flight| flight.number == number)?;
        flight.deadline = now.saturating_add(self.timeout_ms);
        let is_first = !std::mem::replace(&mut flight.has_left, true);
        Some((flight.key, is_first))
    }

    /// Holds back a poll that is ready to be sent.
    pub(super) fn hold(&mut self, number: u32) {
        if let Some(flight) = self.flights.iter_mut().find(|flight| flight.number == number) {
            flight.is_held = true;
        }
    }

    /// Releases a poll that was held back, and returns its number.
    pub(super) fn release(&mut self) -> Option<u32> {
        let flight = self.flights.iter_mut().find(|flight| flight.is_held)?;
        flight.is_held = false;
        Some(flight.number)
    }

    /// Returns whether a poll is held back.
    pub(super) fn holds(&self) -> bool {
        self.flights.iter().any(|flight| flight.is_held)
    }

    /// Removes and returns a poll that is over. Returns `None` if it was already over.
    pub(super) fn end(&mut self, number: u32) -> Option<Flight> {
        let at = self.flights.iter().position(|flight| flight.number == number)?;
        Some(self.flights.swap_remove(at))
    }

    /// Returns whether a poll is under way.
    pub(super) fn contains(&self, number: u32) -> bool {
        self.flights.iter().any(|flight| flight.number == number)
    }

    /// Removes and returns a poll that has exceeded its time limit.
    pub(super) fn overdue(&mut self, now: u64) -> Option<Flight> {
        let at = self.flights.iter().position(|flight| flight.deadline <= now)?;
        Some(self.flights.remove(at))
    }

    /// Removes and returns any poll.
    pub(super) fn pop(&mut self) -> Option<Flight> {
        self.flights.pop()
    }

    /// Returns when the first poll is overdue.
    pub(super) fn timeout(&self) -> Option<u64> {
        self.flights.iter().map(|flight| flight.deadline).min()
    }
}
