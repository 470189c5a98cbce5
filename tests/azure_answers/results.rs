//! The downloaded file.

use std::rc::Rc;

use export_jobs::poller::Pace;
use export_jobs::service::{Operation, Service};
use export_jobs::{Download, Error, ErrorCode, Job, Response, Result, ResultFile};

use crate::scenario::answers::{answer, http, ok, state, throttled, with_header};

use super::{client, read};

const PROJECT: &str = r#"{"projectFileVersion":"2023-04-01","stringIndexType":"Utf16CodeUnit","metadata":{},"assets":{}}"#;

fn job() -> Job {
    client().job(Operation::Export, "Émail App", "1").unwrap()
}

fn file(response: &Response) -> Result<ResultFile> {
    client().read_result(&job(), response)
}

fn download() -> Download {
    Download::new(Rc::new(client()), &job(), &read(&state("succeeded")), Pace::default()).unwrap()
}

#[test]
fn a_project_file_is_named_after_its_project() {
    let file = file(&ok(PROJECT)).unwrap();
    assert_eq!(file.suggested_name, "Émail App.json");
    assert_eq!(file.content_type, "application/json; charset=utf-8");
}

#[test]
fn what_is_surely_no_file_is_refused() {
    for body in ["", "  \n", "<!DOCTYPE html>", " <html>", "{\"metadata\":"] {
        let error = file(&ok(body)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}");
    }
}

#[test]
fn an_error_in_place_of_the_file_is_that_error() {
    let denied = r#"{"error":{"code":"401","message":"Access denied."}}"#;
    assert_eq!(file(&ok(denied)).unwrap_err().code(), ErrorCode::Unauthorized);
    assert_eq!(file(&answer(403, &[], denied)).unwrap_err().code(), ErrorCode::Forbidden);
}

#[test]
fn the_name_that_the_service_suggests_wins_without_its_folders() {
    let named = |value| with_header(ok(PROJECT), "Content-Disposition", value);
    for (header, name) in [
        ("attachment; filename=loans.json", "loans.json"),
        ("attachment; FileName = \"my loans.json\"", "my loans.json"),
        ("attachment; filename=\"C:\\x\\loans.json\"", "C__x_loans.json"),
        ("attachment; filename=\"../../.ssh/config.txt\"", "_.._.ssh_config.txt"),
        ("attachment", "Émail App.json"),
        ("attachment; filename=\"\"", "Émail App.json"),
        ("attachment; filename=noending", "Émail App.json"),
        ("attachment; filename=\"\u{202e}nosj.exe\"", "_nosj.exe"),
    ] {
        assert_eq!(file(&named(header)).unwrap().suggested_name, name, "{header}");
    }
}

#[test]
fn only_a_job_that_ended_well_is_downloaded() {
    for (word, code) in [
        ("failed", ErrorCode::JobFailed),
        ("cancelled", ErrorCode::JobCancelled),
        ("running", ErrorCode::InvalidArgument),
        ("unknown", ErrorCode::InvalidArgument),
    ] {
        let download =
            Download::new(Rc::new(client()), &job(), &read(&state(word)), Pace::default());
        let error = download.err().unwrap();
        assert_eq!((error.code(), error.job()), (code, Some(&job())), "{word}");
    }
}

#[test]
fn a_file_that_is_gone_has_expired() {
    let error = download().received(&http(404)).unwrap_err();
    assert_eq!((error.code(), error.status()), (ErrorCode::Expired, Some(404)));
}

#[test]
fn a_download_that_breaks_is_tried_again_a_few_times() {
    let mut download = download();
    let mut waits = Vec::new();
    let error = loop {
        match download.retry_in(Error::new(ErrorCode::Network, "Failed to fetch."), 1.0) {
            Ok(wait) => waits.push(wait),
            Err(error) => break error,
        }
    };
    assert_eq!(waits, [2_000, 4_000, 8_000, 16_000]);
    assert_eq!((error.code(), error.job()), (ErrorCode::Network, Some(&job())));
}

#[test]
fn a_download_waits_as_a_gateway_asks_and_gives_up_at_once_when_refused() {
    let mut download = download();
    let error = download.received(&throttled("Please retry after 20 seconds.")).unwrap_err();
    assert_eq!(download.retry_in(error, 0.0).unwrap(), 20_000);
    let error = download.received(&http(403)).unwrap_err();
    assert_eq!(download.retry_in(error, 0.0).unwrap_err().code(), ErrorCode::Forbidden);
}
