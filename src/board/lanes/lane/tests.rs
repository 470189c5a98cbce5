use super::*;
use crate::board::fixtures::lane_with_reads;
use crate::service::Rate;
use proptest::prelude::*;

fn rate(count: u32) -> Option<Rate> {
    Some(Rate { count, window_ms: 60_000 })
}

fn polls(polls: f64) -> Demand {
    Demand { polls, ends: polls / 5.0 }
}

fn lane(limits: Limits) -> Lane {
    Lane::new("https://contoso.example".to_owned(), "azure-language".to_owned(), limits)
}

proptest! {
    /// After events in any order, the limits on rates, connections and waits hold, and a lane
    /// without jobs has no demand.
    #[test]
    fn a_lane_keeps_its_limits(
        reads in 1_u32..6, submissions in 1_u32..4,
        steps in proptest::collection::vec((0_u8..7, 0_u64..9_000, any::<bool>()), 1..250),
    ) {
        let mut lane = lane(Limits {
            reads: rate(reads), submissions: rate(submissions), running: None, floor_ms: 0,
        });
        let (mut now, mut in_flight, mut held, mut jobs) = (0, 0, 0, Vec::new());
        let (mut polled, mut works) = (Vec::new(), Vec::new());
        for (step, ms, flag) in steps {
            now += ms / 4;
            match step {
                0 | 1 => if lane.poll_at(now, now, flag) == Some(now) {
                    prop_assert!(now >= held);
                    lane.send_poll(now);
                    in_flight += 1;
                    polled.push(now);
                },
                2 | 3 => if lane.work_at(now) == Some(now) {
                    prop_assert!(now >= held);
                    lane.charge_submission(now);
                    lane.depart();
                    in_flight += 1;
                    works.push(now);
                },
                4 => if in_flight > 0 {
                    lane.land();
                    in_flight -= 1;
                },
                5 if flag => {
                    held = held.max(now + ms);
                    lane.hold(now + ms);
                }
                _ if flag => {
                    lane.join(now);
                    lane.weigh(Demand::default(), polls(2.5));
                    jobs.push(2.5);
                }
                _ => if let Some(demand) = jobs.pop() { lane.leave(polls(demand)) },
            }
            prop_assert!(in_flight <= MAX_IN_FLIGHT);
            prop_assert_eq!(lane.in_flight, in_flight);
            prop_assert_eq!(lane.held_until(), held);
            prop_assert_eq!(lane.running as usize, jobs.len());
            prop_assert!((lane.demand.polls - jobs.iter().sum::<f64>()).abs() < 1e-9);
            prop_assert!((lane.demand.ends - lane.demand.polls / 5.0).abs() < 1e-9);
            for (sent, most) in [(&polled, reads), (&works, submissions)] {
                let in_window = sent.iter().filter(|at| **at + 60_000 > now).count();
                prop_assert!(in_window <= most as usize);
            }
        }
    }
}

#[test]
fn a_tenth_of_the_reads_is_kept_for_the_focused_job() {
    for (count, free) in [(100, 90), (25, 23), (10, 9), (9, 9)] {
        let mut lane = lane_with_reads(count);
        for sent in 0..count {
            let may_go = lane.poll_at(0, 0, true) == Some(0);
            assert_eq!(may_go, sent < free, "{sent} of {count}");
            assert_eq!(lane.poll_at(0, 0, false), Some(0));
            lane.send_poll(0);
            lane.land();
        }
    }
}

#[test]
fn a_poll_is_sent_when_worth_its_price_or_within_its_share() {
    // 100 reads in 60 s: one each 600 ms.
    let mut lane = lane_with_reads(100);
    lane.polled_at = 10_000;
    assert_eq!([10_500, 10_600, 10_700].map(|rank| lane.turn_of(rank)), [10_500, 10_600, 10_600]);
    let unlimited = self::lane(Limits::default());
    assert_eq!((unlimited.turn_of(10_500), unlimited.window_ms()), (0, None));
}

