use super::*;
use proptest::prelude::*;

const RATE: Rate = Rate { count: 100, window_ms: 60_000 };

fn mark(percent: f64, at: u64) -> Mark {
    Mark { percent, at, until: at }
}

/// Returns the marks of a job that was started at 0, at these ages. Its progress is a function of its age.
fn marks(percent: impl Fn(f64) -> f64, ages: &[u64]) -> Vec<Mark> {
    ages.iter().map(|age| mark(percent(float(*age)).floor(), *age)).collect()
}

fn demand(polls: f64, ends: f64) -> Demand {
    Demand { polls, ends }
}

fn outlook(age_ms: u64) -> Outlook<'static> {
    Outlook { age_ms, history: None, estimate: None }
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
        history.went_on(0, 180_000 + n * 400);
        history.ended(180_000 + n * 400, 181_000 + n * 400);
    }
    let first = wait_ms(&Outlook { history: Some(&history), ..outlook(0) }, BASE_PRICE_MS);
    let there = wait_ms(&Outlook { history: Some(&history), ..outlook(190_000) }, BASE_PRICE_MS);
    assert!(first > 2_000, "{first}");
    assert!(there < 6_000, "{there}");
}

#[test]
fn progress_sends_the_next_poll_to_the_end() {
    // 40 of 80 % in 40 s, so the other 40 % in 40 s. The line is off by a quarter of that, and each percentage by
    // 0.35: 0.35 · 80 ÷ 40 s ÷ 40.
    let estimate = estimate_by_line(mark(20.0, 20_000), mark(60.0, 60_000)).unwrap();
    assert_eq!(estimate, Estimate { remaining_ms: 40_000, spread_ms: 10_700 });
    let wait = wait_ms(&Outlook { estimate: Some(estimate), ..outlook(60_000) }, 150.0);
    assert!((29_300..=40_000).contains(&wait), "{wait}");
    for (from, to, ms) in [(60.0, 60.0, 9), (60.0, 50.0, 9), (0.0, 100.0, 9), (0.0, 50.0, 0)] {
        assert_eq!(estimate_by_line(mark(from, 7), mark(to, 7 + ms)), None);
    }
}

#[test]
fn a_young_job_is_asked_a_few_times_a_minute_and_an_old_one_less() {
    let polls = |age| demand_within(&outlook(age), 60_000).polls;
    assert!((2.0..6.0).contains(&polls(0)), "{}", polls(0));
    assert!(polls(3_600_000) < 3.0 && polls(3_600_000) > 0.5);
    let price = |polls| price_ms(demand(polls, 0.0), RATE, 1_000);
    assert_eq!(price(300.0), 9.0 * BASE_PRICE_MS);
    assert_eq!(price(30.0), BASE_PRICE_MS);
}

proptest! {
    #[test]
    fn every_wait_is_bounded(
        age_ms in any::<u64>(), price in 0.0..1e12, ends in proptest::option::of(any::<(u64, u64)>()),
        counts in proptest::collection::vec(-1.0..1e9, 0..50),
    ) {
        let history = History::from_counts(&counts);
        let estimate = ends.map(|(remaining_ms, spread_ms)| Estimate { remaining_ms, spread_ms });
        let outlook = Outlook { age_ms, history: Some(&history), estimate };
        prop_assert!(wait_ms(&outlook, price) <= CEILING_MS);
        let demand = demand_within(&outlook, 60_000);
        prop_assert!(demand.polls.is_finite() && (0.0..=1.0).contains(&demand.ends));
    }

    #[test]
    fn a_higher_price_never_polls_sooner(
        age_ms in 0_u64..10_000_000, price in 1.0..1e6, counts in proptest::collection::vec(0.0..50.0, 0..36),
    ) {
        let history = History::from_counts(&counts);
        let outlook = Outlook { age_ms, history: Some(&history), estimate: None };
        prop_assert!(wait_ms(&outlook, price) <= wait_ms(&outlook, price * 2.0) + 1);
    }
}

/// Nine jobs passed the first 250 ms, and none ended. Of the four that were seen in the next 125 ms
/// five ended.
fn short_jobs() -> History {
    History::from_counts(&[9.0, 0.0, 4.0, 5.0])
}

#[test]
fn the_wait_by_age_is_where_the_risk_reaches_the_price() {
    let wait = |age, price| wait_ms(&outlook(age), price);
    // One stretch of 10,000 / 4 ms, at the rate of its middle: 1 / (10,000 + 1,250 + 1,000) = h. On average
    // over the stretch, 1 / (12,250 + 1,250) end in each millisecond. So √(2 · 150 · 13,500).
    assert_eq!(wait(10_000, 150.0), 2_012);
    // In the first 500 ms, 500 / 1,500 end: that risks 83.3 of the 150 ms. Of the other two thirds, 1 / 2,000
    // end in each further millisecond. t²/6,000 + t/3 = 66.7 gives another 183.2 ms.
    assert_eq!(wait(0, 150.0), 683);
    // Stretches of 750, 937.5 and 1,171.875 ms risk 59.2, 213.1 and 418.1 of the 1,000 ms. The last 309.6 ms
    // take 701.4 ms, after 0.4169 have ended: 0.4169 t + t²/28,549.
    assert_eq!(wait(3_000, 1_000.0), 3_560);
    assert_eq!(wait(0, 1e12), CEILING_MS);
    // A price below 1 ms is treated as 1 ms: √(2 · 13,500).
    assert_eq!([1.0, 0.0, f64::NAN].map(|price| wait(10_000, price)), [164; 3]);
}

