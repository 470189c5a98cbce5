use super::*;
use crate::Error;
use crate::board::fixtures::{entry, lane_ids, lane_with_reads};
use proptest::prelude::*;

/// Returns the earliest time that the jobs themselves have. The timetable must agree with it.
fn min(jobs: &Jobs, time: impl Fn(&Entry) -> Option<u64>) -> Option<u64> {
    jobs.iter().filter_map(time).min()
}

proptest! {
    /// Jobs are added, removed, planned, due, sent, answered and ended in any order. The timetable
    /// always knows the next deadline, and the next poll of each lane.
    #[test]
    fn the_timetable_agrees_with_the_jobs(
        steps in proptest::collection::vec((0_u8..11, 0_u32..6, 0_u64..3_000), 1..150),
    ) {
        let (mut jobs, lane, ids) = (Jobs::default(), lane_with_reads(100), lane_ids());
        let mut now = 0;
        for (step, n, ms) in steps {
            let (key, at) = (n, now + ms);
            match step {
                0 | 1 => if jobs.get(key).is_none() {
                    let of = ids[n as usize % 2];
                    jobs.insert(entry(key, &format!("https://a/{n}"), of, now));
                },
                2 => drop(jobs.remove(key)),
                3 => if let Some(mut job) = jobs.get_mut(key) { job.plan_at(at, &lane) },
                4 => if let Some(mut job) = jobs.get_mut(key) { job.plan_soon(at, &lane) },
                5 => for of in ids { jobs.line_up(of, at, |it| it.next_at() + ms) },
                6 => for of in ids {
                    if let Some((rank, mut job)) = jobs.first_due(of) {
                        prop_assert!(job.lane() == of && job.rank() == Some(rank));
                        let flight = job.depart(now);
                        prop_assert_eq!(job.flight(), Some(flight));
                        let key = job.key();
                        prop_assert!(jobs.land(key, flight + 1).is_none());
                    }
                },
                7 => if let Some(mut job) = jobs.first_in_flight() {
                    prop_assert!(job.abandon().is_some());
                    job.replan(&lane);
                },
                8 => if let Some(mut job) = jobs.get_mut(key).filter(|it| it.is_followed()) {
                    job.give_up(Error::invalid_argument("No."), now);
                },
                9 => jobs.set_focus(Some(key)),
                _ => now += ms,
            }
            prop_assert_eq!(jobs.next_deadline(), min(&jobs, Entry::deadline));
            for of in ids {
                let in_lane = |time: fn(&Entry) -> Option<u64>| {
                    move |it: &Entry| if it.lane() == of { time(it) } else { None }
                };
                prop_assert_eq!(jobs.next_planned(of), min(&jobs, in_lane(Entry::planned_at)));
                prop_assert_eq!(jobs.next_rank(of), min(&jobs, in_lane(Entry::rank)));
            }
            let focused = jobs.focused().map(Entry::key);
            prop_assert!(focused.is_none_or(|key| jobs.get(key).is_some()));
        }
    }
}

fn two_jobs() -> (Jobs, [LaneId; 2]) {
    let (mut jobs, ids) = (Jobs::default(), lane_ids());
    for key in [1, 2] {
        jobs.insert(entry(key, &format!("https://a/{key}"), ids[0], 0));
    }
    (jobs, ids)
}

#[test]
fn a_focused_job_is_in_its_lane_while_it_goes_on() {
    let (mut jobs, [lane, other]) = two_jobs();
    let state = |jobs: &mut Jobs| {
        let focused = [lane, other].map(|of| jobs.focused_in(of).map(|job| job.key()));
        ([lane, other].map(|of| jobs.has_focus(of)), focused)
    };
    assert_eq!(state(&mut jobs), ([false, false], [None, None]));
    jobs.set_focus(Some(1));
    assert_eq!(state(&mut jobs), ([true, false], [Some(1), None]));
    let flight = jobs.get_mut(1).unwrap().depart(5);
    assert_eq!(state(&mut jobs), ([true, false], [None, None]), "it is being polled");
    jobs.land(1, flight).unwrap().give_up(Error::invalid_argument("No."), 5);
    assert_eq!(state(&mut jobs), ([false, false], [None, None]));
    jobs.set_focus(Some(2));
    assert_eq!(state(&mut jobs), ([true, false], [Some(2), None]));
    jobs.remove(2);
    assert!(jobs.focused().is_none());
    jobs.set_focus(Some(2));
    assert!(jobs.focused().is_none(), "it is gone");
}

#[test]
fn only_what_is_planned_for_that_time_becomes_due() {
    let (mut jobs, [lane, _]) = two_jobs();
    let limits = lane_with_reads(100);
    for (at, key) in [(3, 1), (20, 2), (21, 1), (10_000, 1)] {
        jobs.get_mut(key).unwrap().plan_at(at, &limits);
    }
    let mut due = |now| {
        jobs.line_up(lane, now, Entry::next_at);
        [1, 2].map(|key| jobs.get(key).unwrap().rank())
    };
    assert_eq!(due(19), [None, None]);
    assert_eq!(due(25), [None, Some(20)]);
    assert_eq!(due(9_999), [None, Some(20)]);
    assert_eq!(due(10_000), [Some(10_000), Some(20)]);
}

#[test]
fn all_jobs_are_planned_one_after_the_other() {
    let (mut jobs, [lane, _]) = two_jobs();
    let mut lanes = Lanes::default();
    lanes.at("https://contoso.example", "authoring", || None);
    for key in [1, 2] {
        jobs.get_mut(key).unwrap().plan_at(60_000, lanes.get(lane));
    }
    jobs.plan_all_soon(&lanes, 1_000);
    assert_eq!([1, 2].map(|key| jobs.get(key).unwrap().planned_at()), [Some(1_000), Some(1_040)]);
    assert_eq!(jobs.next_planned(lane), Some(1_000));
}

#[test]
fn each_request_has_a_number_of_its_own() {
    let (mut jobs, _) = two_jobs();
    let flights = [1, 2, 1].map(|key| jobs.get_mut(key).unwrap().depart(0));
    assert_eq!(flights, [1, 2, 3]);
    assert!(jobs.in_flight(1, 1).is_none() && jobs.land(1, 3).is_some());
    assert!(jobs.land(1, 3).is_none(), "it has landed");
    assert_eq!((jobs.next_key(), jobs.next_key()), (1, 2));
}
