//! `npm run bench:schedule`: how soon the end of a job is noticed, and with how many requests, in
//! virtual time. Compares the board with the schedules of today's pollers, with the optimum of one that
//! knows the law of the ends, and with one that knows every end.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs
)]

mod board;
mod clairvoyant;
mod informed;
mod law;
mod optimum;
mod peers;
mod progress;
mod random;
mod service;
mod tally;

use informed::Informed;
use law::Law;
use random::Random;
use service::Job;
use tally::Tally;

/// A schedule: given jobs, it finds their ends.
type Scheduler = fn(&Law, &[Job], &mut Random) -> Tally;

const SCHEDULERS: [(&str, Scheduler); 6] = [
    ("export-jobs, nothing known", board::cold),
    ("export-jobs, 50 jobs seen", board::learned),
    ("every 2 s (core-lro)", peers::every_two_seconds),
    ("every 30 s (Azure SDK for Python)", peers::every_thirty_seconds),
    ("exponential, 2 to 120 s, jitter (AWS)", peers::exponential),
    ("clairvoyant", clairvoyant::poll_at_the_end),
];

fn main() {
    println!(
        "All jobs are added within a second, at one origin that allows {} reads a minute. Delay: from \
         a job's end to the answer that says so, ms.\n",
        service::READS
    );
    let mut missed = Vec::new();
    for law in Law::ALL {
        println!("**{}**\n", law.name);
        println!("| jobs | schedule | mean delay | 95 % within | requests a job | 429 |");
        println!("| ---: | --- | ---: | ---: | ---: | ---: |");
        for (count, runs) in [(1, 300), (10, 40), (100, 60), (1_000, 1)] {
            let tallies: Vec<_> = SCHEDULERS
                .iter()
                .map(|(name, schedule)| {
                    let follow = |jobs: &[Job], random: &mut Random| schedule(&law, jobs, random);
                    (*name, repeat(count, runs, &law, follow))
                })
                .collect();
            for (name, tally) in &tallies {
                print(count, name, tally);
            }
            judge(&law, count, &tallies, &mut missed);
            if count == 100 {
                let ours = &tallies[1].1;
                let informed = Informed::with_requests(&law, ours.requests_a_job());
                let tally = repeat(count, runs, &law, |jobs, random| informed.follow(jobs, random));
                print(count, "knows the law", &tally);
                missed.push(measure(&law, ours, &informed));
            }
        }
        println!();
    }
    println!("Goals");
    for line in missed {
        println!("  {line}");
    }
}

fn print(count: usize, name: &str, tally: &Tally) {
    println!(
        "| {count} | {name} | {:.0} | {:.0} | {:.1} | {} |",
        tally.mean(),
        tally.percentile(0.95),
        tally.requests_a_job(),
        tally.throttled
    );
}

fn repeat(
    count: usize,
    runs: u64,
    law: &Law,
    follow: impl Fn(&[Job], &mut Random) -> Tally,
) -> Tally {
    let mut whole = Tally::default();
    for run in 0..runs {
        let mut random = Random::new(run * 7_919 + count as u64);
        let jobs: Vec<_> = (0..count)
            .map(|_| {
                let added_at = random.below(if count == 1 { 1 } else { 1_000 });
                Job { added_at, ends_at: added_at + law.length(&mut random), noise: random.share() }
            })
            .collect();
        whole.add(follow(&jobs, &mut random));
    }
    whole
}

/// A schedule is better if it is better in both delay and requests.
fn judge(law: &Law, count: usize, tallies: &[(&str, Tally)], lines: &mut Vec<String>) {
    let [cold, learned, peers @ .., _clairvoyant] = tallies else { return };
    for (name, ours) in [cold, learned] {
        for (peer, theirs) in peers {
            let is_better =
                theirs.mean() < ours.mean() && theirs.requests_a_job() < ours.requests_a_job();
            if is_better {
                lines.push(format!(
                    "missed  {}, {count} jobs: {peer} is better on both than {name}",
                    law.name
                ));
            }
        }
    }
    if !lines.iter().any(|line| line.contains(law.name) && line.contains(&format!("{count} jobs:")))
    {
        lines.push(format!("met     {}, {count} jobs: no peer is better on both", law.name));
    }
}

/// Compares the board with the optimum for the same number of requests. Also checks the optimum: on random jobs,
/// its schedule must have the delay and the requests that were computed.
fn measure(law: &Law, ours: &Tally, informed: &Informed) -> String {
    let factor = ours.mean() / informed.delay();
    let verdict = if factor <= 1.1 { "met   " } else { "missed" };
    let checked = repeat(100, 1_000, law, |jobs, random| informed.follow(jobs, random));
    format!(
        "{verdict}  {}, 100 jobs: {factor:.2} times the delay of the optimum, {:.0} ms. Its schedule: {:.0} ms, \
         {:.2} requests for each of 100,000 drawn jobs",
        law.name,
        informed.delay(),
        checked.mean(),
        checked.requests_a_job()
    )
}
