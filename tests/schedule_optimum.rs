//! The optimum that `npm run bench:schedule` compares the board with: closed forms, brute force, and
//! its own schedules on random jobs.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs
)]

#[path = "../benches/schedule/informed.rs"]
mod informed;
#[path = "../benches/schedule/law.rs"]
mod law;
#[path = "../benches/schedule/optimum.rs"]
mod optimum;
#[path = "../benches/schedule/progress.rs"]
mod progress;
#[path = "../benches/schedule/random.rs"]
mod random;
#[expect(dead_code, reason = "the limit of reads is for schedules that do not plan for it")]
#[path = "../benches/schedule/service.rs"]
mod service;
#[expect(dead_code, reason = "one run is not added to others")]
#[path = "../benches/schedule/tally.rs"]
mod tally;

use informed::Informed;
use law::Law;
use optimum::{Budget, Ends, Optimum, Schedule, Window, cheapest, optimum as optimum_within};
use random::Random;
use service::Job;

fn assert_near(seen: f64, expected: f64, tolerance: f64) {
    assert!((seen / expected - 1.0).abs() <= tolerance, "{seen}, and not {expected}");
}

/// Ends between 0 and 1,000 ms, each as likely as another.
fn uniform(steps: u32) -> Ends {
    let ages = (0..=steps).map(|step| f64::from(step) * 1_000.0 / f64::from(steps));
    Ends::new(ages.collect(), |age| (age / 1_000.0).min(1.0))
}

fn cheapest_at(ends: &Ends, pause_ms: f64, price: f64) -> Schedule {
    cheapest(ends, pause_ms, &vec![price; ends.count()])
}

fn ages(schedule: &Schedule) -> Vec<f64> {
    schedule.polls.iter().map(|(age, _)| *age).collect()
}

/// Returns the mean of a number over all schedules of a mixture.
fn mean(optimum: &Optimum, of: impl Fn(&Schedule) -> f64) -> f64 {
    let all = || optimum.mixture.iter().flatten();
    all().map(of).sum::<f64>() / all().count() as f64
}

fn budget(requests: f64, windows: Vec<Window>) -> Budget {
    Budget { requests, pause_ms: 0.0, windows, added_at: vec![0.0] }
}

#[test]
fn free_requests_for_uniform_ends_are_an_even_row() {
    // If a missed poll cost nothing, n polls would be 1,000 / n apart. A price makes later polls
    // closer, because they are sent less often: each gap is shorter than that before by the price,
    // as setting the derivative to zero shows: (tₖ − tₖ₋₁) − (tₖ₊₁ − tₖ) = price.
    let ends = uniform(1_000);
    let schedule = cheapest_at(&ends, 0.0, 20.0);
    let ages = ages(&schedule);
    assert_eq!(ages.last(), Some(&1_000.0));
    let gaps: Vec<f64> =
        std::iter::once(&0.0).chain(&ages).zip(&ages).map(|(one, next)| next - one).collect();
    assert!(gaps.len() > 5, "{gaps:?}");
    for pair in gaps.windows(2) {
        assert!((pair[0] - pair[1] - 20.0).abs() <= 2.0, "{gaps:?}");
    }
    let ages = (0..=24).map(|step| f64::from(step) * 50.0).collect();
    let ends = Ends::new(ages, |age| (age / 1_000.0).min(1.0));
    let even = self::ages(&cheapest_at(&ends, 200.0, 0.01));
    assert_eq!(even, [200.0, 400.0, 600.0, 800.0, 1_000.0], "the pause between polls");
}

#[test]
fn exponential_ends_are_polled_at_a_constant_interval() {
    // With a rate of one end in 1,000 ms and a price p, the best interval w solves
    // e^(w/1,000) − 1 − w/1,000 = p/1,000: for p = 100 it is 416.1 ms.
    let ages = (0..=6_000).map(|step| f64::from(step) * 2.0).collect();
    let ends =
        Ends::new(ages, |age| if age < 12_000.0 { 1.0 - (-age / 1_000.0).exp() } else { 1.0 });
    let polls = self::ages(&cheapest_at(&ends, 0.0, 100.0));
    for pair in polls[..8].windows(2) {
        assert!((pair[1] - pair[0] - 416.1).abs() <= 6.0, "{polls:?}");
    }
}

#[test]
fn no_choice_of_ages_is_cheaper() {
    let ages: Vec<f64> = (0..=13).map(|step| f64::from(step * step) * 10.0).collect();
    let ended_by = |age: f64| ((age - 50.0) / 1_640.0).clamp(0.0, 1.0).sqrt();
    let ends = Ends::new(ages.clone(), ended_by);
    // ∫ f(t)·(to − t) dt, in small steps.
    let waiting = |from: usize, to: usize| {
        let width = (ages[to] - ages[from]) / 4_000.0;
        let steps = (0..4_000).map(|step| ages[from] + (f64::from(step) + 0.5) * width);
        steps.map(|at| ended_by(at) - ended_by(ages[from])).sum::<f64>() * width
    };
    let waiting: Vec<Vec<f64>> =
        (0..=13).map(|from| (0..=13).map(|to| waiting(from, to.max(from))).collect()).collect();
    let mut random = Random::new(5);
    for pause_ms in [0.0, 100.0] {
        for _ in 0..20 {
            let prices: Vec<f64> = ages.iter().map(|_| 300.0 * random.share()).collect();
            let cost_of = |choice: u32| {
                let (mut cost, mut from) = (0.0, 0);
                for to in (1..=13).filter(|to| *to == 13 || (choice >> (to - 1)) & 1 == 1) {
                    if from > 0 && ages[to] - ages[from] < pause_ms {
                        return f64::INFINITY;
                    }
                    cost += waiting[from][to] + (1.0 - ended_by(ages[from])) * prices[to];
                    from = to;
                }
                cost
            };
            let least = (0..1 << 12).map(cost_of).fold(f64::INFINITY, f64::min);
            let schedule = cheapest(&ends, pause_ms, &prices);
            let price = |age: f64| prices[ages.partition_point(|other| *other < age)];
            let paid: f64 = schedule.polls.iter().map(|(age, sent)| sent * price(*age)).sum();
            assert_near(schedule.delay + paid, least, 0.005);
        }
    }
}

