//! Decides when a board may send requests.

use super::schedule::HIDDEN_FLOOR_MS;

/// The conditions under which a board may send.
///
/// - Only the polling board sends, and not while it is paused or resting.
/// - Nothing is sent after the lease has expired. The first request that would be sent then asks
///   for a new lease.
#[derive(Debug)]
pub(super) struct Gate {
    is_polling: bool,
    is_paused: bool,
    is_resting: bool,
    is_hidden: bool,
    /// The time since which somebody has been looking. `None` if nobody is.
    looks_since: Option<u64>,
    /// The end of the lease. `None` if it never ends.
    lease: Option<u64>,
    wants_lease: bool,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            is_polling: true,
            is_paused: false,
            is_resting: false,
            is_hidden: false,
            looks_since: Some(0),
            lease: None,
            wants_lease: false,
        }
    }
}

impl Gate {
    /// Returns whether requests may be sent now, as long as the lease lasts.
    pub(super) fn is_open(&self) -> bool {
        self.would_send() && !self.is_resting
    }

    /// Returns whether the board will send when a request is due.
    pub(super) fn would_send(&self) -> bool {
        self.is_polling && !self.is_paused && !self.wants_lease
    }

    /// Returns whether the lease covers a request at this time. If not, records that the board
    /// needs a new one.
    pub(super) fn check_lease(&mut self, now: u64) -> bool {
        let covers = self.lease.is_none_or(|lease| now < lease);
        self.wants_lease |= !covers;
        covers
    }

    pub(super) fn set_lease(&mut self, lease: Option<u64>) {
        self.lease = lease;
        self.wants_lease = false;
    }

    pub(super) fn wants_lease(&self) -> bool {
        self.wants_lease
    }

    /// Sets whether this board polls. Returns whether it did before.
    pub(super) fn set_polling(&mut self, polls: bool) -> bool {
        std::mem::replace(&mut self.is_polling, polls)
    }

    pub(super) fn is_polling(&self) -> bool {
        self.is_polling
    }

    pub(super) fn set_paused(&mut self, is_paused: bool) {
        self.is_paused = is_paused;
    }

    pub(super) fn is_paused(&self) -> bool {
        self.is_paused
    }

    pub(super) fn set_resting(&mut self, is_resting: bool) {
        self.is_resting = is_resting;
    }

    pub(super) fn is_resting(&self) -> bool {
        self.is_resting
    }

    /// Sets whether the tab is hidden. Returns whether it has just become visible.
    pub(super) fn set_hidden(&mut self, is_hidden: bool, now: u64) -> bool {
        let was_hidden = std::mem::replace(&mut self.is_hidden, is_hidden);
        if is_hidden {
            self.looks_since = None;
        } else if was_hidden {
            self.look(now);
        }
        was_hidden && !is_hidden
    }

    /// Records that somebody begins to look at the page.
    pub(super) fn look(&mut self, now: u64) {
        self.looks_since = Some(now);
    }

    /// Returns whether somebody has been looking since this time.
    pub(super) fn is_watched_since(&self, at: u64) -> bool {
        self.looks_since.is_some_and(|since| since <= at)
    }

    /// Returns a wait between two polls of a job, which is longer in a hidden tab.
    pub(super) fn wait_ms(&self, wait_ms: u64) -> u64 {
        if self.is_hidden { wait_ms.max(HIDDEN_FLOOR_MS) } else { wait_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_passes_a_closed_gate_or_an_old_lease(
            steps in proptest::collection::vec((0_u8..5, any::<bool>(), 0_u64..50), 1..60),
        ) {
            let (mut gate, mut now) = (Gate::default(), 0);
            let (mut polls, mut paused, mut resting) = (true, false, false);
            let mut lease = None;
            for (step, flag, ms) in steps {
                match step {
                    0 => { prop_assert_eq!(gate.set_polling(flag), polls); polls = flag; }
                    1 => { gate.set_paused(flag); paused = flag; }
                    2 => { gate.set_resting(flag); resting = flag; }
                    3 => {
                        lease = flag.then_some(now + ms);
                        gate.set_lease(lease);
                        prop_assert!(!gate.wants_lease());
                    }
                    _ => now += ms,
                }
                if gate.is_open() {
                    prop_assert!(polls && !paused && !resting);
                    let passes = gate.check_lease(now);
                    prop_assert_eq!(passes, lease.is_none_or(|lease| now < lease));
                    prop_assert_eq!(gate.wants_lease(), !passes);
                    prop_assert_eq!(gate.is_open(), passes, "it opens again with a new lease");
                }
            }
        }
    }

    #[test]
    fn a_tab_waits_a_minute_while_it_is_hidden() {
        let mut gate = Gate::default();
        assert!(!gate.set_hidden(true, 5));
        assert!(!gate.is_watched_since(5));
        assert_eq!([1_000, 90_000].map(|ms| gate.wait_ms(ms)), [60_000, 90_000]);
        assert!(gate.set_hidden(false, 9));
        assert_eq!([8, 9].map(|at| gate.is_watched_since(at)), [false, true]);
        assert!(!gate.set_hidden(false, 12), "it was in view before");
        assert!(gate.is_watched_since(9));
        assert_eq!(gate.wait_ms(1_000), 1_000);
    }
}
