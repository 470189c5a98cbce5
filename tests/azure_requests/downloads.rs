//! Downloads of results in virtual time: which requests are repeated, and when a download ends.

use std::rc::Rc;

use export_jobs::service::{AzureLanguage, Family, Operation, Pace, Service};
use export_jobs::workflow::{Downloaded, Expected, Workflow, download};
use export_jobs::{Download, ErrorCode};

use crate::operation::{LATENCY, Reply, answer, drive, ok};

/// A project file that the service could send.
const FILE: &str = r#"{"projectFileVersion":"2022-05-01","stringIndexType":"Utf16CodeUnit","metadata":{"projectName":"Loans","projectKind":"CustomSingleLabelClassification","language":"en-us"},"assets":{}}"#;

const MINUTE: u64 = 60_000;

fn workflow(left_ms: u64) -> Workflow<Downloaded> {
    let client = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap();
    let job = client.job(Operation::Export, "Loans", "42").unwrap();
    let status = client.read_status(&answer(200, r#"{"status":"succeeded"}"#), None).unwrap();
    let pace = Pace::default();
    download(Download::new(Rc::new(client), &job, &status, pace).unwrap(), left_ms, 5 * MINUTE)
}

#[test]
fn a_complete_file_is_requested_once_at_any_length() {
    let mut drive = drive(|_, _| ok(FILE));
    let downloaded = drive.finish(workflow(MINUTE)).unwrap();
    assert_eq!(downloaded.response.body, FILE.as_bytes());
    assert_eq!(downloaded.file.content_type, "application/json");
    assert_eq!((drive.sent.len(), drive.sent[0].expected), (1, Expected::File));
}

#[test]
fn transient_failures_are_retried_with_growing_pauses() {
    let mut drive = drive(|number, _| match number {
        0 => ok(FILE.split_at(40).0),
        1 => Reply::Lost,
        2 => Reply::Answer(answer(503, "")),
        _ => ok(FILE),
    });
    assert!(drive.finish(workflow(10 * MINUTE)).is_ok());
    let times = drive.times();
    let waits: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0] - LATENCY).collect();
    assert_eq!(waits.len(), 3);
    assert!(waits.windows(2).all(|pair| pair[0] < pair[1]), "{waits:?}");
}

#[test]
fn downloads_end_after_five_failures_or_three_broken_files() {
    let mut lost = drive(|_, _| Reply::Lost);
    let error = lost.finish(workflow(10 * MINUTE)).unwrap_err();
    assert_eq!((error.code(), lost.sent.len()), (ErrorCode::Network, 5));
    assert!(error.job().is_some());
    let mut broken = drive(|_, _| ok("{\"projectFileVersion\":"));
    let error = broken.finish(workflow(10 * MINUTE)).unwrap_err();
    assert_eq!((error.code(), broken.sent.len()), (ErrorCode::UnreadableResponse, 3));
}

#[test]
fn a_result_that_is_gone_is_not_requested_again() {
    let mut drive = drive(|_, _| Reply::Answer(answer(404, "")));
    let error = drive.finish(workflow(MINUTE)).unwrap_err();
    assert_eq!((error.code(), drive.sent.len()), (ErrorCode::Expired, 1));
}

#[test]
fn the_deadline_ends_a_download_that_hangs_or_waits() {
    for reply in [Reply::Silence, Reply::Answer(answer(503, ""))] {
        let mut drive = drive(|_, _| reply.clone());
        let error = drive.finish(workflow(1_500)).unwrap_err();
        assert_eq!((error.code(), drive.now), (ErrorCode::Timeout, 1_500));
        assert!(error.message().contains("300000 ms (timeoutMs)"), "{error}");
        assert!(error.job().is_some());
    }
}