#[test]
fn a_poll_waits_for_its_time_the_budget_the_silence_and_a_connection() {
    let mut lane = lane_with_reads(10);
    assert_eq!(lane.poll_at(700, 500, false), Some(700));
    assert_eq!(lane.poll_at(300, 500, false), Some(500));
    lane.hold(4_000);
    assert_eq!(lane.poll_at(700, 500, false), Some(4_000));
    for _ in 0..9 {
        lane.reads.charge(100);
    }
    assert_eq!(lane.poll_at(700, 500, false), Some(4_000));
    // With one of ten reads kept free, a read must leave the window of 61 s first.
    assert_eq!(lane.poll_at(700, 500, true), Some(61_100));
    lane.in_flight = 5;
    assert_eq!(lane.poll_at(700, 500, false), Some(4_000));
    lane.in_flight = 6;
    assert_eq!(lane.poll_at(700, 500, false), None);
}

#[test]
fn work_waits_for_the_budget_the_silence_and_a_connection() {
    let mut lane = lane(Limits { submissions: rate(1), ..Limits::default() });
    assert_eq!(lane.work_at(500), Some(500));
    lane.hold(4_000);
    assert_eq!(lane.work_at(500), Some(4_000));
    // The window, the journey, and the time in which another tab may use what it was granted:
    // 60,000 + 1,000 + 2,500 ms.
    lane.charge_submission(100);
    assert_eq!(lane.work_at(500), Some(63_600));
    lane.in_flight = 5;
    assert_eq!(lane.work_at(500), Some(63_600));
    lane.in_flight = 6;
    assert_eq!(lane.work_at(500), None);
}

#[test]
fn running_jobs_count_against_the_services_limit() {
    let mut lane = lane(Limits { running: Some(3), ..Limits::default() });
    for places in [3, 2, 1, 0, 0] {
        assert_eq!(lane.free_places(), Some(places));
        lane.join(0);
    }
    assert_eq!(lane.usage(2, 0).running, 7, "with those that are being started");
    assert_eq!(self::lane(Limits::default()).free_places(), None);
}

#[test]
fn reads_are_spread_from_the_first_job_on() {
    let mut lane = lane_with_reads(100);
    lane.join(10_000);
    assert_eq!(lane.turn_of(60_000), 10_600);
    lane.join(11_000);
    assert_eq!(lane.turn_of(60_000), 10_600);
    lane.send_poll(12_000);
    assert_eq!(lane.turn_of(60_000), 12_600);
}

#[test]
fn a_job_that_is_weighed_anew_changes_the_demand_of_its_lane() {
    let mut lane = lane_with_reads(100);
    let mut weigh = |before: f64, old: f64, new: f64| {
        lane.demand = polls(before);
        lane.weigh(polls(old), polls(new));
        lane.demand
    };
    assert_eq!(weigh(50.0, 2.0, 7.5), polls(55.5));
    assert_eq!(weigh(0.0, 2.0, 7.5), polls(7.5), "at least its own");
}

#[test]
fn a_job_that_leaves_takes_its_demand_along() {
    let mut lane = lane_with_reads(100);
    let mut leave = |running: u32, before: f64, demand: f64| {
        (lane.running, lane.demand) = (running, polls(before));
        lane.leave(polls(demand));
        (lane.running, lane.demand.polls)
    };
    assert_eq!(leave(3, 10.0, 4.0), (2, 6.0));
    assert_eq!(leave(3, 10.0, 11.0), (2, 0.0), "never less than nothing");
    assert_eq!(leave(1, 10.0, 4.0), (0, 0.0), "nobody is left");
    assert_eq!(leave(0, 0.0, 0.0), (0, 0.0));
}

#[test]
fn no_floor_is_lower_than_twenty_milliseconds() {
    let floors =
        [0, 20, 21].map(|floor_ms| lane(Limits { floor_ms, ..Limits::default() }).floor_ms());
    assert_eq!(floors, [20, 20, 21]);
}