#[test]
fn the_wait_by_history_follows_its_stretches() {
    let (history, short) = (History::from_counts(&[9.0, 3.0]), short_jobs());
    let wait =
        |age, price, history| wait_ms(&Outlook { history: Some(history), ..outlook(age) }, price);
    // With h = (3 / 250 + 1 / 1,125) ÷ (9 + 1), 250 h ÷ (1 + 125 h) = 0.2775 end until 250 ms, which risks
    // 34.7 ms. Then by age, at 1 / 1,500: t²/4,844 + 0.2775 t = 115.3 gives 333.0 ms.
    assert_eq!(wait(0, 150.0, &history), 583);
    // From an age of 100 ms there are 150 ms left, at (3 / 250 + 1 / 1,175) ÷ 10: 13.2 ms.
    assert_eq!(wait(100, 150.0, &history), 625);
    // At that age 150 ms risk 1.0 ms. Then 5 ends in 125 ms, at (0.04 + 1 / 1,312.5) ÷ 5: 0.00533 of all
    // end in each millisecond, and 0.00267 t² + 0.0127 t = 19.0 gives 82.2 ms.
    assert_eq!(wait(100, 20.0, &short), 232);
}

#[test]
fn a_dear_poll_comes_when_most_jobs_have_ended() {
    let short = short_jobs();
    let wait = |price| wait_ms(&Outlook { history: Some(&short), ..outlook(100) }, price);
    // At 275 ms 0.679 have ended, and the others end slowly: 0.000171 in a millisecond. At a price of 1,000 ms,
    // a poll is worth it from √(0.171 · 1.829) = 0.559 on.
    assert_eq!([150.0, 1_000.0].map(wait), [275; 2]);
    // At 10,000 ms it is worth it from (1 + 1.71) ÷ 2 on: never in this stretch.
    assert!(wait(10_000.0) > 775, "{}", wait(10_000.0));
}

#[test]
fn jobs_that_end_evenly_are_polled_where_a_poll_pays_for_itself() {
    // All end between 1 and 3 s. At 1,000 ms, a poll after (4 + 1) ÷ 2 s and one at the end cost least.
    let estimate = Some(Estimate { remaining_ms: 2_000, spread_ms: 500 });
    let wait = |price| wait_ms(&Outlook { estimate, ..outlook(0) }, price);
    // Here the interval is from 1,500 to 3,500 ms.
    assert_eq!(wait(1_000.0), 3_000);
    // From 2,000 ms on, the second poll saves less than it costs.
    assert_eq!([1_900.0, 2_000.0, 1e6].map(wait), [3_450, 3_500, 3_500]);
}

#[test]
fn the_wait_by_progress_begins_before_the_estimated_end() {
    let wait = |age, price, remaining_ms, spread_ms| {
        let estimate = Some(Estimate { remaining_ms, spread_ms });
        wait_ms(&Outlook { estimate, ..outlook(age) }, price)
    };
    // The rate is 0 until 40,000 − 8,000 ms, then 1 / (2 · 8,000 + 1,000): √(2 · 150 · 17,000) is
    // 2,258.
    assert_eq!(wait(60_000, 150.0, 40_000, 8_000), 34_258);
    assert_eq!(wait(60_000, 0.0, 40_000, 8_000), 32_184, "another √(2 · 17,000)");
    // The job may end immediately: √(2 · 150 · 6,000), because 5,000 ms are left of an interval of 7,000.
    assert_eq!(wait(5, 150.0, 1_000, 3_000), 1_341);
    // At 49,000 ms it has certainly ended.
    assert_eq!(wait(51_000, 20_000.0, 40_000, 8_000), 49_000);
}

#[test]
fn the_demand_is_counted_stretch_by_stretch() {
    let assert_demand = |outlook: &Outlook<'_>, horizon, polls: f64, ends: f64| {
        let demand = demand_within(outlook, horizon);
        assert!((demand.polls - polls).abs() < 1e-6, "{demand:?}, and not {polls}");
        assert!((demand.ends - ends).abs() < 1e-6, "{demand:?}, and not {ends}");
    };
    // One stretch, at h = 1 / 11,125. After it the job goes on with the chance 1 / (1 + 1,000 h) =
    // 0.917526. So 0.25 + 0.958763 · √(h / 300) · 1,000. Half of the ends are counted.
    assert_demand(&outlook(9_000), 1_000, 0.774_808_157, 0.041_237_113);
    // Two of 500 ms, at 1 / 1,250 and 1 / 1,750: it goes on with 0.714286 and then 0.555556.
    // 0.25 + 0.857143 · 0.816497 + 0.634921 · 0.690066.
    assert_demand(&outlook(0), 1_000, 1.387_991_075, 0.222_222_222);
    // The same sum over both stretches of a history, and over the time after them.
    let history = short_jobs();
    let with_history = Outlook { history: Some(&history), ..outlook(100) };
    assert_demand(&with_history, 1_000, 1.219_772_467, 0.535_931_306);
    // The rate is 0 for 3,000 ms, then 2 / 3,000 until 6,000 ms, then that of the rule of age until
    // the horizon.
    let estimate = Some(Estimate { remaining_ms: 4_000, spread_ms: 1_000 });
    assert_demand(&Outlook { estimate, ..outlook(1_000) }, 10_000, 3.876_055_999, 0.718_028_840);
}

