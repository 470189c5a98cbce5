//! Any value of the headers that ask for a wait, and any such message.
#![no_main]

use export_jobs::service::{AzureLanguage, Family, Service};
use export_jobs::{Headers, Response};
use export_jobs_fuzz::DAY;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, u64, bool)| {
    let (value, date, received_at_ms, in_ms) = input;
    let name = if in_ms { "retry-after-ms" } else { "retry-after" };
    let headers: Headers = [(name, value), ("date", date)].into_iter().collect();
    let response = Response { status: 200, headers, body: Vec::new(), received_at_ms };
    assert!(response.retry_after_ms().is_none_or(|ms| ms <= DAY));

    let body = serde_json::json!({ "error": { "code": "429", "message": value } }).to_string();
    let throttled =
        Response { status: 429, headers: Headers::new(), body: body.into(), received_at_ms };
    let client = AzureLanguage::new("https://x.example", Family::AnalyzeText, None).unwrap();
    let error = client.read_status(&throttled, None).unwrap_err();
    assert!(error.retry_after_ms().is_none_or(|ms| ms <= DAY));
});
