//! When a job is worth a request.
//!
//! A poll that comes too early is a request for nothing; one that comes too late lets somebody
//! wait. The two are weighed against each other by a *price*: how many milliseconds of waiting one
//! request is worth. **The next poll comes when the waiting that was risked until then has reached
//! the price.**
//!
//! Of a job that may end at any moment with the rate *h(t)*, the expected waiting of a poll at *w*
//! is ∫₀ʷ h(t)·(w − t) dt. Where *h* is constant, that reaches the price *p* at *w* = √(2p/h), which is
//! also how a fixed number of requests is spread over jobs so that they wait least. Where *h*
//! changes, the integral is followed stretch by stretch.
//!
//! *h* is known from three sources, the surest first:
//! 1. **Progress.** A job that was seen at *a* percent, and now is at *b*, will end in about
//!    (100 − b) ÷ rate; within a fifth of that time before or after.
//! 2. **History.** How long jobs of the same service and operation took ([`History`]).
//! 3. **Age.** Before anything is known: what has taken long will take longer, as 1 ÷ (age + 1 s),
//!    so that waits grow with age. It counts as much as [`DOUBT`] jobs of the history.
//!
//! A poll that is due waits for the budget. Of all that are due the one with the lowest *rank* goes
//! first, and none waits while the budget has something left. The rank is the time at which the poll
//! would come if the price were as high as the shortage makes it: if at the base price all jobs
//! together would send *k* times as much as the budget allows, each wait is *k* times as long. So a
//! shortage lengthens all waits alike: young jobs are still asked more often than old ones, and none
//! is forgotten.

use super::History;
use super::history::float;

/// What one request is worth, in milliseconds of waiting, while there is no shortage.
pub const BASE_PRICE_MS: f64 = 150.0;

/// As many jobs as the rule of age counts for.
pub const DOUBT: f64 = 2.0;

/// No wait is longer by choice: a job that has stalled, or ended against all expectation, is
/// noticed within this.
pub const CEILING_MS: u64 = 600_000;

/// A tab that nobody looks at asks this rarely: browsers let its timers fire once a minute.
pub const HIDDEN_FLOOR_MS: u64 = 60_000;

/// What is known of a job when the next poll is to be planned.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    /// Since the job was started, or first heard of, in milliseconds.
    pub age_ms: u64,
    /// The jobs of its kind.
    pub history: Option<&'a History>,
    /// How long until its end, by its own progress, in milliseconds.
    pub remaining_ms: Option<u64>,
}

/// How long to wait before the next poll, at a price, in milliseconds. Neither floor nor budget
/// have had their say.
pub fn wait_ms(outlook: &Outlook<'_>, price_ms: f64) -> u64 {
    let mut risk = Risk { price_ms, waited_ms: 0.0, chance: 0.0, at_ms: 0.0 };
    if let Some(remaining) = outlook.remaining_ms {
        let (remaining, spread) = (float(remaining), float(remaining) * 0.2);
        // Nothing before that, and then an end at any moment until as long after.
        risk.pass((remaining - spread).max(0.0), 0.0);
        risk.pass(f64::INFINITY, 1.0 / (2.0 * spread + 1_000.0));
        return risk.at();
    }
    let age = float(outlook.age_ms);
    for stretch in outlook.history.into_iter().flat_map(|history| history.from(outlook.age_ms)) {
        let end = float(stretch.end) - age;
        // The rule of age changes slowly enough to be taken at the middle of a stretch.
        let by_age = 1.0 / (age + f64::midpoint(risk.at_ms, end) + 1_000.0);
        let known = stretch.going_on;
        if risk.pass(end, (stretch.density + DOUBT * by_age) / (known + DOUBT)) {
            return risk.at();
        }
    }
    // Beyond all that was ever seen, in steps that double.
    let mut step = 1_000.0_f64.max(risk.at_ms);
    while !risk.pass(risk.at_ms + step, 1.0 / (age + risk.at_ms + step / 2.0 + 1_000.0)) {
        step *= 2.0;
    }
    risk.at()
}

/// How many times as long a wait is, if jobs would send `demand` requests a millisecond at the base
/// price, and the budget allows `supply`.
pub fn stretch(demand: f64, supply: Option<f64>) -> f64 {
    supply.map_or(1.0, |supply| demand / supply.max(1e-9)).clamp(1.0, 1e6)
}

/// How much longer a job takes that made progress from one percentage to another in some time.
pub fn remaining_ms(from: f64, to: f64, in_ms: u64) -> Option<u64> {
    let (done, left) = (to - from, 100.0 - to);
    if done <= 0.0 || left <= 0.0 || in_ms == 0 {
        return None;
    }
    let ms = float(in_ms) * left / done;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
    (ms < 1e9).then_some(ms as u64)
}