#[test]
fn the_price_is_bounded() {
    let price = |polls, ends, running| price_ms(demand(polls, ends), RATE, running);
    // The demand is 1.5 times the supply.
    assert_eq!(price(150.0, 0.0, 1_000), 2.25 * BASE_PRICE_MS);
    // Half of 100 reads are left for a demand of 200.
    assert_eq!(price(200.0, 100.0, 1_000), 16.0 * BASE_PRICE_MS);
    // At least a tenth of the reads are left.
    assert_eq!(price(20.0, 500.0, 1_000), 4.0 * BASE_PRICE_MS);
    // A read each 600 ms for 50 jobs.
    assert_eq!(price(1e12, 0.0, 50), 30_000.0);
    assert_eq!(price(1e12, 0.0, 0), BASE_PRICE_MS);
    let none = Rate { count: 0, window_ms: 60_000 };
    assert_eq!(price_ms(demand(4.0, 0.0), none, 1_000), 16.0 * BASE_PRICE_MS);
}

#[test]
fn reads_that_find_ends_are_not_spread() {
    let spread = |ends, running| spread_ms(demand(300.0, ends), RATE, running);
    assert_eq!([0.0, 30.0].map(|ends| spread(ends, 100)), [600, 600]);
    // 175 − 2 · 75 of them are spread.
    assert_eq!(spread(75.0, 100), 2_400);
    assert_eq!(spread(100.0, 100), 6_000_000, "none");
    // More jobs than reads.
    assert_eq!([150, 200, 900].map(|running| spread(100.0, running)), [1_200, 600, 600]);
}

#[test]
fn an_estimate_by_a_line_comes_from_the_rate_of_progress() {
    // 50 % in 30 s, so 25 % in 15 s. The spread is a quarter of that and 0.35 · 75 · 30 s ÷ 50².
    let expected = Estimate { remaining_ms: 15_000, spread_ms: 4_065 };
    assert_eq!(estimate_by_line(mark(25.0, 0), mark(75.0, 30_000)), Some(expected));
    // 1 % in 10,000 s, so 99 % in 990,000 s. With 1 % in 20,000 s it is too far away.
    let days = estimate_by_line(mark(0.0, 0), mark(1.0, 10_000_000)).unwrap();
    assert_eq!((days.remaining_ms, days.spread_ms), (990_000_000, 597_500_000));
    assert_eq!(estimate_by_line(mark(0.0, 0), mark(1.0, 20_000_000)), None);
}

#[test]
fn an_estimate_becomes_closer_with_each_reading() {
    // Jobs that slow down, are steady, and speed up. Each takes 1,000 s.
    for bend in [0.15, 0.0, -0.15] {
        let percent = |age: f64| {
            let x = age / 1_000_000.0;
            100.0 * (x + bend * x * (1.0 - x))
        };
        let ages = [50_000, 300_000, 600_000, 800_000, 900_000, 960_000];
        let marks = marks(percent, &ages);
        let mut spreads = Vec::new();
        for count in 2..=ages.len() {
            let seen = estimate(mark(0.0, 0), &marks[..count]).unwrap();
            let end = ages[count - 1] + seen.remaining_ms;
            assert!(end.abs_diff(1_000_000) <= seen.spread_ms, "{bend} {count}: {seen:?}");
            spreads.push(seen.spread_ms);
        }
        assert!(spreads.is_sorted_by(|one, next| one >= next), "{bend}: {spreads:?}");
        assert!(spreads[0] > 20_000 && spreads[4] < 10_000, "{bend}: {spreads:?}");
    }
}

#[test]
fn no_end_is_estimated_from_progress_that_no_parabola_has() {
    let none = |marks: &[Mark]| assert_eq!(estimate(mark(0.0, 0), marks), None);
    none(&[]);
    none(&[mark(0.0, 0)]);
    none(&[mark(50.0, 10_000), mark(52.0, 60_000)]);
    none(&[mark(1.0, 20_000_000)]);
    assert!(estimate(mark(0.0, 0), &[mark(50.0, 10_000)]).is_some());
}

#[test]
fn a_percentage_that_stays_puts_the_end_off() {
    let end = |until| {
        let marks = [mark(20.0, 200_000), Mark { percent: 90.0, at: 900_000, until }];
        until + estimate(mark(0.0, 0), &marks).unwrap().remaining_ms
    };
    assert!(end(909_000) > end(900_000) + 1_000, "{} and {}", end(909_000), end(900_000));
}
