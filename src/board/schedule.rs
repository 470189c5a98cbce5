//! Decides when a job is worth a request.
//!
//! A poll that comes too early wastes a request. A poll that comes too late makes somebody wait. A
//! *price* weighs the two: it is the number of milliseconds of waiting that one request is worth.
//! **The next poll comes when the risked waiting has reached the price.**
//!
//! If a job may end at any moment with the rate *h(t)*, the expected waiting of a poll at *w* is ∫₀ʷ h(t)·(w − t) dt.
//! If *h* is constant, that reaches the price *p* at *w* = √(2p/h). (The same rule spreads a fixed number of requests
//! over jobs so that they wait least.) If *h* changes, the integral is computed range by range.
//!
//! *h* comes from three sources, the most reliable first:
//! 1. **Progress.** A job that was seen at *a* percent, and now is at *b*, will end in about (100 − b) ÷ rate. The
//!    error depends on how much a job may slow down, and on how exact the percentages are ([`estimate`]).
//! 2. **History.** The durations of ended jobs of the same service and operation, and the ages of
//!    running ones ([`History`]).
//! 3. **Age.** While nothing else is known, a job that has taken long is expected to take longer:
//!    *h* is 1 ÷ (age + 1 s), so waits grow with age. This rule has the weight of [`DOUBT`] jobs of
//!    the history.
//!
//! A poll also comes when more waiting is not worthwhile, because the job has most likely ended (`Risk::pass`). So even
//! an expensive request is sent when the last jobs of its kind have ended, and not later.
//!
//! **The price rises when jobs share a budget that is too small.** A job that ends at the rate *h* is best polled
//! √(h/2p) times a second. So a job will be polled *n* = ∫ S·√(h/2p) dt times in the next window, where *S* is the
//! chance that it is still running. One more poll finds its end, at any price. Suppose that all jobs together would be
//! polled *k* times as often at the base price as a window allows, without the polls that find ends. Then the price is
//! *k*² times as high, and the jobs need exactly the reads that there are. A poll that comes too early delays each
//! other job by one read, so the price is at most that.
//!
//! A poll that is worth the base price, but not yet the current price, is still sent if the budget would otherwise be
//! left unused: the reads that are not needed to find ends are spread evenly ([`spread_ms`]). The job that was due
//! first is polled first, so a shortage lengthens all waits equally, and no job is forgotten.

pub(super) mod history;
pub(super) mod likely_end;

use crate::service::Rate;

use super::History;
use history::float;

/// The price of one request, in milliseconds of waiting, while there is no shortage.
pub const BASE_PRICE_MS: f64 = 150.0;

/// The weight of the rule of age, as a number of jobs of the history. This value and the base price were found by
/// simulation.
pub const DOUBT: f64 = 1.0;

/// Maximum wait that the schedule chooses, in milliseconds. The end of a job that has stalled, or
/// ended unexpectedly, is noticed within this time.
pub const CEILING_MS: u64 = 600_000;

/// Minimum wait in a hidden tab, in milliseconds. Browsers let the timers of such a tab fire once a
/// minute.
pub const HIDDEN_FLOOR_MS: u64 = 60_000;

/// The facts about a job when its next poll is planned.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    /// The time since the job was started or first heard of, in milliseconds.
    pub age_ms: u64,
    /// The durations of jobs of its kind.
    pub history: Option<&'a History>,
    /// The estimate of its end from its own progress.
    pub estimate: Option<Estimate>,
}

/// The estimate of a job's end from its progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The time until the estimated end, in milliseconds.
    pub remaining_ms: u64,
    /// The time by which the end may be earlier or later, in milliseconds.
    pub spread_ms: u64,
}

/// Returns the wait before the next poll at a price, in milliseconds. A price below 1 ms is treated
/// as 1 ms. Does not apply the floor or the budget.
pub fn wait_ms(outlook: &Outlook<'_>, price_ms: f64) -> u64 {
    let mut risk = Risk { price_ms: price_ms.max(1.0), waited_ms: 0.0, chance: 0.0, at_ms: 0.0 };
    walk(outlook, |to_ms, rate, _| risk.pass(to_ms, rate));
    whole(risk.at_ms.min(float(CEILING_MS)))
}

/// The number of requests that jobs need in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Demand {
    /// The number of polls at the base price, without those that find an end.
    pub polls: f64,
    /// The number of jobs that end.
    pub ends: f64,
}

impl Demand {
    /// Replaces one part of the demand by another.
    pub fn replace(&mut self, before: Self, after: Self) {
        self.polls = (self.polls - before.polls + after.polls).max(after.polls);
        self.ends = (self.ends - before.ends + after.ends).max(after.ends);
    }
}

