use super::*;
use proptest::prelude::*;

fn mark(percent: f64, at: u64) -> Mark {
    Mark { percent, at }
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
    assert!(there < 5_000, "{there}");
}

#[test]
fn progress_sends_the_next_poll_to_the_end() {
    // 40 of 80 % in 40 s, so the other 40 % in 40 s. The line is off by a quarter of that, and each percentage by
    // 0.35: 0.35 · 80 ÷ 40 s ÷ 40.
    let estimate = estimate(mark(20.0, 20_000), None, mark(60.0, 60_000)).unwrap();
    assert_eq!(estimate, Estimate { remaining_ms: 40_000, spread_ms: 10_700 });
    let wait = wait_ms(&Outlook { estimate: Some(estimate), ..outlook(60_000) }, 150.0);
    assert!((29_300..=40_000).contains(&wait), "{wait}");
    for (from, to, ms) in [(60.0, 60.0, 9), (60.0, 50.0, 9), (0.0, 100.0, 9), (0.0, 50.0, 0)] {
        assert_eq!(super::estimate(mark(from, 7), None, mark(to, 7 + ms)), None);
    }
}

#[test]
fn a_young_job_is_asked_a_few_times_a_minute_and_an_old_one_less() {
    let polls = |age| polls_within(&outlook(age), 60_000);
    assert!((2.0..6.0).contains(&polls(0)), "{}", polls(0));
    assert!(polls(3_600_000) < 3.0 && polls(3_600_000) > 0.5);
    assert_eq!(price_ms(300.0, Some(100)), 9.0 * BASE_PRICE_MS);
    assert_eq!(price_ms(30.0, Some(100)), BASE_PRICE_MS);
    assert_eq!(price_ms(1e9, None), BASE_PRICE_MS);
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
        prop_assert!(polls_within(&outlook, 60_000).is_finite());
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
    // One stretch of 10,000 / 4 ms, at the rate of its middle: 1 / (10,000 + 1,250 + 1,000). So the
    // wait is √(2 · 150 · 12,250).
    assert_eq!(wait(10_000, 150.0), 1_917);
    // The first 500 ms, at 1 / 1,250, risk 100 of the 150 ms; the chance of an end is then 0.4. At
    // 1 / 1,750, t²/3,500 + 0.4 t = 50 gives another 115 ms.
    assert_eq!(wait(0, 150.0), 615);
    // Stretches of 750, 937.5 and 1,171.875 ms risk 64.3, 244.9 and 520.9 of the 1,000 ms. The last
    // 169.9 ms take 304.6 ms, at 1 / 7,591.8 after a chance of 0.538.
    assert_eq!(wait(3_000, 1_000.0), 3_163);
    assert_eq!(wait(0, 1e12), CEILING_MS);
    // A price below 1 ms counts as 1 ms: √(2 · 12,250).
    assert_eq!([1.0, 0.0, f64::NAN].map(|price| wait(10_000, price)), [156; 3]);
}

#[test]
fn the_wait_by_history_follows_its_stretches() {
    let (history, short) = (History::from_counts(&[9.0, 3.0]), short_jobs());
    let wait =
        |age, price, history| wait_ms(&Outlook { history: Some(history), ..outlook(age) }, price);
    // (3 / 250 + 1 / 1,125) ÷ (9 + 1) until 250 ms risks 40.3 ms, with a chance of 0.322. Then by
    // age: at 1 / 1,500, t²/3,000 + 0.322 t = 109.7 gives 266.9 ms.
    assert_eq!(wait(0, 150.0, &history), 516);
    // From an age of 100 ms there are 150 ms left, at (3 / 250 + 1 / 1,175) ÷ 10: 14.5 ms.
    assert_eq!(wait(100, 150.0, &history), 561);
    // At that age 150 ms risk 1.0 ms. Then 5 ends in 125 ms: (0.04 + 1 / 1,312.5) ÷ 5 is 0.00815,
    // and 0.00408 t² + 0.0128 t = 19.0 gives 66.8 ms.
    assert_eq!(wait(100, 20.0, &short), 216);
    // Until 275 ms it is 66.2 ms, with a chance of 1.03. Then by age, in 79.3 ms.
    assert_eq!(wait(100, 150.0, &short), 354);
}

