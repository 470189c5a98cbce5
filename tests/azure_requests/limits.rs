//! The number of calls that each service allows. The numbers are the published ones
//! (docs/contracts/azure-language.md#limits; the service limits of custom text; AvePoint's Insights
//! Web API page).

use export_jobs::service::{
    AvePoint, AzureLanguage, AzureLanguageRuntime, Family, Limits, Pace, Rate, Service,
};

use super::ENDPOINT;

fn a_minute(count: u32) -> Option<Rate> {
    Some(Rate { count, window_ms: 60_000 })
}

/// Returns waits in milliseconds: the shortest and the longest between two polls, and that for the
/// whole job.
fn waits(pace: Pace) -> [u64; 3] {
    [pace.interval_ms, pace.max_interval_ms, pace.timeout_ms]
}

#[test]
fn authoring_takes_ten_submissions_and_a_hundred_reads_a_minute() {
    let client = AzureLanguage::new(ENDPOINT, Family::AnalyzeText, None).unwrap();
    let limits =
        Limits { reads: a_minute(100), submissions: a_minute(10), running: None, floor_ms: 250 };
    assert_eq!(client.limits(), limits);
    assert_eq!(waits(client.pace()), [1_000, 30_000, 3_600_000]);
}

#[test]
fn the_runtime_takes_a_thousand_requests_a_minute_of_all_kinds() {
    let client = AzureLanguageRuntime::new(ENDPOINT, None).unwrap();
    let limits =
        Limits { reads: a_minute(500), submissions: a_minute(500), running: None, floor_ms: 250 };
    assert_eq!(client.limits(), limits);
    assert_eq!(waits(client.pace()), [1_000, 30_000, 3_600_000]);
}

#[test]
fn avepoint_runs_five_exports_at_a_time_for_hours() {
    let client = AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap();
    let limits = client.limits();
    assert_eq!((limits.running, limits.reads, limits.submissions), (Some(5), None, None));
    // The vendor's sample polls every two minutes.
    assert_eq!(waits(client.pace()), [120_000, 240_000, 6 * 3_600_000]);
    assert_eq!(limits.floor_ms, 120_000);
}
