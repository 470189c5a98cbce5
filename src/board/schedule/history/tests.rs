use super::*;

#[test]
fn buckets_follow_each_other() {
    assert_eq!((1..6).map(start_of).collect::<Vec<_>>(), [250, 375, 500, 750, 1_000]);
    for bucket in 0..BUCKETS {
        assert!(start_of(bucket) < start_of(bucket + 1));
    }
}

#[test]
fn a_job_counts_once_however_vaguely_its_end_is_known() {
    for (from, to) in [(0, 100), (1_000, 1_000), (900, 70_000), (0, 1 << 31)] {
        let mut history = History::default();
        history.ended(from, to);
        assert!((history.ends() - 1.0).abs() < 1e-9, "{from}..{to}: {}", history.ends());
    }
}

#[test]
fn old_jobs_fade() {
    let mut history = History::default();
    for _ in 0..2_000 {
        history.went_on(0, 1_000);
        history.ended(1_000, 1_100);
    }
    assert!(history.ends() <= MEMORY + 1.0);
    assert_eq!(History::from_counts(&history.counts()), history);
}

fn assert_near(seen: f64, expected: f64) {
    assert!((seen - expected).abs() < 1e-9, "{seen}, and not {expected}");
}

/// The counts of the first buckets: the jobs seen, and the ends.
fn first_counts(history: &History, buckets: usize) -> Vec<(f64, f64)> {
    history.counts().chunks(2).take(buckets).map(|pair| (pair[0], pair[1])).collect()
}

#[test]
fn the_buckets_cover_every_age() {
    assert_eq!((start_of(0), start_of(6), start_of(7)), (0, 1_500, 2_000));
    // The last odd bucket: 250 ms, doubled 17 times.
    assert_eq!(start_of(BUCKETS - 1), 32_768_000);
    assert_eq!(start_of(BUCKETS), 4_294_967_295);
}

#[test]
fn a_job_that_goes_on_is_seen_in_each_bucket_for_its_part() {
    let mut history = History::default();
    // 150 of the 250 ms of the first bucket, and 50 of the 125 ms of the second.
    history.went_on(100, 300);
    let counts = first_counts(&history, 3);
    assert_near(counts[0].0, 0.6);
    assert_near(counts[1].0, 0.4);
    assert_eq!(counts[2], (0.0, 0.0));
    assert_eq!((counts[0].1, counts[1].1), (0.0, 0.0), "nothing has ended");
    assert_eq!(history.counts().len(), 2 * BUCKETS);
    history.went_on(0, 300);
    let counts = first_counts(&history, 2);
    assert_near(counts[0].0, 1.6);
    assert_near(counts[1].0, 0.8);
}

#[test]
fn an_end_is_shared_by_the_buckets_in_which_it_may_have_been() {
    let mut history = History::default();
    // 75 ms before 375 ms, and 25 ms after it. Each bucket is 125 ms long, and a job whose end is
    // somewhere between counts as half seen.
    history.ended(300, 400);
    let counts = first_counts(&history, 4);
    assert_eq!(counts[0], (0.0, 0.0));
    assert_near(counts[1].0, 0.5 * 75.0 / 125.0);
    assert_near(counts[1].1, 0.75);
    assert_near(counts[2].0, 0.5 * 25.0 / 125.0);
    assert_near(counts[2].1, 0.25);
    assert_eq!(counts[3], (0.0, 0.0));
    // A known moment: one millisecond of the bucket from 1,000 to 1,500 ms.
    let mut history = History::default();
    history.ended(1_000, 1_000);
    let counts = first_counts(&history, 6);
    assert_near(counts[5].0, 0.5 / 500.0);
    assert_near(counts[5].1, 1.0);
}

#[test]
fn after_200_ends_older_ones_fade_by_a_200th() {
    let mut history = History::default();
    for _ in 0..200 {
        history.ended(0, 100);
    }
    // Each is half seen in 100 of 250 ms.
    let counts = first_counts(&history, 1);
    assert_near(counts[0].0, 200.0 * 0.2);
    assert_near(counts[0].1, 200.0);
    history.ended(1_000, 1_100);
    let counts = first_counts(&history, 6);
    assert_near(counts[0].0, 39.8);
    assert_near(counts[0].1, 199.0);
    assert_near(counts[5].1, 1.0);
    assert_near(history.ends(), 200.0);
}

#[test]
fn the_stretches_begin_with_the_one_that_an_age_lies_in() {
    let mut history = History::default();
    history.ended(300, 400);
    let first = |age| history.from(age).next().unwrap();
    assert_eq!(first(0).end, 250);
    assert_eq!(first(249).end, 250);
    assert_eq!(first(250).end, 375, "that age is past the first bucket");
    // 0.75 ends in 125 ms.
    assert_near(first(250).ends, 0.006);
    assert_near(first(250).seen, 0.3);
    assert_eq!(history.from(0).count(), BUCKETS);
    assert_eq!(history.from(1_000).count(), BUCKETS - 5);
}

#[test]
fn stored_counts_are_read_in_pairs_and_clamped() {
    let counts = [1.5, 2.0, f64::NAN, -3.0, f64::INFINITY, 1e9, 7.0];
    let history = History::from_counts(&counts);
    assert_eq!(history.counts(), [1.5, 2.0, 0.0, 0.0, 0.0, 1e6], "the seventh is half a pair");
    assert_near(history.ends(), 2.0 + 1e6);
    assert_eq!(History::from_counts(&[1.0; 100]).counts().len(), 2 * BUCKETS);
}
