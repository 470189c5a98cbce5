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

use export_jobs::failover::{Failover, FailoverOptions};
use export_jobs::service::{AzureLanguageRuntime, Service};
use export_jobs::{Error, ErrorCode, Headers, Response};

const PAUSE: u64 = 5_000;
const LONGEST: u64 = 300_000;

fn two() -> Failover {
    Failover::new(2, FailoverOptions::default()).unwrap()
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