/// Returns the expected number of polls of a job at the base price, and the probability that it ends, within a time in
/// milliseconds.
pub fn demand_within(outlook: &Outlook<'_>, horizon_ms: u64) -> Demand {
    let horizon = float(horizon_ms);
    let (mut at, mut goes_on) = (0.0, 1.0);
    // The first poll may come at any point of an interval.
    let mut demand = Demand { polls: 0.25, ends: 0.0 };
    walk(outlook, |to_ms, rate, certainty| {
        let to = to_ms.min(horizon);
        let span = to - at;
        // The average over the range.
        let later = goes_on / (1.0 + rate * span);
        demand.polls +=
            f64::midpoint(goes_on, later) * (rate / (2.0 * BASE_PRICE_MS)).sqrt() * span;
        demand.ends += certainty * (goes_on - later);
        (at, goes_on) = (to, later);
        at >= horizon
    });
    demand
}

/// Returns the price of a request where the reads of `running` jobs are limited.
pub fn price_ms(demand: Demand, rate: Rate, running: u32) -> f64 {
    let supply = f64::from(rate.count.max(1));
    // Half of the polls that find an end would be sent at that price anyway.
    let shortage = demand.polls / (supply - demand.ends / 2.0).max(supply / 10.0);
    let all_delayed = float(rate.window_ms) / supply * f64::from(running);
    (BASE_PRICE_MS * shortage * shortage).min(all_delayed).max(BASE_PRICE_MS)
}

/// Returns the interval of the polls that are sent although they are not yet worth the price, in
/// milliseconds.
///
/// If the jobs that end need most of the reads of a window, a poll that comes too early takes a read from one of them.
/// If there are many more jobs than reads, each unused read is lost.
pub fn spread_ms(demand: Demand, rate: Rate, running: u32) -> u64 {
    let supply = f64::from(rate.count.max(1));
    let spare = (1.75 * supply - 2.0 * demand.ends).max(f64::from(running) - supply);
    whole(float(rate.window_ms) / spare.clamp(0.01, supply))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of milliseconds"
)]
fn whole(ms: f64) -> u64 {
    ms as u64
}

/// Follows the rate at which a job may end, range by range. Calls `pass` with the end of each range, its rate, and the
/// certain part of the rate, until `pass` returns true. Half of the rate from the rule of age is certain.
fn walk(outlook: &Outlook<'_>, mut pass: impl FnMut(f64, f64, f64) -> bool) {
    let age = float(outlook.age_ms);
    let mut at = 0.0;
    if let Some(Estimate { remaining_ms, spread_ms }) = outlook.estimate {
        let (remaining, spread) = (float(remaining_ms), float(spread_ms));
        at = (remaining - spread).max(0.0);
        // The job does not end before this point. After it, the job ends at any moment of the interval of the estimate.
        // With this rate it has certainly ended at the end of the interval.
        let rate = 2.0 / (2.0 * spread + 1_000.0);
        if pass(at, 0.0, 1.0) || pass(remaining + spread + 1_000.0, rate, 1.0) {
            return;
        }
        at = remaining + spread + 1_000.0;
    }
    for stretch in outlook.history.into_iter().flat_map(|history| history.from(outlook.age_ms)) {
        let end = float(stretch.end) - age;
        if end <= at {
            continue;
        }
        // The rule of age changes slowly enough to be evaluated at the middle of a range.
        let by_age = 1.0 / (age + f64::midpoint(at, end) + 1_000.0);
        let known = stretch.seen + DOUBT;
        let certainty = (stretch.seen + DOUBT / 2.0) / known;
        if pass(end, (stretch.ends + DOUBT * by_age) / known, certainty) {
            return;
        }
        at = end;
    }
    // Beyond the longest known duration, the ranges grow.
    for _ in 0..200 {
        let step = 500.0_f64.max((age + at) / 4.0);
        if pass(at + step, 1.0 / (age + at + step / 2.0 + 1_000.0), 0.5) {
            return;
        }
        at += step;
    }
}

/// A percentage, and the times at which it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The percentage, from 0 to 100.
    pub percent: f64,
    /// When it was first read, in milliseconds.
    pub at: u64,
    /// When it was last read, in milliseconds.
    pub until: u64,
}