#[test]
fn the_wait_by_progress_begins_before_the_estimated_end() {
    let wait = |age, price, remaining_ms, spread_ms| {
        let estimate = Some(Estimate { remaining_ms, spread_ms });
        wait_ms(&Outlook { estimate, ..outlook(age) }, price)
    };
    // Nothing until 40,000 − 8,000 ms, then 1 / (2 · 8,000 + 1,000): √(2 · 150 · 17,000) is 2,258.
    assert_eq!(wait(60_000, 150.0, 40_000, 8_000), 34_258);
    assert_eq!(wait(60_000, 0.0, 40_000, 8_000), 32_184, "another √(2 · 17,000)");
    // The end may be at once: √(2 · 150 · 7,000).
    assert_eq!(wait(5, 150.0, 1_000, 3_000), 1_449);
    // Until 49,000 ms the risk is 8,500 ms, and the chance 1. Then by age, at 1 / (51,000 + 49,000 +
    // 12,500 + 1,000): t²/227,000 + t = 11,500 gives 10,969.9 ms.
    assert_eq!(wait(51_000, 20_000.0, 40_000, 8_000), 59_969);
}

#[test]
fn the_polls_to_come_are_counted_stretch_by_stretch() {
    let assert_polls = |outlook: &Outlook<'_>, horizon, expected: f64| {
        let polls = polls_within(outlook, horizon);
        assert!((polls - expected).abs() < 1e-6, "{polls}, and not {expected}");
    };
    // One stretch, at h = 1 / 11,125. After it the job goes on with the chance 1 / (1 + 1,000 h) =
    // 0.917526. So 0.5 + 0.958763 · √(h / 300) · 1,000.
    assert_polls(&outlook(9_000), 1_000, 1.024_808_157);
    // Two of 500 ms, at 1 / 1,250 and 1 / 1,750: it goes on with 0.714286 and then 0.555556.
    // 0.5 + 0.857143 · 0.816497 + 0.634921 · 0.690066.
    assert_polls(&outlook(0), 1_000, 1.637_991_075);
    // The same sum over both stretches of a history, and over the time after them.
    let history = short_jobs();
    let with_history = Outlook { history: Some(&history), ..outlook(100) };
    assert_polls(&with_history, 1_000, 1.469_772_467);
    // Nothing for 3,000 ms, then 1 / 3,000 until 6,000 ms, then by age until the horizon.
    let estimate = Some(Estimate { remaining_ms: 4_000, spread_ms: 1_000 });
    assert_polls(&Outlook { estimate, ..outlook(1_000) }, 10_000, 3.838_656_289);
}

#[test]
fn the_price_is_bounded() {
    // The demand is 1.5 times the supply.
    assert_eq!(price_ms(150.0, Some(100)), 2.25 * BASE_PRICE_MS);
    assert_eq!(price_ms(4.0, Some(0)), 16.0 * BASE_PRICE_MS);
    assert_eq!(price_ms(1e12, Some(1)), 1e8 * BASE_PRICE_MS);
}

#[test]
fn an_estimate_comes_from_the_rate_of_progress() {
    // 50 % in 30 s, so 25 % in 15 s. The spread is a quarter of that and 0.35 · 75 · 30 s ÷ 50².
    let expected = Estimate { remaining_ms: 15_000, spread_ms: 4_065 };
    assert_eq!(estimate(mark(25.0, 0), None, mark(75.0, 30_000)), Some(expected));
    // 1 % in 10,000 s, so 99 % in 990,000 s. With 1 % in 20,000 s it is too far away.
    let days = estimate(mark(0.0, 0), None, mark(1.0, 10_000_000)).unwrap();
    assert_eq!((days.remaining_ms, days.spread_ms), (990_000_000, 597_500_000));
    assert_eq!(estimate(mark(0.0, 0), None, mark(1.0, 20_000_000)), None);
}

#[test]
fn an_estimate_follows_a_job_that_slows_down() {
    // 100 · (1.2x − 0.2x²), with x = 1 after 1,000 s. Of the last 400 s 5 % may be wrong. An error in a reading counts
    // 1,000 · (400 ÷ 300 + 700 ÷ 600) ÷ 300 times at the end, where the speed is 0.08 % a second.
    let middle = Some(mark(34.2, 300_000));
    let seen = estimate(mark(0.0, 0), middle, mark(64.8, 600_000)).unwrap();
    assert!(seen.remaining_ms.abs_diff(400_000) <= 1, "{seen:?}");
    assert_eq!(seen.spread_ms, 56_458);
    // Two readings that are close together say little of the speed.
    let middle = Some(mark(64.0, 594_000));
    let line = estimate(mark(0.0, 0), None, mark(64.8, 600_000)).unwrap();
    assert_eq!(estimate(mark(0.0, 0), middle, mark(64.8, 600_000)), Some(line));
    // A job that slows down too much would never end on its parabola.
    let middle = Some(mark(60.0, 300_000));
    assert_eq!(estimate(mark(0.0, 0), middle, mark(64.8, 600_000)), Some(line));
}
