//! A schedule for jobs that report progress, by a poller that knows how the reports are distorted,
//! and the law of the ends.
//!
//! The knowledge about a job is a set of samples: all jobs of the law that would have reported the same.
//! A poll divides the set: some have ended, and the others report a percentage. The next poll is at
//! the age with the least sum of delay and price, as if all later polls were chosen without further
//! reports ([`blind`]). Then the same is done for each part of the set. This looks one report ahead,
//! so it is close to the optimum and not below it.

use std::collections::BTreeMap;

use crate::service::Job;

/// The age of a poll, and what follows if the job has not ended: for each percentage, the next poll.
#[derive(Default)]
pub struct Node {
    pub at: u64,
    pub next: BTreeMap<u8, Node>,
}

/// A schedule, and its expected cost.
pub struct Plan {
    pub root: Node,
    pub delay: f64,
    pub requests: f64,
}

/// Plans the polls of jobs that are as likely as each of these samples. A request costs `price_ms`.
pub fn plan(mut samples: Vec<Job>, price_ms: f64) -> Plan {
    samples.sort_by_key(|job| job.ends_at);
    let count = samples.len() as f64;
    let (mut delay, mut requests) = (0.0, 0.0);
    let root = divide(&samples, 0, price_ms, &mut |sent, waited| {
        requests += sent;
        delay += waited;
    });
    Plan { root, delay: delay / count, requests: requests / count }
}

/// Chooses the next poll of a set, sorted by end, and those that follow it. Reports the requests and
/// the waiting of all.
fn divide(set: &[Job], after: u64, price_ms: f64, report: &mut impl FnMut(f64, f64)) -> Node {
    let at = candidates(set, after, price_ms)
        .into_iter()
        .map(|at| (cost(set, at, price_ms), at))
        .min_by(|one, other| one.0.total_cmp(&other.0))
        .map_or(after + 1, |(_, at)| at);
    let (ended, parts) = parts(set, at);
    report(set.len() as f64, ended.iter().map(|job| (at - job.ends_at) as f64).sum());
    let next = parts.iter().map(|(percent, part)| (*percent, divide(part, at, price_ms, report)));
    Node { at, next: next.collect() }
}

/// Returns the ages to choose from: some before the first end, where a report costs no delay, and
/// some among the ends.
fn candidates(set: &[Job], after: u64, price_ms: f64) -> Vec<u64> {
    const BEFORE: [f64; 7] = [0.2, 0.4, 0.6, 0.75, 0.85, 0.93, 0.98];
    const AMONG: [f64; 13] = [0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.9, 1.0];
    let (Some(first), last) = (set.first(), set.len() - 1) else { return Vec::new() };
    let before = first.ends_at.saturating_sub(1 + after) as f64;
    let before = BEFORE.map(|share| after + (before * share) as u64);
    let among = AMONG.map(|share| set[(last as f64 * share) as usize].ends_at);
    let mut all: Vec<u64> = before.into_iter().chain(among).collect();
    all.push(blind(set, price_ms).1);
    all.retain(|at| *at > after);
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns the cost of a poll and of all that follows it without further reports.
fn cost(set: &[Job], at: u64, price_ms: f64) -> f64 {
    let (ended, parts) = parts(set, at);
    let waited: f64 = ended.iter().map(|job| (at - job.ends_at) as f64).sum();
    let later: f64 = parts.values().map(|part| blind(part, price_ms).0).sum();
    set.len() as f64 * price_ms + waited + later
}

/// Divides a set by the answer to a poll: the jobs that have ended, and the others by their percentage.
fn parts(set: &[Job], at: u64) -> (&[Job], BTreeMap<u8, Vec<Job>>) {
    let (ended, going_on) = set.split_at(set.partition_point(|job| job.ends_at <= at));
    let mut parts = BTreeMap::<u8, Vec<Job>>::new();
    for job in going_on {
        parts.entry(job.percent(at) as u8).or_default().push(*job);
    }
    (ended, parts)
}

/// Returns the least cost of a set, sorted by end, without further reports, and the first poll.
pub fn blind(set: &[Job], price_ms: f64) -> (f64, u64) {
    /// The polls are chosen among as many ends.
    const CHOICES: usize = 40;
    let choices = set.len().min(CHOICES);
    // The jobs that end by each choice, and the sum of their ends.
    let counts: Vec<usize> = (0..=choices).map(|n| n * set.len() / choices.max(1)).collect();
    let mut sums = vec![0.0];
    for pair in counts.windows(2) {
        let sum: f64 = set[pair[0]..pair[1]].iter().map(|job| job.ends_at as f64).sum();
        sums.push(sums[sums.len() - 1] + sum);
    }
    let mut best = vec![(0.0, 0); choices + 1];
    for from in (0..choices).rev() {
        let price = (set.len() - counts[from]) as f64 * price_ms;
        let mut least = (f64::INFINITY, 0);
        for to in from + 1..=choices {
            let at = set[counts[to] - 1].ends_at;
            let waited = at as f64 * (counts[to] - counts[from]) as f64 - (sums[to] - sums[from]);
            if waited >= least.0 {
                break;
            }
            let cost = price + waited + best[to].0;
            if cost < least.0 {
                least = (cost, at);
            }
        }
        best[from] = least;
    }
    best[0]
}
