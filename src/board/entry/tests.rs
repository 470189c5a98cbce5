use super::*;
use crate::Job;

fn entry(now: u64) -> Entry {
    let text = str::to_owned;
    let (service, operation) = (text("azure-language"), text("train"));
    let (id, url) = (text("1_638"), text("https://contoso.example/1_638"));
    let job = Job { service, operation, project: None, id, url };
    Entry::new(5, Progress::new(job), Rc::default(), (1, 2, 3), now)
}

fn reading(state: JobState, percent: Option<f64>) -> JobStatus {
    let mut status = JobStatus::new(state, state.as_str().to_owned());
    status.percent_complete = percent;
    status
}

fn is_at(entry: &mut Entry, percent: f64, now: u64) {
    assert!(!entry.read(reading(JobState::Running, Some(percent)), now));
}

#[test]
fn each_following_of_a_job_has_versions_of_its_own() {
    let firsts = [0, 1, 65_535, 65_536, 131_071, 131_072].map(again);
    assert_eq!(firsts, [65_536, 65_536, 65_536, 131_072, 131_072, 196_608]);
    assert_eq!(again(u32::MAX), u32::MAX, "and none after the last");
}

#[test]
fn the_later_following_counts_then_an_end_then_more_changes() {
    assert!(account(65_536, false) > account(65_535, true));
    assert!(account(3, true) > account(65_535, false));
    assert!(account(4, false) > account(3, false));
    assert!(account(4, true) > account(3, true));
    assert_eq!(account(131_075, true), (2, true, 131_075));
}

#[test]
fn a_new_entry_may_be_asked_about_at_once_for_an_hour() {
    let entry = entry(1_000);
    assert_eq!((entry.key, entry.client, entry.lane, entry.history), (5, 1, 2, 3));
    assert_eq!(
        (entry.born_at, entry.next_at, entry.rank, entry.seen_at),
        (1_000, 1_000, 1_000, 1_000)
    );
    assert_eq!((entry.deadline, entry.version), (3_601_000, 1));
    assert_eq!((entry.earliest(250), entry.busy_until(), entry.busy_by(0)), (0, 0, None));
}

#[test]
fn the_next_poll_keeps_the_floor_and_a_moment_to_write() {
    let mut entry = entry(0);
    entry.sent_at = Some(1_000);
    // 20 ms for writing.
    assert_eq!(entry.earliest(250), 1_270);
    entry.floor_ms = 400;
    assert_eq!((entry.earliest(250), entry.earliest(500)), (1_420, 1_520));
    entry.set_busy(Some((2_000, 77)));
    assert_eq!((entry.earliest(250), entry.busy_until()), (2_000, 2_000));
    assert_eq!((entry.busy_by(1_999), entry.busy_by(2_000)), (Some(77), None));
    entry.set_busy(None);
    assert_eq!(entry.earliest(250), 1_420);
}

#[test]
fn a_wait_is_no_shorter_than_a_floor_and_no_longer_than_the_ceiling() {
    let mut entry = entry(0);
    (entry.floor_ms, entry.ceiling_ms) = (400, 5_000);
    assert_eq!(
        [300, 450, 4_999, 9_000].map(|wait| entry.within(wait, 250)),
        [400, 450, 4_999, 5_000]
    );
    assert_eq!(entry.within(450, 500), 500);
    assert_eq!(entry.within(450, 6_000), 6_000, "the service's floor goes first");
}

#[test]
fn progress_is_measured_from_the_first_reading_to_the_last_that_brought_some() {
    let mut entry = entry(1_000);
    assert_eq!(entry.estimated_end(), None);
    // One reading, 20 % in 20 s since its start: another 80 s.
    is_at(&mut entry, 20.0, 21_000);
    assert_eq!(entry.estimated_end(), Some(101_000));
    is_at(&mut entry, 20.0, 31_000);
    assert_eq!(entry.estimated_end(), Some(101_000), "that is no progress");
    // From 20 % at 21 s to 60 % at 41 s: another 40 % take 20 s.
    is_at(&mut entry, 60.0, 41_000);
    assert_eq!(entry.estimated_end(), Some(61_000));
    // From 20 % at 21 s to 70 % at 71 s: another 30 % take 30 s.
    is_at(&mut entry, 70.0, 71_000);
    assert_eq!(entry.estimated_end(), Some(101_000));
    assert_eq!((entry.version, entry.seen_at), (5, 71_000));
}

#[test]
fn the_outlook_goes_by_progress_until_it_was_wrong() {
    let mut entry = entry(1_000);
    is_at(&mut entry, 20.0, 21_000);
    is_at(&mut entry, 60.0, 41_000);
    // 20 s are left at 41 s, give or take 0.1 + 0.3 · 40 / 100 of them: 4,400 ms.
    let estimate = |now| {
        let outlook = entry.outlook(None, now);
        (outlook.age_ms, outlook.estimate.map(|it| (it.remaining_ms, it.spread_ms)))
    };
    assert_eq!(estimate(41_000), (40_000, Some((20_000, 4_400))));
    assert_eq!(estimate(50_000), (49_000, Some((11_000, 4_400))));
    assert_eq!(estimate(65_399), (64_399, Some((0, 4_400))));
    // Past 61,000 + 4,400 ms only the time since then counts.
    assert_eq!(estimate(65_400), (0, None));
    assert_eq!(estimate(66_000), (600, None));
}

#[test]
fn without_progress_the_outlook_goes_by_age_and_history() {
    let mut entry = entry(1_000);
    entry.read(reading(JobState::Running, None), 3_000);
    let history = History::default();
    let outlook = entry.outlook(Some(&history), 4_500);
    assert_eq!((outlook.age_ms, outlook.history, outlook.estimate), (3_500, Some(&history), None));
}

#[test]
fn a_job_that_is_being_cancelled_is_as_old_as_its_cancelling() {
    let mut entry = entry(1_000);
    is_at(&mut entry, 50.0, 11_000);
    assert_eq!(entry.estimated_end(), Some(21_000));
    entry.read(reading(JobState::Cancelling, None), 12_000);
    entry.read(reading(JobState::Cancelling, None), 13_000);
    assert_eq!(entry.estimated_end(), None);
    let history = History::default();
    let outlook = entry.outlook(Some(&history), 15_000);
    assert_eq!((outlook.age_ms, outlook.history, outlook.estimate), (3_000, None, None));
}

#[test]
fn an_entry_waits_while_its_end_is_awaited_and_no_request_is_under_way() {
    let mut one = entry(0);
    assert!(one.is_followed() && one.is_waiting());
    one.flight = Some(1);
    assert!(one.is_followed() && !one.is_waiting());
    one.flight = None;
    assert!(one.read(reading(JobState::Succeeded, None), 10));
    assert!(!one.is_followed() && !one.is_waiting());
    assert_eq!((one.outcome.as_ref(), one.version, one.seen_at), (Some(&Ok(())), 2, 0));
    let mut other = entry(0);
    other.end(Error::invalid_argument("No."));
    assert!(!other.is_followed() && other.outcome.as_ref().is_some_and(Result::is_err));
    assert_eq!(other.version, 2);
}
