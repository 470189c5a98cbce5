use super::*;
use crate::JobState;
use crate::board::fixtures::{lane_ids, lane_with_reads};
use crate::service::Pace;

fn entry(now: u64) -> Entry {
    crate::board::fixtures::entry(5, "https://contoso.example/1_638", lane_ids()[1], now)
}

fn reading(state: JobState, percent: Option<f64>) -> JobStatus {
    let mut status = JobStatus::new(state, state.as_str().to_owned());
    status.percent_complete = percent;
    status
}

fn is_at(entry: &mut Entry, percent: f64, now: u64) {
    assert!(!entry.read(reading(JobState::Running, Some(percent)), now));
}

fn estimated_end(entry: &Entry) -> Option<u64> {
    entry.prospect.as_ref()?.estimated_end()
}

#[test]
fn a_new_entry_may_be_polled_at_once_for_an_hour() {
    let mut entry = entry(1_000);
    assert_eq!((entry.key(), entry.lane(), entry.version()), (5, lane_ids()[1], 1));
    assert_eq!((entry.born_at, entry.seen_at), (1_000, 1_000));
    assert_eq!((entry.planned_at(), entry.rank()), (Some(1_000), None));
    assert_eq!((entry.deadline(), entry.busy_by(0)), (Some(3_601_000), None));
    entry.plan_at(0, &lane_with_reads(100));
    assert_eq!(entry.planned_at(), Some(0));
}

#[test]
fn the_next_poll_keeps_the_floor_and_a_moment_to_write() {
    let mut entry = entry(0);
    let (lane, slow_lane) = (lane_with_reads(100), {
        let mut lane = lane_with_reads(100);
        lane.limit(crate::service::Limits { floor_ms: 500, ..Default::default() });
        lane
    });
    entry.sent_at = Some(1_000);
    let planned = |entry: &mut Entry, lane: &Lane| {
        entry.plan_at(0, lane);
        entry.next_at()
    };
    // 20 ms for writing.
    assert_eq!(planned(&mut entry, &lane), 1_270);
    let own = PaceOptions { interval_ms: Some(400.0), ..PaceOptions::default() };
    entry.plan.limit(&own, &Pace { interval_ms: 400, ..Pace::default() });
    assert_eq!([planned(&mut entry, &lane), planned(&mut entry, &slow_lane)], [1_420, 1_520]);
    entry.busy = Some(Box::new(Busy { until: 2_000, by: 77 }));
    assert_eq!(planned(&mut entry, &lane), 2_000);
    assert_eq!((entry.busy_by(1_999), entry.busy_by(2_000)), (Some(77), None));
    // Its tab was closed. It may have sent the request up to 7 s later than it recorded, but not after now.
    entry.orphan(1_500);
    assert_eq!(planned(&mut entry, &lane), 1_920);
    entry.orphan(20_000);
    assert_eq!(planned(&mut entry, &lane), 8_920);
}

#[test]
fn progress_is_measured_from_the_start_or_else_from_the_first_reading() {
    let mut entry = entry(1_000);
    assert_eq!(estimated_end(&entry), None);
    // One reading, 20 to 21 % in 20 s since its start: about 80 s more.
    is_at(&mut entry, 20.0, 21_000);
    assert_eq!(estimated_end(&entry), Some(99_841));
    // No parabola slows down like that. By a line to 20.5 %, another 79.5 % take 77.56 s.
    is_at(&mut entry, 20.0, 31_000);
    assert_eq!(estimated_end(&entry), Some(98_560));
    // From 20.5 % at 21 s to 60 to 61 % at 41 s: another 39.5 % take about 20 s.
    is_at(&mut entry, 60.0, 41_000);
    assert_eq!(estimated_end(&entry), Some(61_149));
    // From 20.5 % at 21 s to 70.5 % at 71 s, by a line: another 29.5 % take 29.5 s.
    is_at(&mut entry, 70.0, 71_000);
    assert_eq!(estimated_end(&entry), Some(100_500));
    assert_eq!((entry.version, entry.seen_at), (5, 71_000));
}