/// The integral, as far as it was followed.
struct Risk {
    price_ms: f64,
    at_ms: f64,
    /// The expected waiting so far.
    waited_ms: f64,
    /// How likely the job has ended.
    chance: f64,
}

impl Risk {
    /// Goes on to a time at a constant rate. Whether the price was reached before.
    fn pass(&mut self, to_ms: f64, rate: f64) -> bool {
        let span = to_ms - self.at_ms;
        if span <= 0.0 {
            return false;
        }
        let left = self.price_ms - self.waited_ms;
        let waited = self.chance * span + rate * span * span / 2.0;
        if waited < left || rate + self.chance <= 0.0 {
            self.waited_ms += waited;
            self.chance += rate * span;
            self.at_ms = to_ms;
            return false;
        }
        // rate/2·t² + chance·t = left, in the form that does not divide by a rate of nothing.
        let root = (self.chance * self.chance + 2.0 * rate * left).sqrt();
        self.at_ms += 2.0 * left / (self.chance + root);
        self.waited_ms = self.price_ms;
        true
    }

    fn at(&self) -> u64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
        let ms = self.at_ms.clamp(0.0, float(CEILING_MS)) as u64;
        ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outlook(age_ms: u64) -> Outlook<'static> {
        Outlook { age_ms, history: None, remaining_ms: None }
    }

    #[test]
    fn waits_start_short_and_grow_with_age() {
        let waits = [0, 1_000, 10_000, 60_000, 600_000, 3_600_000]
            .map(|age| wait_ms(&outlook(age), BASE_PRICE_MS));
        assert!(waits.is_sorted(), "{waits:?}");
        assert!((300..=900).contains(&waits[0]), "{waits:?}");
        assert!((8_000..60_000).contains(&waits[4]), "{waits:?}");
    }

    #[test]
    fn a_history_of_three_minutes_makes_the_first_poll_wait_for_it() {
        let mut history = History::default();
        for n in 0..50 {
            history.learn(180_000 + n * 400, 181_000 + n * 400);
        }
        let first = wait_ms(&Outlook { history: Some(&history), ..outlook(0) }, BASE_PRICE_MS);
        let there =
            wait_ms(&Outlook { history: Some(&history), ..outlook(190_000) }, BASE_PRICE_MS);
        assert!(first > 2_000, "{first}");
        assert!(there < 5_000, "{there}");
    }

    #[test]
    fn progress_sends_the_next_poll_to_the_end() {
        let wait = wait_ms(&Outlook { remaining_ms: Some(600_000), ..outlook(60_000) }, 150.0);
        assert!((480_000..=600_000).contains(&wait), "{wait}");
        assert_eq!(remaining_ms(20.0, 60.0, 40_000), Some(40_000));
        for (from, to, ms) in [(60.0, 60.0, 9), (60.0, 50.0, 9), (0.0, 100.0, 9), (0.0, 50.0, 0)] {
            assert_eq!(remaining_ms(from, to, ms), None);
        }
    }

    #[test]
    fn a_shortage_lengthens_waits_as_much_as_the_budget_is_exceeded() {
        assert_eq!(stretch(2.0, Some(0.5)), 4.0);
        assert_eq!(stretch(0.1, Some(0.5)), 1.0);
        assert_eq!(stretch(9.0, None), 1.0);
        assert!(stretch(f64::NAN, Some(0.0)).is_nan() || stretch(1.0, Some(0.0)) <= 1e6);
    }

    proptest! {
        #[test]
        fn every_wait_is_bounded(
            age_ms in any::<u64>(), price in 0.0..1e12, remaining_ms in proptest::option::of(any::<u64>()),
            counts in proptest::collection::vec(-1.0..1e9, 0..50),
        ) {
            let history = History::from_counts(&counts);
            let outlook = Outlook { age_ms, history: Some(&history), remaining_ms };
            prop_assert!(wait_ms(&outlook, price) <= CEILING_MS);
        }

        #[test]
        fn a_higher_price_never_polls_sooner(
            age_ms in 0_u64..10_000_000, price in 1.0..1e6, counts in proptest::collection::vec(0.0..50.0, 0..36),
        ) {
            let history = History::from_counts(&counts);
            let outlook = Outlook { age_ms, history: Some(&history), remaining_ms: None };
            prop_assert!(wait_ms(&outlook, price) <= wait_ms(&outlook, price * 2.0) + 1);
        }
    }
}
