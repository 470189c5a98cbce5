//! A poller that knows the law of a job's length, and how reports of progress are distorted, but not
//! the end of any job. It keeps the limits of the service, and sends as many requests for each job
//! as the board did.

use crate::law::Law;
use crate::optimum::{Budget, Ends, Optimum, Window, optimum};
use crate::progress::{Plan, plan};
use crate::random::Random;
use crate::service::{Job, READS, WINDOW_MS, one_way};
use crate::tally::Tally;

/// The mean latency of an answer.
const ANSWER_MS: f64 = 60.0;

/// The jobs are added within a second, in as many groups.
const GROUPS: u32 = 8;

/// The most pending requests to one origin.
const CONNECTIONS: f64 = 6.0;

/// The connections are counted in the first round trips only: later, the jobs do not end in a burst.
const TRIPS: u32 = 60;

/// The best schedule for 100 jobs at one origin.
pub enum Informed {
    /// For jobs that report no progress: the optimum within the budgets.
    Silent(Optimum),
    /// For jobs that report it: a plan that looks one report ahead. The jobs do not share a budget.
    Reporting(Plan),
}

impl Informed {
    /// Finds the schedule that sends `requests` for each job.
    pub fn with_requests(law: &Law, requests: f64) -> Self {
        if law.tells_progress {
            Self::Reporting(plan_with_requests(law, requests))
        } else {
            // A burst needs more steps, because its budgets are as short as its polls are apart.
            let is_burst = law.quantile(1.0) < WINDOW_MS as f64;
            Self::Silent(silent(law, requests, if is_burst { 600 } else { 300 }))
        }
    }

    /// Returns the expected delay. No schedule for jobs without progress has a lower one.
    pub fn delay(&self) -> f64 {
        ANSWER_MS
            + match self {
                Self::Silent(optimum) => optimum.bound,
                Self::Reporting(plan) => plan.delay,
            }
    }

    /// Follows jobs. A request arrives when it should.
    pub fn follow(&self, jobs: &[Job], random: &mut Random) -> Tally {
        let mut tally = Tally::default();
        for job in jobs {
            let (requests, waited) = match self {
                Self::Silent(optimum) => follow_silent(optimum, job, random),
                Self::Reporting(plan) => follow_reporting(plan, job),
            };
            tally.requests += requests;
            tally.found(waited + one_way(random));
        }
        tally
    }
}

/// Returns the optimum for 100 jobs without progress.
fn silent(law: &Law, requests: f64, steps: usize) -> Optimum {
    let (pause_ms, groups) = if law.is_avepoint { (120_000.0, 1) } else { (250.0, GROUPS) };
    let ends = Ends::new(law.ages(pause_ms), |age| law.ended_by(age));
    let windows = if law.is_avepoint { Vec::new() } else { windows(ends.last()) };
    let group_ms = 1_000.0 / f64::from(groups);
    let added_at = (0..groups).map(|group| (f64::from(group) + 0.5) * group_ms).collect();
    optimum(&ends, &Budget { requests, pause_ms, windows, added_at }, steps)
}

/// Returns the budgets that 100 jobs share: each minute has the reads of a minute. There are more such
/// minutes, which begin in between, so the bound is a little too low. Also, in the time of a round trip, each
/// connection has one request.
fn windows(until_ms: f64) -> Vec<Window> {
    let starts = (0..48).map(|n| f64::from(n) * 2_500.0);
    let starts = starts.chain((6..180).map(|n| f64::from(n) * 20_000.0));
    let starts = starts.filter(|at| *at < until_ms + 1_000.0);
    let window = |from_ms: f64, length_ms: f64, most: f64| Window {
        from_ms,
        to_ms: from_ms + length_ms,
        most: most / 100.0,
    };
    let minutes = starts.map(|at| window(at, WINDOW_MS as f64, READS as f64));
    let trip_ms = 2.0 * ANSWER_MS;
    let trips = (0..TRIPS).map(|trip| window(f64::from(trip) * trip_ms, trip_ms, CONNECTIONS));
    minutes.chain(trips).collect()
}

/// Takes any schedule of the mixture.
fn follow_silent(optimum: &Optimum, job: &Job, random: &mut Random) -> (u64, u64) {
    let group = job.added_at as usize * optimum.mixture.len() / 1_000;
    let mixture = &optimum.mixture[group.min(optimum.mixture.len() - 1)];
    let schedule = &mixture[random.below(mixture.len() as u64) as usize];
    let length = (job.ends_at - job.added_at) as f64;
    let missed = schedule.polls.partition_point(|(age, _)| *age < length);
    let found = schedule.polls.get(missed).map_or(length, |(age, _)| *age);
    (missed as u64 + 1, (found - length) as u64)
}

/// Follows the plan. A job whose reports are in no sample is polled at intervals that double.
fn follow_reporting(plan: &Plan, job: &Job) -> (u64, u64) {
    let (mut node, mut at, mut requests, mut wait) = (Some(&plan.root), 0, 0, 500);
    loop {
        at = node.map_or(at + wait, |node| node.at);
        requests += 1;
        if let Some(waited) = (job.added_at + at).checked_sub(job.ends_at) {
            return (requests, waited);
        }
        let percent = job.percent(job.added_at + at) as u8;
        node = node.and_then(|node| node.next.get(&percent));
        wait *= if node.is_none() { 2 } else { 1 };
    }
}

/// Bisects the price of a request until the plan sends this many.
fn plan_with_requests(law: &Law, requests: f64) -> Plan {
    let (mut low, mut high) = (1.0_f64, 1e6_f64);
    loop {
        let price = (low * high).sqrt();
        let mut plan = plan(samples(law, 100_000), price);
        // Unlike the samples, other jobs of the law show what the plan is worth.
        let jobs = drawn(law, 20_000);
        let (mut sent, mut waited) = (0, 0);
        for job in &jobs {
            let (requests, ms) = follow_reporting(&plan, job);
            sent += requests;
            waited += ms;
        }
        plan.requests = sent as f64 / jobs.len() as f64;
        plan.delay = waited as f64 / jobs.len() as f64;
        if (plan.requests / requests - 1.0).abs() < 0.005 || high / low < 1.01 {
            return plan;
        }
        if plan.requests > requests { low = price } else { high = price }
    }
}

/// Returns jobs that stand for the whole law: as many in each part of lengths and distortions.
fn samples(law: &Law, count: u32) -> Vec<Job> {
    const NOISES: u32 = 40;
    let mut random = Random::new(1);
    let mut within = |part: u32, parts: u32| (f64::from(part) + random.share()) / f64::from(parts);
    (0..count)
        .map(|n| Job {
            added_at: 0,
            ends_at: law.quantile(within(n / NOISES, count.div_ceil(NOISES))) as u64,
            noise: within(n % NOISES, NOISES),
        })
        .collect()
}

/// Draws jobs that are added at the same time.
fn drawn(law: &Law, count: u32) -> Vec<Job> {
    let mut random = Random::new(2);
    let job = |random: &mut Random| Job {
        added_at: 0,
        ends_at: law.length(random),
        noise: random.share(),
    };
    (0..count).map(|_| job(&mut random)).collect()
}
