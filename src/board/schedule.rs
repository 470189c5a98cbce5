//! When a job is worth a request.
//!
//! A poll that comes too early is a request for nothing. One that comes too late lets somebody
//! wait. The two are weighed against each other by a *price*: how many milliseconds of waiting one
//! request is worth. **The next poll comes when the risked waiting has reached the price.**
//!
//! If a job may end at any moment with the rate *h(t)*, the expected waiting of a poll at *w* is
//! ∫₀ʷ h(t)·(w − t) dt. If *h* is constant, that reaches the price *p* at *w* = √(2p/h). (To spread a
//! fixed number of requests over jobs so that they wait least gives the same.) If *h* changes, the
//! integral is followed stretch by stretch.
//!
//! *h* is known from three sources, the surest first:
//! 1. **Progress.** A job that was seen at *a* percent, and now is at *b*, will end in about
//!    (100 − b) ÷ rate. How far that may be off depends on how a job may slow down, and on how exact
//!    the percentages are ([`estimate`]).
//! 2. **History.** How long jobs of the same service and operation took, and how long the jobs that
//!    have not ended go on ([`History`]).
//! 3. **Age.** While nothing else is known, what has taken long will take longer: *h* is
//!    1 ÷ (age + 1 s), so waits grow with age. It counts as much as [`DOUBT`] jobs of the history.
//!
//! **The price rises when jobs share a budget that is short.** A job that ends at the rate *h* is
//! best polled √(h/2p) times a second. So a job is going to be polled *n* = ∫ S·√(h/2p) dt times in
//! the next window, where *S* is the chance that it still goes on. If at the base price all jobs
//! together would be polled *k* times as often as a window allows, the price is *k*² times as high:
//! then they need just what there is.
//!
//! A poll that is worth the base price, but not yet the price, is sent all the same if the budget
//! would otherwise go unused: as many in a window as the budget allows, evenly spread. The rest of
//! the budget is for bursts of jobs that are worth the price. The job whose time comes first goes
//! first, so a shortage lengthens all waits alike, and no job is forgotten.

use super::History;
use super::history::float;

/// What one request is worth, in milliseconds of waiting, while there is no shortage.
pub const BASE_PRICE_MS: f64 = 150.0;

/// How many jobs of the history the rule of age counts for. Found by simulation, as is the price.
pub const DOUBT: f64 = 1.0;

/// Maximum wait by choice. A job that has stalled, or ended against all expectation, is noticed
/// within this time.
pub const CEILING_MS: u64 = 600_000;

/// Minimum wait in a hidden tab: browsers let its timers fire once a minute.
pub const HIDDEN_FLOOR_MS: u64 = 60_000;

/// What is known of a job when its next poll is planned.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<'a> {
    /// The time since the job was started or first heard of, in milliseconds.
    pub age_ms: u64,
    /// How long jobs of its kind took.
    pub history: Option<&'a History>,
    /// When it will end, by its own progress.
    pub estimate: Option<Estimate>,
}

/// What a job's progress says of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// How long until then, in milliseconds.
    pub remaining_ms: u64,
    /// How much sooner or later it may be.
    pub spread_ms: u64,
}

/// Returns how long to wait before the next poll, at a price, in milliseconds. A price below 1 ms
/// counts as 1 ms. The floor and the budget are not applied yet.
pub fn wait_ms(outlook: &Outlook<'_>, price_ms: f64) -> u64 {
    let mut risk = Risk { price_ms: price_ms.max(1.0), waited_ms: 0.0, chance: 0.0, at_ms: 0.0 };
    walk(outlook, |to_ms, rate| risk.pass(to_ms, rate));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
    let ms = risk.at_ms.clamp(0.0, float(CEILING_MS)) as u64;
    ms
}

/// Returns how often a job is going to be polled within some time, at the base price.
pub fn polls_within(outlook: &Outlook<'_>, horizon_ms: u64) -> f64 {
    let horizon = float(horizon_ms);
    let (mut at, mut goes_on, mut polls) = (0.0, 1.0, 0.5);
    walk(outlook, |to_ms, rate| {
        let to = to_ms.min(horizon);
        let span = to - at;
        // On average over the stretch.
        let later = goes_on / (1.0 + rate * span);
        polls += f64::midpoint(goes_on, later) * (rate / (2.0 * BASE_PRICE_MS)).sqrt() * span;
        (at, goes_on) = (to, later);
        at >= horizon
    });
    polls
}

