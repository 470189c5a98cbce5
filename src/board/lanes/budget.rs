//! The requests that a rate limit still allows.

use std::collections::{BinaryHeap, VecDeque};

use crate::service::Rate;

/// Variation in the time that a request takes to reach its service. The service counts requests when they arrive, and a
/// budget counts them when they leave. Therefore a window here is longer by this much.
pub(crate) const JOURNEY_MS: u64 = 1_000;

/// The longest delay between the stored time of a request and its sending, for a tab that was
/// closed. The write may take as long as a tab waits for the store. The check of the lock comes
/// after it.
pub(crate) const DEPARTURE_MS: u64 = 7_000;

/// A rate, and the requests of its last window.
///
/// No window has more requests than the rate allows, if each request waits until
/// [`Budget::free_at`] and is charged.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    rate: Option<Rate>,
    /// The window of the rate, plus the time by which a request may arrive late, in milliseconds.
    window_ms: u64,
    /// The times at which requests were sent, oldest first. Never more than the rate allows in a
    /// window.
    sent: VecDeque<u64>,
}

impl Budget {
    /// Sets the rate. `late_ms` is the longest time between the charge of a request and its
    /// arrival.
    pub(crate) fn set_rate(&mut self, rate: Option<Rate>, late_ms: u64) {
        self.rate = rate;
        self.window_ms = rate.map_or(0, |rate| rate.window_ms.saturating_add(late_ms));
    }

    pub(crate) fn rate(&self) -> Option<Rate> {
        self.rate
    }

    /// Returns when the next request may be sent, if `kept` of the window's requests stay free.
    /// Returns `None` if no request is ever allowed.
    pub(crate) fn free_at(&self, now: u64, kept: u32) -> Option<u64> {
        let Some(rate) = self.rate else { return Some(now) };
        let usable = rate.count.saturating_sub(kept.min(rate.count.saturating_sub(1))) as usize;
        if usable == 0 {
            return None;
        }
        // The newest `usable` requests fill the window. The next may be sent when the oldest of
        // them leaves the window.
        let Some(first) = self.sent.len().checked_sub(usable) else { return Some(now) };
        let oldest = self.sent.get(first).copied().unwrap_or_default();
        Some(oldest.saturating_add(self.window_ms).max(now))
    }

    /// Records that a request is sent.
    pub(crate) fn charge(&mut self, now: u64) {
        let Some(rate) = self.rate else { return };
        self.forget(now);
        // The clocks of two tabs may differ a little, but the times must stay in order.
        let at = self.sent.back().copied().unwrap_or_default().max(now);
        self.sent.push_back(at);
        while self.sent.len() > rate.count as usize {
            self.sent.pop_front();
        }
    }

    /// Records that a charged request is sent only now.
    pub(crate) fn leaves(&mut self, charged_at: u64, now: u64) {
        if charged_at >= now {
            return;
        }
        if let Some(at) = self.sent.iter().rposition(|at| *at == charged_at) {
            self.sent.remove(at);
            self.charge(now);
        }
    }

    fn forget(&mut self, now: u64) {
        while self.sent.front().is_some_and(|at| at.saturating_add(self.window_ms) <= now) {
            self.sent.pop_front();
        }
    }

    /// Returns the number of requests in the window.
    pub(crate) fn used(&self, now: u64) -> usize {
        self.sent.iter().filter(|at| at.saturating_add(self.window_ms) > now).count()
    }

    /// Returns the time since each request of the window was sent, in milliseconds.
    pub(crate) fn ages(&self, now: u64) -> Vec<u64> {
        self.sent.iter().map(|at| now.saturating_sub(*at)).collect()
    }

    /// Merges the requests that another tab sent, or this tab before a reload. If the two records
    /// differ, the one that allows fewer requests is used.
    pub(crate) fn merge(&mut self, ages: &[u64], now: u64) {
        let Some(rate) = self.rate else { return };
        // A heap gives the newest first, and is smaller than a sort.
        let mut theirs: BinaryHeap<u64> = ages.iter().map(|age| now.saturating_sub(*age)).collect();
        let (mut merged, mut ours) = (VecDeque::new(), std::mem::take(&mut self.sent));
        // Only the polling tab records requests, so both lists have the same requests, as far as
        // each tab has heard of them, newest last. Compared from the end, the later of two times is
        // the safe one.
        while let Some(at) = match (ours.pop_back(), theirs.pop()) {
            (Some(one), Some(other)) => Some(one.max(other)),
            (one, other) => one.or(other),
        } {
            merged.push_front(at.min(now));
            if merged.len() >= rate.count as usize {
                break;
            }
        }
        self.sent = merged;
        self.forget(now);
    }
}

#[cfg(test)]
mod tests;
