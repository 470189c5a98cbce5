use super::*;
use crate::service::Rate;

fn rate(count: u32) -> Option<Rate> {
    Some(Rate { count, window_ms: 60_000 })
}

fn lane(limits: Limits) -> Lane {
    Lane::new("https://contoso.example".to_owned(), "azure-language".to_owned(), limits)
}

fn with_reads(count: u32) -> Lane {
    lane(Limits { reads: rate(count), ..Limits::default() })
}

fn submission(id: SubmissionId) -> Work {
    Work::Submit { id, client: 0, deadline: 9_000, taken_at: 0 }
}

#[test]
fn a_tenth_of_the_reads_is_kept_for_the_focused_job() {
    let kept = [100, 25, 10, 9].map(|count| with_reads(count).kept());
    assert_eq!(kept, [10, 2, 1, 0]);
    assert_eq!(lane(Limits::default()).kept(), 0);
    let supplies = [100, 1, 0].map(|count| with_reads(count).supply());
    assert_eq!(supplies, [Some(100), Some(1), Some(1)]);
    assert_eq!(lane(Limits::default()).supply(), None);
}

#[test]
fn a_poll_goes_when_it_is_worth_the_price_or_its_share_of_the_window_is_free() {
    // 100 reads in 60 s: one each 600 ms.
    let mut lane = with_reads(100);
    lane.polled_at = 10_000;
    assert_eq!([10_500, 10_600, 10_700].map(|rank| lane.turn_of(rank)), [10_500, 10_600, 10_600]);
    let unlimited = super::tests::lane(Limits::default());
    assert_eq!(unlimited.turn_of(10_500), 0);
}

#[test]
fn a_poll_waits_for_its_time_the_budget_the_silence_and_a_connection() {
    let mut lane = with_reads(2);
    assert_eq!(lane.poll_at(700, 500, 0), Some(700));
    assert_eq!(lane.poll_at(300, 500, 0), Some(500));
    lane.held_until = 4_000;
    assert_eq!(lane.poll_at(700, 500, 0), Some(4_000));
    lane.reads.charge(100);
    assert_eq!(lane.poll_at(700, 500, 0), Some(4_000));
    // With one of two reads kept, the other must leave the window of 61 s first.
    assert_eq!(lane.poll_at(700, 500, 1), Some(61_100));
    lane.in_flight = 5;
    assert_eq!(lane.poll_at(700, 500, 0), Some(4_000));
    lane.in_flight = 6;
    assert_eq!(lane.poll_at(700, 500, 0), None);
}

#[test]
fn work_waits_for_the_budget_the_silence_and_a_connection() {
    let mut lane = lane(Limits { submissions: rate(1), ..Limits::default() });
    assert_eq!(lane.work_at(500), None, "there is none");
    lane.queue.push_back(submission(1));
    assert_eq!(lane.work_at(500), Some(500));
    lane.held_until = 4_000;
    assert_eq!(lane.work_at(500), Some(4_000));
    // The window, the journey, and the time in which another tab may use what it was granted:
    // 60,000 + 1,000 + 2,500 ms.
    lane.submissions.charge(100);
    assert_eq!(lane.work_at(500), Some(63_600));
    lane.in_flight = 5;
    assert_eq!(lane.work_at(500), Some(63_600));
    lane.in_flight = 6;
    assert_eq!(lane.work_at(500), None);
}

#[test]
fn a_submission_waits_for_a_place_and_a_wish_to_cancel_does_not() {
    let mut lane = lane(Limits { running: Some(3), ..Limits::default() });
    lane.queue.push_back(submission(1));
    lane.running = 2;
    assert_eq!((lane.work_at(500), lane.busy(500)), (Some(500), 2));
    lane.reserve("1/7", 500);
    assert_eq!((lane.work_at(500), lane.busy(500)), (Some(360_500), 3), "until it is lost");
    lane.running = 3;
    assert_eq!((lane.work_at(500), lane.busy(500)), (None, 4));
    lane.queue.push_front(Work::Cancel(4));
    assert_eq!(lane.work_at(500), Some(500));
    // Where nothing limits how many jobs run, no places are counted.
    let mut unlimited = super::tests::lane(Limits::default());
    unlimited.reserve("1/7", 500);
    unlimited.running = 9;
    unlimited.queue.push_back(submission(1));
    assert_eq!((unlimited.work_at(500), unlimited.busy(500)), (Some(500), 9));
}

#[test]
fn work_knows_its_submission_and_its_deadline() {
    let turn = Work::Turn { id: 8, deadline: 7_000 };
    let works = [submission(3), turn, Work::Cancel(5)];
    assert_eq!(works.map(|work| work.submission()), [Some(3), Some(8), None]);
    assert_eq!(works.map(|work| work.deadline()), [Some(9_000), Some(7_000), None]);
}

#[test]
fn no_floor_is_lower_than_twenty_milliseconds() {
    let floors =
        [0, 20, 21].map(|floor_ms| lane(Limits { floor_ms, ..Limits::default() }).floor_ms);
    assert_eq!(floors, [20, 20, 21]);
}
