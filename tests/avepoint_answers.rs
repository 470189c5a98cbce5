//! The answers of the AvePoint Graph API: documented ones and broken ones.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod scenario;

use export_jobs::service::{AvePoint, Export, ExportArguments, Service};
use export_jobs::{Error, ErrorCode, Job, JobState, JobStatus, Response, Result, ResultFile};

use scenario::answers::{answer, http, job_status, ok, with_header};

fn client() -> AvePoint {
    AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap()
}

fn read(response: &Response) -> JobStatus {
    client().read_status(response, None).unwrap()
}

fn fails(response: &Response) -> Error {
    client().read_status(response, None).unwrap_err()
}

fn submitted(response: &Response) -> Result<Job> {
    let arguments = ExportArguments::new();
    let request = client().export_request(Export::UserActivities, Some("mia"), &arguments).unwrap();
    client().read_submission(&request, response)
}

fn file(response: &Response) -> Result<ResultFile> {
    client().read_result(&client().job("67890").unwrap(), response)
}

#[test]
fn each_status_number_of_the_vendors_samples_is_read() {
    use JobState::*;
    let states =
        [NotStarted, Running, Succeeded, Failed, PartiallyCompleted, Cancelling, Cancelled];
    for (number, state) in (0..).zip(states) {
        let status = read(&job_status(number));
        assert_eq!((status.state, status.is_done), (state, state.is_done()), "{number}");
        assert_eq!(status.service_state, number.to_string());
    }
}

