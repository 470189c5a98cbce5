//! Answers to a submission.

use export_jobs::service::{ExportOptions, Operation, Service};
use export_jobs::{Error, ErrorCode, Job, Request, Response, Result, lost_submission};

use crate::scenario::answers::{answer, http, throttled};

use super::client;

const AT: &str = "https://contoso.cognitiveservices.azure.com/language/authoring/analyze-text/projects/P/export/jobs/1";

fn request() -> Request {
    client().export_request("P", &ExportOptions::default()).unwrap()
}

fn submitted(response: &Response) -> Result<Job> {
    client().read_submission(&request(), response)
}

fn located(url: &str) -> Response {
    answer(202, &[("operation-location", url), ("apim-request-id", "8408")], "")
}

#[test]
fn a_202_whose_header_is_hidden_says_what_to_change() {
    for response in [http(202), answer(202, &[("operation-location", " ")], "")] {
        let error = submitted(&response).unwrap_err();
        assert_eq!((error.code(), error.status()), (ErrorCode::HiddenHeader, Some(202)));
        for part in ["Access-Control-Expose-Headers", "operation-location", "HTTP 202"] {
            assert!(error.message().contains(part), "{error}");
        }
        assert!(!error.is_transient(), "it must not be sent again");
    }
}

#[test]
fn a_200_without_a_job_is_never_success() {
    assert_eq!(submitted(&http(200)).unwrap_err().code(), ErrorCode::HiddenHeader);
    for body in ["{}", r#"{"status":"succeeded"}"#, r#"{"jobId":""}"#, r#"{"jobId":null}"#] {
        let error = submitted(&answer(200, &[], body)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::HiddenHeader, "{body}");
    }
    for body in ["<html>", r#"{"jobId":"#, r#"{"jobId":7}"#, r#"{"jobId":["x"]}"#] {
        let error = submitted(&answer(200, &[], body)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}");
    }
}

#[test]
fn a_location_elsewhere_is_not_followed() {
    for url in [
        "https://evil.example/language/authoring/analyze-text/projects/P/export/jobs/1",
        "https://contoso.cognitiveservices.azure.com:8443/x",
        "http://contoso.cognitiveservices.azure.com/x",
        "//evil.example/x",
        "https://contoso.cognitiveservices.azure.com@evil.example/x",
        "not a url",
        "https://contoso.cognitiveservices.azure.com/x\\..\\y",
        "https://contoso.cognitiveservices.azure.com/x\u{9}y",
    ] {
        let error = submitted(&located(url)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{url}");
        assert!(error.message().contains("operation-location"), "{error}");
    }
}

#[test]
fn a_location_with_another_api_version_or_port_is_followed() {
    let job = submitted(&located(&AT.replace(".com/", ".com:443/"))).unwrap();
    assert_eq!(job.url, format!("{AT}?api-version=2023-04-01"));
    let job = submitted(&located(&format!("{AT}?api-version=2022-05-01"))).unwrap();
    assert_eq!(job.url, format!("{AT}?api-version=2022-05-01"));
}

#[test]
fn a_location_that_names_no_job_that_can_be_followed_is_the_answers_fault() {
    for url in [AT.replace("/P/", "/a%2Fb/"), AT.replace("/1", "/a%0Ab")] {
        let error = submitted(&located(&url)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{url}");
        assert_eq!(error.request_id(), Some("8408"));
    }
    let error = submitted(&located("https://contoso.cognitiveservices.azure.com/")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
}

#[test]
fn an_id_in_a_body_that_cannot_be_followed_is_the_answers_fault() {
    let error = submitted(&answer(200, &[], r#"{"jobId":"a\nb"}"#)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
}

#[test]
fn a_refused_submission_is_that_error() {
    for (status, code) in [
        (400, ErrorCode::HttpError),
        (401, ErrorCode::Unauthorized),
        (403, ErrorCode::Forbidden),
        (404, ErrorCode::NotFound),
        (503, ErrorCode::HttpError),
    ] {
        let mut response = located(AT);
        response.status = status;
        assert_eq!(submitted(&response).unwrap_err().code(), code, "HTTP {status}");
    }
    let error = submitted(&throttled("Please retry after 3 seconds.")).unwrap_err();
    assert_eq!((error.code(), error.retry_after_ms()), (ErrorCode::Throttled, Some(3_000)));
}

#[test]
fn a_request_of_somebody_else_is_the_callers_fault() {
    let mut request = request();
    request.url = "https://contoso.cognitiveservices.azure.com/language/x".into();
    let response = answer(200, &[], r#"{"jobId":"1"}"#);
    let error = client().read_submission(&request, &response).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
}

#[test]
fn an_import_is_read_as_an_import() {
    let request = client().import_request("P", b"{}".to_vec(), &Default::default()).unwrap();
    let url = AT.replace("/export/", "/import/");
    let job = client().read_submission(&request, &located(&url)).unwrap();
    assert_eq!(job, client().job(Operation::Import, "P", "1").unwrap());
    let job = client().read_submission(&request, &answer(200, &[], r#"{"jobId":"1"}"#)).unwrap();
    assert_eq!(job.operation, "import");
}

#[test]
fn a_submission_that_got_no_answer_is_not_sent_again_and_says_so() {
    for code in [ErrorCode::Network, ErrorCode::Timeout] {
        let error = lost_submission(Error::new(code, "Failed to fetch."));
        assert_eq!(error.code(), code);
        assert!(error.message().starts_with("Failed to fetch. "), "{error}");
        assert!(error.message().contains("may have arrived"), "{error}");
    }
    let refused = Error::new(ErrorCode::Unauthorized, "No.");
    assert_eq!(lost_submission(refused.clone()), refused);
}