#[test]
fn only_so_many_readings_are_kept() {
    let mut entry = entry(0);
    for percent in 1..=50_u32 {
        is_at(&mut entry, f64::from(percent), 1_000 * u64::from(percent));
    }
    let end = estimated_end(&entry).unwrap();
    assert!(end.abs_diff(100_000) < 8_000, "{end}");
    assert_eq!(entry.prospect.as_ref().unwrap().count(), 6);
}

#[test]
fn the_outlook_goes_by_progress_until_it_was_wrong() {
    let (mut entry, history) = (entry(1_000), History::default());
    is_at(&mut entry, 20.0, 21_000);
    is_at(&mut entry, 60.0, 41_000);
    // The estimate of the test above, which may be off by 5.8 s.
    let estimate = |now| {
        let outlook = entry.outlook(&history, now);
        (outlook.age_ms, outlook.estimate.map(|it| (it.remaining_ms, it.spread_ms)))
    };
    assert_eq!(estimate(41_000), (40_000, Some((20_149, 5_766))));
    assert_eq!(estimate(50_000), (49_000, Some((11_149, 5_766))));
    assert_eq!(estimate(66_914), (65_914, Some((0, 5_766))));
    // After 61,149 + 5,766 ms only the time since then is used.
    assert_eq!(estimate(66_915), (0, None));
    assert_eq!(estimate(67_515), (600, None));
    assert_eq!(entry.outlook(&history, 67_515).history, None);
}

#[test]
fn without_progress_the_outlook_goes_by_age_and_history() {
    let mut entry = entry(1_000);
    entry.read(reading(JobState::Running, None), 3_000);
    let history = History::default();
    let outlook = entry.outlook(&history, 4_500);
    assert_eq!((outlook.age_ms, outlook.history, outlook.estimate), (3_500, Some(&history), None));
}

#[test]
fn a_job_that_is_being_cancelled_is_as_old_as_its_cancelling() {
    let mut entry = entry(1_000);
    is_at(&mut entry, 50.0, 11_000);
    assert_eq!(estimated_end(&entry), Some(20_999));
    entry.read(reading(JobState::Cancelling, None), 12_000);
    entry.read(reading(JobState::Cancelling, None), 13_000);
    assert_eq!(estimated_end(&entry), None);
    let history = History::default();
    let outlook = entry.outlook(&history, 15_000);
    assert_eq!((outlook.age_ms, outlook.history, outlook.estimate), (3_000, None, None));
}

#[test]
fn an_entry_waits_while_its_end_is_awaited_and_no_request_is_under_way() {
    let mut one = entry(0);
    assert!(one.is_followed() && one.is_waiting());
    one.line_up(7);
    one.depart(1, 5);
    assert!(one.is_followed() && !one.is_waiting());
    assert_eq!((one.flight(), one.rank(), one.planned_at()), (Some(1), None, None));
    assert_eq!((one.abandon(), one.abandon(), one.rank()), (Some(1), None, Some(7)));
    assert_eq!(one.version, 3, "sent, and abandoned");
    assert!(one.read(reading(JobState::Succeeded, None), 10));
    assert!(!one.is_followed() && !one.is_waiting());
    assert_eq!(
        (one.end.as_ref().map(|end| &end.outcome), one.version, one.seen_at),
        (Some(&Ok(())), 4, 0)
    );
    assert_eq!((one.deadline(), one.rank()), (None, None));
    let mut other = entry(0);
    other.give_up(Error::invalid_argument("No."), 7);
    assert!(!other.is_followed() && other.end.as_ref().is_some_and(|end| end.outcome.is_err()));
    assert_eq!(other.version, 2);
}

#[test]
fn only_a_job_of_a_known_age_tells_how_long_jobs_take() {
    let mut entry = entry(1_000);
    assert_eq!(entry.seen_ages(5_000), None);
    is_at(&mut entry, 20.0, 3_000);
    assert_eq!(entry.seen_ages(5_000), Some((2_000, 4_000)));
    let mut started = self::entry(1_000);
    started.set_up(9, true, &PaceOptions::default());
    assert_eq!((started.seen_ages(5_000), started.version()), (Some((0, 4_000)), 9));
}