/// Estimates the end of a job that began at `start`, from all its marks, oldest first. Takes into account that services
/// round percentages down.
///
/// The progress follows a parabola whose speed at the beginning and at the end differs by at most a fifth from the
/// mean. The likelihood of an end is the number of parabolas with this end that agree with every mark. Returns `None`
/// if no parabola agrees.
pub fn estimate(start: Mark, marks: &[Mark]) -> Option<Estimate> {
    /// The greatest difference of the speed from its mean, as a share.
    const BEND: f64 = 0.2;
    /// The number of possible ends that are compared.
    const ENDS: u32 = 24;
    /// Half of the interval in which the end is assumed, in standard deviations.
    const WIDTH: f64 = 2.5;
    let last = marks.last()?;
    let age = |at: u64| float(at.saturating_sub(start.at));
    let share = |percent: f64| (percent - start.percent) / (100.0 - start.percent);
    // The share x of the time at which x + bend·x·(1 − x) is a share of the progress.
    let time = |share: f64, bend: f64| {
        2.0 * share / (1.0 + bend + ((1.0 + bend) * (1.0 + bend) - 4.0 * bend * share).sqrt())
    };
    let seen = age(last.until);
    let mut from = seen / time(share((last.percent + 1.0).min(100.0)), -BEND);
    let mut to = age(last.at) / time(share(last.percent), BEND);
    if !(to > from && to < 1e9) {
        return None;
    }
    // The second pass searches a smaller interval.
    let mut found = None;
    for _ in 0..2 {
        let step = (to - from) / f64::from(ENDS);
        let (mut sum, mut mean, mut square) = (0.0, 0.0, 0.0);
        let (mut most, mut best) = (f64::NEG_INFINITY, from);
        let (mut first, mut end) = (to, from);
        for n in 0..ENDS {
            let at = from + (f64::from(n) + 0.5) * step;
            let bend = |percent: f64, age: f64| {
                let x = age / at;
                (share(percent) - x) / (x * (1.0 - x)).max(1e-9)
            };
            let (mut least, mut greatest) = (-BEND, BEND);
            for mark in marks {
                least = bend(mark.percent, age(mark.at)).max(least);
                if mark.percent < 99.0 {
                    greatest = bend(mark.percent + 1.0, age(mark.until)).min(greatest);
                }
            }
            let weight = greatest - least;
            if weight > most {
                (most, best) = (weight, at);
            }
            if weight > 0.0 {
                (first, end) = (first.min(at), at);
                sum += weight;
                mean += weight * at;
                square += weight * at * at;
            }
        }
        found = (sum > 0.0).then(|| {
            mean /= sum;
            (mean, (square / sum - mean * mean).max(step * step / 12.0).sqrt())
        });
        if found.is_none() {
            (first, end) = (best, best);
        }
        (from, to) = ((first - step).max(from), (end + step).min(to));
    }
    let (mean, deviation) = found?;
    let remaining_ms = whole((mean - seen).max(0.0));
    Some(Estimate { remaining_ms, spread_ms: whole(WIDTH * deviation) })
}

/// Estimates the end of a job by a straight line from `start`.
pub fn estimate_by_line(start: Mark, last: Mark) -> Option<Estimate> {
    /// The error of the line, as a share of the remaining time.
    const ERROR: f64 = 0.25;
    /// The error of a percentage by rounding.
    const ROUNDING: f64 = 0.35;
    let (age, done) = (float(last.at.saturating_sub(start.at)), last.percent - start.percent);
    let left = 100.0 - last.percent;
    if done <= 0.0 || left <= 0.0 || age <= 0.0 {
        return None;
    }
    let remaining = left * age / done;
    let spread = ERROR * remaining + ROUNDING * (left + done) * age / (done * done);
    let estimate = Estimate { remaining_ms: whole(remaining), spread_ms: whole(spread) };
    (remaining < 1e9).then_some(estimate)
}

/// The integral up to a time.
struct Risk {
    price_ms: f64,
    at_ms: f64,
    /// The expected waiting so far.
    waited_ms: f64,
    /// The probability that the job has ended.
    chance: f64,
}

impl Risk {
    /// Extends the integral to a time. `rate` is the share of the running jobs that ends in a millisecond, as an
    /// average over the range: ends are spread evenly over it. Returns whether the poll comes before that time.
    ///
    /// If many jobs have ended, each of them waits a moment longer for a poll that comes a moment later. In return,
    /// each job that ends in that moment saves a second poll, and the wait for it. With the density of the ends *f* and
    /// the price *p*, cost and benefit are equal when the share *(1 + pf) ÷ 2* has ended, if the others end at the same
    /// density. If that takes long, the intervals between polls are those of a constant rate, and the share is *√(pf·(2
    /// − pf))*.
    fn pass(&mut self, to_ms: f64, rate: f64) -> bool {
        let span = to_ms - self.at_ms;
        if span <= 0.0 {
            return false;
        }
        let ends = rate * span;
        let density = (1.0 - self.chance) * (ends / (1.0 + ends / 2.0)).min(1.0) / span;
        // Solves density/2·t² + chance·t = left, in a form that does not divide by a density of
        // zero.
        let left = self.price_ms - self.waited_ms;
        let root = (self.chance * self.chance + 2.0 * density * left).sqrt();
        let by_risk = 2.0 * left / (self.chance + root);
        let worth = self.price_ms * density;
        let enough =
            if worth < 0.2 { (worth * (2.0 - worth)).sqrt() } else { f64::midpoint(1.0, worth) };
        // A history with few ends says little about their density.
        let by_chance = ((enough.max(0.5) - self.chance) / density).max(0.0);
        let step = by_risk.min(by_chance).min(span);
        self.waited_ms += self.chance * step + density * step * step / 2.0;
        self.chance += density * step;
        self.at_ms += step;
        step < span
    }
}

#[cfg(test)]
mod tests;
