//! Fail-over between resources, in virtual time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "scenario/operation.rs"]
mod operation;
#[path = "failover/outages.rs"]
mod outages;
#[path = "failover/questions.rs"]
mod questions;
#[path = "failover/scenarios.rs"]
mod scenarios;

use export_jobs::failover::{Failover, FailoverAction, FailoverOptions, RunId};
use export_jobs::service::{AzureLanguageRuntime, Service};
use export_jobs::{Error, ErrorCode, Headers, Machine, Moment, Response};

const PAUSE: u64 = 5_000;
const LONGEST: u64 = 300_000;

fn two() -> Failover {
    Failover::new(2, FailoverOptions::default()).unwrap()
}

/// Begins a run. Returns it, and the resource to ask first, or why there is none.
fn start(failover: &mut Failover, now: u64) -> (RunId, Result<usize, Error>) {
    let run = failover.start(Moment::at(now));
    (run, asked(failover))
}

/// Reports a failure. Returns the resource to ask next, or why there is none.
fn fail(
    failover: &mut Failover,
    run: RunId,
    error: Error,
    is_submission: bool,
    now: u64,
) -> Result<usize, Error> {
    failover.handle_response(run, Err(error), is_submission, Moment::at(now));
    asked(failover)
}

fn succeed(failover: &mut Failover, run: RunId, now: u64) {
    failover.handle_response(run, Ok(()), false, Moment::at(now));
    assert_eq!(failover.poll_action(), None);
}

/// Takes the one action that is there.
fn asked(failover: &mut Failover) -> Result<usize, Error> {
    let action = failover.poll_action().unwrap();
    assert_eq!(failover.poll_action(), None);
    match action {
        FailoverAction::Ask { resource, .. } => Ok(resource),
        FailoverAction::Fail { error, .. } => Err(error),
    }
}

fn no_answer() -> Error {
    Error::new(ErrorCode::Network, "No answer.")
}

/// Returns the error that a client reads from an answer with an HTTP error.
fn http(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    let headers: Headers = headers.iter().copied().collect();
    let response = Response { status, headers, body: body.into(), received_at_ms: 0 };
    let client = AzureLanguageRuntime::new("https://contoso.example", None).unwrap();
    client.read_status(&response, None).unwrap_err()
}

fn throttled(seconds: &str) -> Error {
    http(429, &[("Retry-After", seconds)], "")
}
