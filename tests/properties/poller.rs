//! The poller keeps its contract for any answers of a service and any behaviour of its callers.

use std::rc::Rc;

use export_jobs::poller::{Until, WatchId};
use export_jobs::service::{AvePoint, PaceOptions, Service};
use export_jobs::{ErrorCode, JobState};
use proptest::collection::vec;
use proptest::prelude::*;

use super::answers::any_response;
use crate::scenario::{HOUR, Reply, Scenario, azure_job};

#[derive(Clone, Debug)]
enum Call {
    Watch(Until, u64),
    Unwatch(usize),
    Wait(u64),
    /// The driver wakes it without need, like timers of browsers.
    Wake,
    /// An answer that no watch waits for any more.
    LateAnswer(u32),
}

fn any_reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        8 => any_response().prop_map(Reply::Answer),
        1 => Just(Reply::Lost),
        1 => Just(Reply::Silence),
    ]
}

fn any_ms() -> impl Strategy<Value = u64> {
    prop_oneof![0..100_u64, 0..10_000_u64, 0..HOUR]
}

fn any_call() -> impl Strategy<Value = Call> {
    let until =
        prop_oneof![Just(Until::Answer), (0..5_u32).prop_map(Until::Reading), Just(Until::Done)];
    prop_oneof![
        4 => (until, any_ms()).prop_map(|(until, within)| Call::Watch(until, within)),
        1 => any::<usize>().prop_map(Call::Unwatch),
        4 => any_ms().prop_map(Call::Wait),
        1 => Just(Call::Wake),
        1 => (0..9_u32).prop_map(Call::LateAnswer),
    ]
}

fn any_scenario() -> impl Strategy<Value = Scenario> {
    let options = (proptest::option::of(0.0..300_000.0), proptest::option::of(0.0..600_000.0));
    (any::<bool>(), options, vec(any_reply(), 0..12), any::<f64>()).prop_map(
        |(of_avepoint, (interval_ms, max_interval_ms), script, jitter)| {
            let (azure, azure_job) = azure_job();
            let avepoint = AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap();
            let avepoint_job = avepoint.job("1").unwrap();
            let (service, job): (Rc<dyn Service>, _) = if of_avepoint {
                (Rc::new(avepoint), avepoint_job)
            } else {
                (Rc::new(azure), azure_job)
            };
            let options = PaceOptions { interval_ms, max_interval_ms, ..PaceOptions::default() };
            let pace = service.pace().with(&options).unwrap();
            let mut scenario = Scenario::new(service, job, Some(pace), script);
            scenario.jitter = jitter;
            scenario
        },
    )
}

/// A watch as its holder sees it.
#[derive(Debug)]
struct Held {
    id: WatchId,
    until: Until,
    from: u64,
    deadline: u64,
    left_at: Option<u64>,
}

impl std::fmt::Debug for Scenario {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} jitter {} script {:#?}", self.poller.pace(), self.jitter, self.script)
    }
}

/// Makes the calls, then waits until every watch has ended.
fn play(scenario: &mut Scenario, calls: Vec<Call>) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for call in calls {
        match call {
            Call::Watch(until, within) => {
                let (from, deadline) = (scenario.now, scenario.now + within);
                let id = scenario.watch(until, Some(within));
                held.push(Held { id, until, from, deadline, left_at: None });
            }
            Call::Unwatch(index) if !held.is_empty() => {
                let index = index % held.len();
                let watch = &mut held[index];
                if !scenario.is_settled(watch.id) {
                    watch.left_at.get_or_insert(scenario.now);
                }
                scenario.unwatch(watch.id);
            }
            Call::Unwatch(_) => {}
            Call::Wait(ms) => scenario.run_for(ms),
            Call::Wake => scenario.wake(),
            Call::LateAnswer(back) => scenario.late_answer(back),
        }
    }
    scenario.run();
    held
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    // The driver itself checks that at most one request is under way, that no watch ends twice, and
    // that no wake is in vain.

    #[test]
    fn every_watch_is_settled_by_its_deadline(mut scenario in any_scenario(), calls in vec(any_call(), 1..12)) {
        for watch in play(&mut scenario, calls) {
            prop_assert_eq!(scenario.is_settled(watch.id), watch.left_at.is_none(), "{:?}", watch);
            if watch.left_at.is_none() {
                let settled = scenario.settled(watch.id);
                prop_assert!(settled.at <= watch.deadline, "{watch:?} at {}", settled.at);
            }
        }
        prop_assert_eq!(scenario.next_event(), None);
    }

    #[test]
    fn a_poll_is_sent_only_for_a_waiting_call_and_never_too_soon(mut scenario in any_scenario(), calls in vec(any_call(), 1..12)) {
        let held = play(&mut scenario, calls);
        let pace = *scenario.poller.pace();
        let over = |watch: &Held| {
            watch.left_at.unwrap_or_else(|| scenario.settled(watch.id).at)
        };
        let times = scenario.times();
        for (index, at) in times.iter().enumerate() {
            let waiting = |watch: &&Held| watch.from <= *at && *at <= over(watch);
            prop_assert!(held.iter().any(|watch| waiting(&watch)), "sent at {at} for nobody: {held:?}");
            let by_hand = held.iter().any(|watch| watch.until == Until::Answer && waiting(&watch));
            if by_hand {
                continue;
            }
            if let Some(before) = index.checked_sub(1).map(|before| times[before]) {
                prop_assert!(at - before >= pace.interval_ms.min(1_000), "{times:?}");
            }
            let last_report = scenario.reported_at.iter().rfind(|report| *report <= at);
            if let Some(report) = last_report {
                prop_assert!(at - report >= pace.interval_ms, "{at} after a reading at {report}");
            }
        }
    }

    #[test]
    fn every_outcome_matches_the_answers_of_the_service(mut scenario in any_scenario(), calls in vec(any_call(), 1..12)) {
        let held = play(&mut scenario, calls);
        for watch in held.iter().filter(|watch| watch.left_at.is_none()) {
            match (&watch.until, &scenario.settled(watch.id).outcome) {
                (_, Ok(Some(status))) => {
                    prop_assert!(scenario.reports.contains(status));
                    if watch.until == Until::Done {
                        prop_assert!(status.state.is_success());
                    }
                }
                (Until::Reading(_), Ok(None)) => prop_assert!(scenario.poller.is_done()),
                (until, Ok(None)) => prop_assert!(false, "{until:?} without a reading"),
                (until, Err(error)) => {
                    prop_assert_eq!(error.job(), Some(scenario.poller.job()));
                    let last = scenario.poller.status().map(|status| status.state);
                    match error.code() {
                        ErrorCode::JobFailed => prop_assert_eq!(last, Some(JobState::Failed)),
                        // The job vanished while it was being cancelled. The waiters hear about it.
                        ErrorCode::JobCancelled if error.status() == Some(404) => continue,
                        ErrorCode::JobCancelled => prop_assert_eq!(last, Some(JobState::Cancelled)),
                        _ => continue,
                    }
                    prop_assert_eq!(*until, Until::Done);
                }
            }
        }
        // Nothing follows the end.
        let end = scenario.reports.iter().position(|status| status.is_done);
        prop_assert!(end.is_none_or(|end| end + 1 == scenario.reports.len()));
        prop_assert!(scenario.reports.len() <= scenario.sent.len());
    }
}