/// Returns the price if jobs would send `demand` requests in a window at the base price, and `supply`
/// are allowed.
pub fn price_ms(demand: f64, supply: Option<u32>) -> f64 {
    let shortage = supply.map_or(1.0, |supply| demand / f64::from(supply.max(1)));
    let shortage = shortage.clamp(1.0, 1e4);
    BASE_PRICE_MS * shortage * shortage
}

/// Follows the rate at which a job may end, stretch by stretch. Calls `pass` with the end of each
/// stretch and its rate, until it returns true.
fn walk(outlook: &Outlook<'_>, mut pass: impl FnMut(f64, f64) -> bool) {
    let age = float(outlook.age_ms);
    let mut at = 0.0;
    if let Some(Estimate { remaining_ms, spread_ms }) = outlook.estimate {
        let (remaining, spread) = (float(remaining_ms), float(spread_ms));
        at = (remaining - spread).max(0.0);
        // The job does not end before that, and then at any moment until as long after.
        let rate = 1.0 / (2.0 * spread + 1_000.0);
        if pass(at, 0.0) || pass(remaining + spread + 1_000.0, rate) {
            return;
        }
        at = remaining + spread + 1_000.0;
    }
    for stretch in outlook.history.into_iter().flat_map(|history| history.from(outlook.age_ms)) {
        let end = float(stretch.end) - age;
        if end <= at {
            continue;
        }
        // The rule of age changes slowly enough to be taken at the middle of a stretch.
        let by_age = 1.0 / (age + f64::midpoint(at, end) + 1_000.0);
        if pass(end, (stretch.ends + DOUBT * by_age) / (stretch.seen + DOUBT)) {
            return;
        }
        at = end;
    }
    // Beyond all that was ever seen, in steps that grow.
    for _ in 0..200 {
        let step = 500.0_f64.max((age + at) / 4.0);
        if pass(at + step, 1.0 / (age + at + step / 2.0 + 1_000.0)) {
            return;
        }
        at += step;
    }
}

/// A percentage, and when it was read.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// From 0 to 100.
    pub percent: f64,
    /// In milliseconds.
    pub at: u64,
}

/// Estimates the end of a job from its progress since `start`: by a straight line, or, with a reading
/// between, by a parabola, which follows jobs that slow down or speed up. Returns the estimate with
/// the smaller error.
pub fn estimate(start: Mark, middle: Option<Mark>, last: Mark) -> Option<Estimate> {
    /// The error of a straight line, as a share of the time that remains.
    const BEND: f64 = 0.25;
    /// The error of a parabola, as the same share.
    const REST: f64 = 0.05;
    /// The error of a percentage by rounding.
    const ROUNDING: f64 = 0.35;
    let since =
        |mark: Mark| (float(mark.at.saturating_sub(start.at)), mark.percent - start.percent);
    let ((age, done), left) = (since(last), 100.0 - last.percent);
    if done <= 0.0 || left <= 0.0 || age <= 0.0 {
        return None;
    }
    let mut remaining = left * age / done;
    let mut spread = BEND * remaining + ROUNDING * (left + done) * age / (done * done);
    if let Some((then, half)) = middle.map(since) {
        let early = half / then;
        let bend = ((done - half) / (age - then) - early) / age;
        // The speed at the last reading, and at the end.
        let speed = early + bend * (2.0 * age - then);
        let last_speed = (speed * speed + 4.0 * bend * left).sqrt();
        let rest = 2.0 * left / (speed + last_speed);
        let end = age + rest;
        // The factor by which an error in a reading moves the estimated end.
        let weight = end * (rest / then + (end - then) / age) / (age - then);
        let rest_spread = REST * rest + ROUNDING * weight / last_speed;
        if speed > 0.0 && rest_spread < spread {
            (remaining, spread) = (rest, rest_spread);
        }
    }
    if remaining >= 1e9 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
    let (remaining_ms, spread_ms) = (remaining as u64, spread as u64);
    Some(Estimate { remaining_ms, spread_ms })
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
    /// Goes on to a time at a constant rate. Returns whether the price was reached before.
    fn pass(&mut self, to_ms: f64, rate: f64) -> bool {
        let span = to_ms - self.at_ms;
        if span <= 0.0 {
            return false;
        }
        let left = self.price_ms - self.waited_ms;
        let waited = self.chance * span + rate * span * span / 2.0;
        if waited < left {
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
}

#[cfg(test)]
mod tests;
