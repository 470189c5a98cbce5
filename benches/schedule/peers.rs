//! The schedules of today's pollers. Each job is polled on its own.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::law::Law;
use crate::random::Random;
use crate::service::{Job, Service, one_way};
use crate::tally::Tally;

/// `createHttpPoller`: the first poll immediately, then one every 2 s.
pub fn every_two_seconds(law: &Law, jobs: &[Job], random: &mut Random) -> Tally {
    each(law, jobs, random, &|_, _| 2_000, 0)
}

/// `polling_interval=30`, which also applies before the first poll.
pub fn every_thirty_seconds(law: &Law, jobs: &[Job], random: &mut Random) -> Tally {
    each(law, jobs, random, &|_, _| 30_000, 30_000)
}

/// `createWaiter` with its defaults of 2 and 120 s.
pub fn exponential(law: &Law, jobs: &[Job], random: &mut Random) -> Tally {
    let wait = |attempt: u32, random: &mut Random| {
        let longest = (2_000_u64 << (attempt - 1).min(16)).min(120_000);
        2_000 + random.below(longest - 2_000 + 1)
    };
    each(law, jobs, random, &wait, 0)
}

/// Polls each job until its end is seen. At AvePoint, each job is polled at most every two minutes.
/// A 429 is followed by the wait that it requests, without a limit on their number: these pollers would
/// give up sooner.
fn each(
    law: &Law,
    jobs: &[Job],
    random: &mut Random,
    wait: &dyn Fn(u32, &mut Random) -> u64,
    first: u64,
) -> Tally {
    let floor = if law.is_avepoint { 120_000 } else { 0 };
    let mut service = Service::of(law);
    let mut tally = Tally::default();
    let mut due: BinaryHeap<_> =
        jobs.iter().enumerate().map(|(n, job)| Reverse((job.added_at + first, n, 1))).collect();
    while let Some(Reverse((at, n, attempt))) = due.pop() {
        let arrives = at + one_way(random);
        let answered = arrives + one_way(random);
        tally.requests += 1;
        match service.arrive(arrives) {
            Err(retry_after) => {
                tally.throttled += 1;
                // The header has whole seconds.
                due.push(Reverse((answered + retry_after.div_ceil(1_000) * 1_000, n, attempt)));
            }
            Ok(()) if arrives >= jobs[n].ends_at => tally.found(answered - jobs[n].ends_at),
            Ok(()) => {
                let next = answered + wait(attempt, random).max(floor);
                due.push(Reverse((next, n, attempt + 1)));
            }
        }
    }
    tally
}
