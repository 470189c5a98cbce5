//! `npm run bench:schedule`: how soon the end of a job is noticed, and with how many requests, in
//! virtual time. Compares the board with the schedules of today's pollers, and with the optimum.
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
mod law;
mod peers;
mod random;
mod service;
mod tally;

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
        for (count, runs) in [(1, 300), (10, 40), (100, 6), (1_000, 1)] {
            let tallies: Vec<_> = SCHEDULERS
                .iter()
                .map(|(name, schedule)| (*name, repeat(&law, count, runs, *schedule)))
                .collect();
            for (name, tally) in &tallies {
                println!(
                    "| {count} | {name} | {:.0} | {:.0} | {:.1} | {} |",
                    tally.mean(),
                    tally.percentile(0.95),
                    tally.requests_a_job(),
                    tally.throttled
                );
            }
            judge(&law, count, &tallies, &mut missed);
        }
        println!();
    }
    println!("Goals");
    for line in missed {
        println!("  {line}");
    }
}

fn repeat(law: &Law, count: usize, runs: u64, schedule: Scheduler) -> Tally {
    let mut whole = Tally::default();
    for run in 0..runs {
        let mut random = Random::new(run * 7_919 + count as u64);
        let jobs: Vec<_> = (0..count)
            .map(|_| {
                let added_at = random.below(if count == 1 { 1 } else { 1_000 });
                Job { added_at, ends_at: added_at + law.length(&mut random), noise: random.share() }
            })
            .collect();
        whole.add(schedule(law, &jobs, &mut random));
    }
    whole
}

/// A schedule is better if it is better in both delay and requests.
fn judge(law: &Law, count: usize, tallies: &[(&str, Tally)], lines: &mut Vec<String>) {
    let [cold, learned, peers @ .., clairvoyant] = tallies else { return };
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
    if count == 100 {
        let factor = learned.1.mean() / clairvoyant.1.mean();
        let verdict = if factor <= 1.5 { "met   " } else { "missed" };
        let bound = law.least_delay(learned.1.requests_a_job());
        lines.push(format!(
            "{verdict}  {}, 100 jobs: mean delay {factor:.1} times the clairvoyant's, of 1.5. For one job \
             as many requests cannot do better than {bound:.0} ms, if the law is known and the end is not",
            law.name
        ));
    }
}
