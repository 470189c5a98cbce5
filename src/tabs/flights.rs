//! Polls under way, and how long they may take.

use crate::board::JobKey;

/// The time limit for a credential in milliseconds. After it, the request is given up.
const CREDENTIAL_MS: u64 = 300_000;

/// A poll under way.
pub(super) struct Flight {
    pub(super) number: u32,
    pub(super) key: JobKey,
    deadline: u64,
    has_left: bool,
    /// True if it waits for a look at the lock before it leaves.
    is_held: bool,
}

/// The polls under way of one board.
pub(super) struct Flights {
    /// The time limit for an answer to a request.
    pub(super) timeout_ms: u64,
    flights: Vec<Flight>,
}

impl Flights {
    pub(super) fn new(timeout_ms: u64) -> Self {
        Self { timeout_ms, flights: Vec::new() }
    }

    /// Adds a poll that is about to leave.
    pub(super) fn begin(&mut self, number: u32, key: JobKey, now: u64) {
        let deadline = now.saturating_add(CREDENTIAL_MS);
        self.flights.push(Flight { number, key, deadline, has_left: false, is_held: false });
    }

    /// Notes that the request leaves. Returns its job, and whether it leaves for the first time.
    pub(super) fn leaves(&mut self, number: u32, now: u64) -> Option<(JobKey, bool)> {
        let flight = self.flights.iter_mut().find(|flight| flight.number == number)?;
        flight.deadline = now.saturating_add(self.timeout_ms);
        let is_first = !std::mem::replace(&mut flight.has_left, true);
        Some((flight.key, is_first))
    }

    /// Holds a poll back that is ready to leave.
    pub(super) fn hold(&mut self, number: u32) {
        if let Some(flight) = self.flights.iter_mut().find(|flight| flight.number == number) {
            flight.is_held = true;
        }
    }

    /// Returns a poll that was held back, which no longer is.
    pub(super) fn release(&mut self) -> Option<u32> {
        let flight = self.flights.iter_mut().find(|flight| flight.is_held)?;
        flight.is_held = false;
        Some(flight.number)
    }

    /// Returns whether a poll is held back.
    pub(super) fn holds(&self) -> bool {
        self.flights.iter().any(|flight| flight.is_held)
    }

    /// Takes a poll that is over. `None`: it was over before.
    pub(super) fn end(&mut self, number: u32) -> Option<Flight> {
        let at = self.flights.iter().position(|flight| flight.number == number)?;
        Some(self.flights.swap_remove(at))
    }

    /// Returns whether a poll is under way.
    pub(super) fn contains(&self, number: u32) -> bool {
        self.flights.iter().any(|flight| flight.number == number)
    }

    /// Takes a poll that took too long.
    pub(super) fn overdue(&mut self, now: u64) -> Option<Flight> {
        let at = self.flights.iter().position(|flight| flight.deadline <= now)?;
        Some(self.flights.remove(at))
    }

    /// Takes any poll.
    pub(super) fn pop(&mut self) -> Option<Flight> {
        self.flights.pop()
    }

    /// Returns when the first poll is overdue.
    pub(super) fn timeout(&self) -> Option<u64> {
        self.flights.iter().map(|flight| flight.deadline).min()
    }
}
