//! Any sequence of calls and answers, checked against the contract of the poller.
#![no_main]

use std::collections::HashMap;
use std::rc::Rc;

use export_jobs::poller::{Action, Poller, Until, WatchId};
use export_jobs::service::{AzureLanguage, Family, Operation, PaceOptions, Service};
use export_jobs::{Error, ErrorCode, Machine, Moment};
use export_jobs_fuzz::AnyResponse;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Op {
    Watch { until: u8, within: Option<u32> },
    Unwatch { watch: u8 },
    Wake { after: u32 },
    WakeWhenDue,
    Answer { state: u8, after: u16, jitter: f64 },
    AnyAnswer { response: AnyResponse, jitter: f64 },
    Fail { code: u8, after: u16 },
    LateAnswer { flight: u32 },
}

#[derive(Arbitrary, Debug)]
struct Input {
    interval: Option<u16>,
    max_interval: Option<u32>,
    start: u64,
    ops: Vec<Op>,
}

const STATES: [&str; 6] = ["notStarted", "running", "succeeded", "failed", "cancelled", "odd"];
const CODES: [ErrorCode; 4] =
    [ErrorCode::Network, ErrorCode::Timeout, ErrorCode::Unauthorized, ErrorCode::ForeignOrigin];

struct Driver {
    poller: Poller,
    now: u64,
    flight: Option<u32>,
    /// The deadlines of the watches that have not ended.
    open: HashMap<WatchId, Option<u64>>,
}

impl Driver {
    fn act(&mut self) -> usize {
        let mut taken = 0;
        while let Some(action) = self.poller.poll_action() {
            taken += 1;
            match action {
                Action::Send { id, .. } => {
                    assert!(self.flight.replace(id).is_none(), "two requests at the same time");
                    assert!(!self.open.is_empty(), "a request that no watch waits for");
                }
                Action::Abandon => assert!(self.flight.take().is_some()),
                Action::Report(status) => assert_eq!(Some(&status), self.poller.status()),
                Action::Settle { watch, outcome } => {
                    assert!(self.open.remove(&watch).is_some(), "settled twice");
                    if let Ok(None) = outcome {
                        assert!(self.poller.is_done());
                    }
                }
            }
        }
        if self.open.is_empty() {
            assert_eq!((self.flight, self.poller.timeout()), (None, None), "work without a watch");
        } else {
            assert!(
                self.flight.is_some() || self.poller.timeout().is_some(),
                "a watch without work"
            );
        }
        taken
    }

    fn wake(&mut self, due: bool) {
        self.poller.handle_timeout(Moment::at(self.now));
        let taken = self.act();
        assert!(!due || taken > 0, "woken for nothing: a hot loop");
        let missed = self.open.values().flatten().any(|deadline| *deadline <= self.now);
        assert!(!missed, "a deadline was missed");
    }
}

fuzz_target!(|input: Input| {
    let client = AzureLanguage::new("https://x.example", Family::AnalyzeText, None).unwrap();
    let job = client.job(Operation::Export, "P", "1").unwrap();
    let options = PaceOptions {
        interval_ms: input.interval.map(f64::from),
        max_interval_ms: input.max_interval.map(f64::from),
        ..PaceOptions::default()
    };
    let pace = client.pace().with(&options).unwrap();
    let poller = Poller::new(Rc::new(client), job, pace);
    let mut driver = Driver { poller, now: input.start, flight: None, open: HashMap::new() };
    for op in input.ops.into_iter().take(64) {
        match op {
            Op::Watch { until, within } => {
                let until = match until % 3 {
                    0 => Until::Answer,
                    1 => Until::Reading(u32::from(until / 3)),
                    _ => Until::Done,
                };
                let deadline = within.map(|ms| driver.now.saturating_add(ms.into()));
                let id = driver.poller.watch(until, deadline, driver.now);
                assert!(driver.open.insert(id, deadline).is_none());
                driver.act();
            }
            Op::Unwatch { watch } => {
                let id = WatchId::from(watch);
                driver.open.remove(&id);
                driver.poller.unwatch(id);
                driver.act();
            }
            Op::Wake { after } => {
                driver.now = driver.now.saturating_add(after.into());
                driver.wake(false);
            }
            Op::WakeWhenDue => {
                if let Some(at) = driver.poller.timeout() {
                    driver.now = driver.now.max(at);
                    driver.wake(true);
                }
            }
            Op::Answer { state, after, jitter } => {
                let Some(flight) = driver.flight.take() else { continue };
                driver.now = driver.now.saturating_add(after.into());
                let word = STATES[usize::from(state) % STATES.len()];
                let response = export_jobs::Response {
                    status: 200,
                    headers: export_jobs::Headers::new(),
                    body: format!("{{\"status\":\"{word}\"}}").into(),
                    received_at_ms: driver.now,
                };
                let at = Moment { jitter, ..Moment::at(driver.now) };
                driver.poller.handle_response(flight, Ok(response), at);
                driver.act();
            }
            Op::AnyAnswer { response, jitter } => {
                let Some(flight) = driver.flight.take() else { continue };
                let at = Moment { jitter, ..Moment::at(driver.now) };
                driver.poller.handle_response(flight, Ok(response.0), at);
                driver.act();
            }
            Op::Fail { code, after } => {
                let Some(flight) = driver.flight.take() else { continue };
                driver.now = driver.now.saturating_add(after.into());
                let error = Error::new(CODES[usize::from(code) % CODES.len()], "lost");
                driver.poller.handle_response(flight, Err(error), Moment::at(driver.now));
                driver.act();
            }
            Op::LateAnswer { flight } => {
                if driver.flight != Some(flight) {
                    let lost = Err(Error::new(ErrorCode::Network, "x"));
                    driver.poller.handle_response(flight, lost, Moment::at(driver.now));
                    assert_eq!(driver.act(), 0, "a late answer was taken");
                }
            }
        }
    }
});
