//! A schedule that knows when each job ends. It polls once, at that time, as soon as the budget
//! allows.

use crate::law::Law;
use crate::random::Random;
use crate::service::{Job, Service, one_way};
use crate::tally::Tally;

pub fn poll_at_the_end(law: &Law, jobs: &[Job], random: &mut Random) -> Tally {
    let mut tally = Tally::default();
    let mut service = Service::of(law);
    let mut ends: Vec<u64> = jobs.iter().map(|job| job.ends_at).collect();
    ends.sort_unstable();
    for end in ends {
        // The request must not arrive before the end.
        let mut arrives = end;
        while let Err(wait) = service.arrive(arrives) {
            arrives += wait;
        }
        tally.requests += 1;
        tally.found(arrives + one_way(random) - end);
    }
    tally
}
