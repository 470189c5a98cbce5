use super::*;
use proptest::prelude::*;

fn budget(count: u32) -> Budget {
    let mut budget = Budget::default();
    budget.set_rate(Some(Rate { count, window_ms: 60_000 }), JOURNEY_MS);
    budget
}

proptest! {
    #[test]
    fn no_window_holds_more_than_the_rate(
        count in 1_u32..20, kept in 0_u32..5, steps in proptest::collection::vec(0_u64..20_000, 1..200),
    ) {
        let mut budget = budget(count);
        let (mut now, mut sent) = (0, Vec::new());
        for step in steps {
            now += step;
            if budget.free_at(now, kept) == Some(now) {
                budget.charge(now);
                sent.push(now);
            }
        }
        for first in &sent {
            let window = sent.iter().filter(|at| (*first..first + 60_000).contains(*at)).count();
            prop_assert!(window <= count as usize);
        }
    }

    #[test]
    fn merging_never_frees_anything(
        ours in proptest::collection::vec(0_u64..90_000, 0..12),
        theirs in proptest::collection::vec(0_u64..90_000, 0..12),
    ) {
        let (mut budget, now) = (budget(10), 100_000);
        let mut times: Vec<u64> = ours.iter().map(|age| now - age).collect();
        times.sort_unstable();
        times.iter().for_each(|at| budget.charge(*at));
        let before = budget.free_at(now, 0);
        let used = budget.used(now);
        budget.merge(&theirs, now);
        prop_assert!(budget.free_at(now, 0) >= before);
        prop_assert!(budget.used(now) >= used.min(10));
    }
}

#[test]
fn what_is_kept_free_can_still_be_had() {
    let mut budget = budget(10);
    for _ in 0..8 {
        budget.charge(0);
    }
    assert_eq!(budget.free_at(5, 2), Some(61_000));
    assert_eq!(budget.free_at(5, 0), Some(5));
    budget.charge(5);
    budget.charge(5);
    assert_eq!(budget.free_at(6, 0), Some(61_000));
}

#[test]
fn a_request_leaves_the_window_after_the_window_and_the_journey() {
    let mut budget = budget(2);
    budget.charge(0);
    budget.charge(100);
    assert_eq!(budget.free_at(200, 0), Some(61_000));
    assert_eq!((budget.used(60_999), budget.used(61_000), budget.used(61_100)), (2, 1, 0));
    assert_eq!(budget.free_at(61_000, 0), Some(61_000));
    budget.charge(61_000);
    assert_eq!(budget.ages(61_000), [60_900, 0], "the first has left");
    assert_eq!(budget.free_at(61_001, 0), Some(61_100));
}

#[test]
fn a_rate_of_one_keeps_nothing_and_zero_sends_nothing() {
    let mut one = budget(1);
    assert_eq!(one.free_at(7, 5), Some(7));
    one.charge(7);
    assert_eq!(one.free_at(8, 5), Some(61_007));
    assert_eq!(budget(0).free_at(7, 0), None);
    let mut unlimited = Budget::default();
    unlimited.charge(7);
    assert_eq!((unlimited.free_at(8, 5), unlimited.used(8), unlimited.rate()), (Some(8), 0, None));
    assert_eq!(one.rate(), Some(Rate { count: 1, window_ms: 60_000 }));
}

#[test]
fn only_as_many_requests_are_remembered_as_the_rate_counts() {
    let mut budget = budget(2);
    // The clock of another tab is behind: the order is kept.
    for at in [100, 500, 400] {
        budget.charge(at);
    }
    assert_eq!(budget.ages(600), [100, 100]);
}

#[test]
fn a_request_that_leaves_late_is_counted_from_then_on() {
    let mut budget = budget(5);
    budget.charge(0);
    budget.charge(0);
    budget.charge(50);
    budget.leaves(0, 300);
    assert_eq!(budget.ages(300), [300, 250, 0]);
    budget.leaves(20, 400);
    budget.leaves(300, 300);
    assert_eq!(budget.ages(400), [400, 350, 100], "nothing was charged at that time, or it is now");
}

#[test]
fn of_two_accounts_the_later_time_counts_place_by_place() {
    let mut three = budget(3);
    three.charge(100);
    three.charge(200);
    // Theirs: 50, 300. From the newest: 300 against 200, and 50 against 100.
    three.merge(&[700, 950], 1_000);
    assert_eq!(three.ages(1_000), [900, 700]);
    // The other record is longer. Only as many times as the rate allows are kept: 400, 350, and
    // 310.
    three.merge(&[600, 650, 690, 699], 1_000);
    assert_eq!(three.ages(1_000), [690, 650, 600]);
    // A request from before the window does not count.
    let mut late = budget(3);
    late.merge(&[60_999, 61_000], 100_000);
    assert_eq!(late.ages(100_000), [60_999]);
}