#[test]
fn many_requests_come_close_to_the_limit_of_a_rate() {
    let ends = uniform(2_000);
    // (∫ √(f·S))² ÷ 2 = (√1,000 · 2/3)² ÷ 2.
    assert_near(ends.limit_of_many(), 222.2, 0.001);
    let found = optimum_within(&ends, &budget(30.0, Vec::new()), 200);
    assert_near(found.bound, 222.2 / 30.0, 0.05);
    assert_near(mean(&found, |schedule| schedule.requests), 30.0, 0.01);
    assert_near(mean(&found, |schedule| schedule.delay), found.bound, 0.01);
}

#[test]
fn a_short_window_is_used_up_and_not_exceeded() {
    let window = || Window { from_ms: 0.0, to_ms: 600.0, most: 1.0 };
    let ends = uniform(500);
    let free = optimum_within(&ends, &budget(5.0, Vec::new()), 400);
    let short = optimum_within(&ends, &budget(5.0, vec![window()]), 400);
    let used = mean(&short, |schedule| {
        schedule.polls.iter().filter(|(age, _)| *age < 600.0).map(|(_, sent)| sent).sum()
    });
    assert_near(used, 1.0, 0.03);
    assert_near(mean(&short, |schedule| schedule.requests), 5.0, 0.03);
    assert!(short.bound > 1.2 * free.bound, "{} and {}", short.bound, free.bound);
    assert_near(mean(&short, |schedule| schedule.delay), short.bound, 0.03);
}

/// The computed mean delay and requests agree with those of random jobs within 3 %. In a burst the
/// mixed schedules are up to 8 % too good, because they exceed the short budgets a little. But a schedule without
/// luck is not much worse than the bound: six connections need two seconds for a hundred requests.
#[test]
fn the_schedules_have_the_computed_cost_on_random_jobs() {
    for (law, requests) in Law::ALL.iter().zip([1.0, 5.0, 33.0, 7.0, 3.2]) {
        let informed = Informed::with_requests(law, requests);
        let mut random = Random::new(3);
        let jobs: Vec<Job> = (0..40_000)
            .map(|_| {
                let added_at = random.below(1_000);
                Job { added_at, ends_at: added_at + law.length(&mut random), noise: random.share() }
            })
            .collect();
        let tally = informed.follow(&jobs, &mut random);
        assert_near(tally.requests_a_job(), requests, 0.03);
        let is_burst = law.quantile(1.0) < 60_000.0;
        if is_burst {
            let reached = (0..500).map(|_| polled_once(&mut random)).sum::<f64>() / 500.0;
            // Without connections, each poll comes a second after the end on average, and its answer 60 ms later.
            assert!(reached > 1_450.0, "{reached}");
            assert!((0.9..=1.0).contains(&(informed.delay() / reached)), "{reached}");
        }
        assert_near(tally.mean(), informed.delay(), if is_burst { 0.08 } else { 0.03 });
        assert!(tally.percentile(0.95) > tally.mean() && tally.throttled == 0, "{}", law.name);
    }
}

/// A hundred jobs that end within 3 s, each polled once, as soon as it has ended for certain and one of
/// the six connections is free.
fn polled_once(random: &mut Random) -> f64 {
    let law = &Law::ALL[0];
    let mut jobs: Vec<(f64, f64)> =
        (0..100).map(|_| (random.below(1_000) as f64, law.length(random) as f64)).collect();
    jobs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut free_at, mut waited) = ([0.0_f64; 6], 0.0);
    for (added_at, length) in jobs {
        free_at.sort_by(|one, other| other.total_cmp(one));
        let arrives = (free_at[5] + 60.0).max(added_at + 3_000.0);
        free_at[5] = arrives + 60.0;
        waited += arrives + 60.0 - added_at - length;
    }
    waited / 100.0
}

#[test]
fn without_reports_a_set_of_ends_is_polled_at_the_least_cost() {
    let job = |ends_at| Job { added_at: 0, ends_at, noise: 0.5 };
    let set = [1_000, 1_010, 3_000].map(job);
    // At 1,010 for three jobs and at 3,000 for one: 10 ms of waiting, and four requests.
    assert_eq!(progress::blind(&set, 100.0), (410.0, 1_010));
    // Expensive requests: one for all jobs, at the last end.
    assert_eq!(progress::blind(&set, 5_000.0), (3_990.0 + 15_000.0, 3_000));
}

#[test]
fn polls_follow_what_reports_reveal_about_the_end() {
    // Two jobs whose first reports differ: each is then polled at its end.
    let set = [60_000, 240_000].map(|ends_at| Job { added_at: 0, ends_at, noise: 0.5 });
    let plan = progress::plan(set.to_vec(), 10.0);
    assert_eq!((plan.delay, plan.requests), (0.0, 1.5));
    assert_eq!(plan.root.at, 60_000);
    let next: Vec<u64> = plan.root.next.values().map(|node| node.at).collect();
    assert_eq!(next, [240_000]);
    assert_eq!(plan.root.next.keys().copied().collect::<Vec<_>>(), [25]);
}