#[test]
fn a_status_number_may_be_a_string_or_have_a_fraction_of_zero() {
    for spelled in ["2", "\"2\"", "\" 2 \"", "2.0"] {
        let status = read(&ok(format!(r#"{{"jobStatus":{spelled},"status":200}}"#)));
        assert_eq!(status.state, JobState::Succeeded, "{spelled}");
    }
}

#[test]
fn any_other_status_number_is_unknown_and_kept_as_it_is() {
    for spelled in ["7", "-1", "10", "2.5", "2e0", "99999999999999999999", "\"Finished\"", "\"\""] {
        let body = format!(r#"{{"jobStatus":{spelled},"status":200}}"#);
        let status = read(&ok(body));
        assert_eq!((status.state, status.is_done), (JobState::Unknown, false), "{spelled}");
        assert_eq!(status.service_state, spelled.trim_matches('"'));
    }
}

#[test]
fn the_message_explains_the_state() {
    let with =
        |number| read(&ok(format!(r#"{{"jobStatus":{number},"status":200,"message":"Why"}}"#)));
    for number in [3, 6] {
        assert_eq!(with(number).errors[0].message, "Why");
        assert!(with(number).warnings.is_empty());
    }
    for number in [0, 1, 2, 4, 5, 9] {
        assert_eq!(with(number).warnings[0].message, "Why");
        assert!(with(number).errors.is_empty());
    }
    for blank in [r#""""#, r#"" ""#, "null"] {
        let status = read(&ok(format!(r#"{{"jobStatus":3,"status":200,"message":{blank}}}"#)));
        assert!(status.errors.is_empty() && status.warnings.is_empty());
    }
}

#[test]
fn an_undocumented_retry_after_is_honoured() {
    let response = with_header(job_status(1), "Retry-After", "120");
    assert_eq!(read(&response).retry_after_ms, Some(120_000));
}

#[test]
fn an_error_status_in_the_body_overrides_http_200() {
    for (status, code) in [
        (300, ErrorCode::ForeignOrigin),
        (400, ErrorCode::HttpError),
        (401, ErrorCode::Unauthorized),
        (403, ErrorCode::Forbidden),
        (404, ErrorCode::NotFound),
        (418, ErrorCode::HttpError),
        (429, ErrorCode::Throttled),
        (500, ErrorCode::HttpError),
        (503, ErrorCode::HttpError),
    ] {
        let body = format!(r#"{{"jobStatus":2,"jobId":"1","status":{status},"message":"No"}}"#);
        let error = fails(&ok(&body));
        assert_eq!((error.code(), error.status()), (code, Some(status)));
        assert_eq!(error.errors()[0].message, "No");
        assert_eq!(submitted(&ok(&body)).unwrap_err().code(), code);
    }
}

#[test]
fn an_http_error_overrides_a_body_that_says_200() {
    for (status, code) in
        [(401, ErrorCode::Unauthorized), (404, ErrorCode::NotFound), (500, ErrorCode::HttpError)]
    {
        let body = r#"{"jobStatus":2,"jobId":"1","status":200,"message":""}"#;
        assert_eq!(fails(&answer(status, &[], body)).code(), code);
        assert_eq!(submitted(&answer(status, &[], body)).unwrap_err().code(), code);
    }
}

#[test]
fn a_status_of_200_in_the_body_may_be_absent_null_or_a_string() {
    for status in ["", r#","status":null"#, r#","status":"200""#, r#","status":201"#] {
        assert!(read(&ok(format!(r#"{{"jobStatus":2{status}}}"#))).is_done, "{status}");
    }
    for status in ["true", "\"OK\"", "2", "[]", "1e2", "99999"] {
        let error = fails(&ok(format!(r#"{{"jobStatus":2,"status":{status}}}"#)));
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{status}");
    }
}

#[test]
fn the_error_bodies_of_all_products_and_of_a_gateway_are_read() {
    for (body, message) in [
        (r#"{"status":400,"message":"Insights"}"#, "Insights"),
        (
            r#"{"statusCode":400,"message":"Backup","errors":[{"code":"x","field":"f","message":"m"}],"data":null,"requestId":"r","traceId":"t"}"#,
            "Backup",
        ),
        (r#"{"traceId":"t","error":"Confide","statusCode":400}"#, "Confide"),
        (r#"{"success":false,"message":"Opus"}"#, "Opus"),
        (r#"{"error":{"code":"400","message":"Gateway"}}"#, "Gateway"),
    ] {
        let error = fails(&answer(400, &[], body));
        assert_eq!(error.errors()[0].message, message, "{body}");
        assert!(error.message().contains(message), "{error}");
    }
    for body in ["", "<html>", "[]", "null", "{}"] {
        assert!(fails(&answer(503, &[], body)).errors().is_empty(), "{body}");
    }
}

#[test]
fn a_refusal_of_too_many_exports_has_the_services_message() {
    let words = "There are already 3 restore/export jobs running, cannot start new restore job.";
    let error =
        submitted(&answer(429, &[], format!(r#"{{"statusCode":429,"message":"{words}"}}"#)));
    let error = error.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Throttled);
    assert!(error.message().contains(words), "{error}");
}

#[test]
fn a_submission_names_its_job_as_a_string_or_a_number() {
    for (id, expected) in
        [("\"67890\"", "67890"), ("67890", "67890"), ("\"a-b c\"", "a-b c"), ("0", "0")]
    {
        let job = submitted(&ok(format!(r#"{{"jobId":{id},"status":200,"message":""}}"#))).unwrap();
        assert_eq!(job, client().job(expected).unwrap());
    }
}

#[test]
fn a_submission_without_a_usable_job_is_unreadable() {
    for id in ["null", "\"\"", "[]", "{}", "true", r#""a\nb""#, "\".\"", "\"..\""] {
        let response =
            answer(200, &[("x-request-id", "e37a")], format!(r#"{{"jobId":{id},"status":200}}"#));
        let error = submitted(&response).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{id}");
        assert_eq!(error.request_id(), Some("e37a"));
    }
    for body in ["", "{}", "<html>", r#"{"jobId":"67"#, "[]", "67890"] {
        assert_eq!(
            submitted(&ok(body)).unwrap_err().code(),
            ErrorCode::UnreadableResponse,
            "{body}"
        );
    }
}

#[test]
fn a_status_that_cannot_be_read_is_shown() {
    for body in [
        "",
        "{}",
        "<html>",
        r#"{"jobStatus":2"#,
        "[2]",
        "2",
        r#"{"jobStatus":null}"#,
        r#"{"jobStatus":[2]}"#,
        r#"{"jobStatus":true}"#,
        r#"{"jobStatus":2,"message":7}"#,
    ] {
        let error = fails(&ok(body));
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}");
        assert!(body.is_empty() || error.message().contains(body), "{error}");
    }
    let nested = format!("{}2{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(fails(&ok(nested)).message().contains("nesting"));
}

#[test]
fn the_documentations_samples_are_not_json_and_are_refused() {
    let sample = "{\n  \"jobStatus\": 2, // Finished\n  \"status\": 200,\n}";
    assert_eq!(fails(&ok(sample)).code(), ErrorCode::UnreadableResponse);
}

/// A ZIP file with a correct beginning and end. Nothing else of it is read.
fn zip() -> Vec<u8> {
    [&b"PK\x03\x04rest"[..], b"PK\x05\x06", &[0; 18]].concat()
}

#[test]
fn the_file_is_a_zip_named_after_its_job() {
    for headers in [
        &[][..],
        &[("Content-Type", "application/octet-stream")],
        &[("Content-Type", "application/zip")],
    ] {
        let file = file(&answer(200, headers, zip())).unwrap();
        assert_eq!(file.suggested_name, "export-67890.zip");
        assert_eq!(file.content_type, "application/zip");
    }
}

#[test]
fn a_file_that_is_not_a_zip_is_refused_or_read_as_an_error() {
    let refused = |body: &[u8]| file(&answer(200, &[], body)).unwrap_err();
    assert_eq!(refused(br#"{"status":404,"message":"No file"}"#).code(), ErrorCode::NotFound);
    assert_eq!(refused(br#"{"status":200,"message":""}"#).code(), ErrorCode::UnreadableResponse);
    let cut_off = &zip()[..20];
    for body in [&b""[..], b"<html>", b"\x50", b"\x1f\x8b", cut_off] {
        assert_eq!(refused(body).code(), ErrorCode::UnreadableResponse);
    }
    assert_eq!(file(&answer(500, &[], "PK\x03\x04")).unwrap_err().status(), Some(500));
}

#[test]
fn a_refused_token_is_recognised_by_the_http_status_or_the_body() {
    assert!(client().refuses_credential(&http(401)));
    assert!(client().refuses_credential(&ok(r#"{"status":401,"message":"expired"}"#)));
    assert!(client().refuses_credential(&ok(r#"{"status":"401"}"#)));
    for response in [http(403), job_status(2), ok("401"), ok("{}"), ok("<html>401</html>")] {
        assert!(!client().refuses_credential(&response), "{response:?}");
    }
}

#[test]
fn a_file_is_a_whole_zip_file_that_came_with_http_200() {
    let zip: &[u8] = b"PK\x03\x04PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    assert!(file(&answer(200, &[("Content-Type", "application/octet-stream")], zip)).is_ok());
    let cut = with_header(answer(200, &[], zip), "Content-Length", "4096");
    for response in [
        answer(202, &[], zip),
        answer(200, &[("Content-Type", "text/html")], zip),
        answer(200, &[], &zip[..zip.len() - 1]),
        answer(200, &[], [zip, b"<html>"].concat()),
        cut,
        ok("null"),
        ok("{}"),
        ok("The export is being prepared."),
        ok(r#"{"jobStatus":2,"status":200,"message":""}"#),
        ok("\u{feff}<!DOCTYPE html>"),
    ] {
        let error = file(&response).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{error}");
    }
}
