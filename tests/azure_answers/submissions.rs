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
fn a_location_at_another_origin_is_not_followed() {
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
fn an_unusable_location_is_an_unreadable_response() {
    for url in [AT.replace("/P/", "/a%2Fb/"), AT.replace("/1", "/a%0Ab")] {
        let error = submitted(&located(&url)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{url}");
        assert_eq!(error.request_id(), Some("8408"));
    }
    let error = submitted(&located("https://contoso.cognitiveservices.azure.com/")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
}

#[test]
fn an_unusable_job_id_in_a_body_is_an_unreadable_response() {
    let error = submitted(&answer(200, &[], r#"{"jobId":"a\nb"}"#)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
}

#[test]
fn a_refused_submission_has_the_error_of_its_http_status() {
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
fn a_request_to_another_endpoint_is_an_invalid_argument() {
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
fn an_unanswered_submission_is_not_sent_again() {
    for code in [ErrorCode::Network, ErrorCode::Timeout] {
        let error = lost_submission(Error::new(code, "Failed to fetch."));
        assert_eq!(error.code(), code);
        assert!(error.message().starts_with("Failed to fetch. "), "{error}");
        assert!(error.message().contains("may have arrived"), "{error}");
    }
    let refused = Error::new(ErrorCode::Unauthorized, "No.");
    assert_eq!(lost_submission(refused.clone()), refused);
}

/// Returns what the error of an accepted submission knows about its job.
fn seen(error: &Error) -> (Option<&str>, Option<&str>) {
    (error.job().map(|job| job.url.as_str()), error.location())
}

#[test]
fn the_error_of_a_job_at_another_origin_has_a_job_of_this_endpoint() {
    let own = client().job(Operation::Export, "P", "1").unwrap();
    for url in [
        AT.replace("contoso.cognitiveservices.azure.com", "fabrikam.cognitiveservices.azure.com"),
        AT.replace(".com/", ".com:8443/"),
        AT.replace(".com/language/", ".com/language/language/"),
        format!("{}?api-version=2022-05-01&subscription-key=secret", AT.replace("https", "http")),
        AT.replace("https://", "https://user:password@"),
    ] {
        let Err(error) = submitted(&located(&url)) else { continue };
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{url}");
        assert_eq!((error.job(), error.location()), (Some(&own), None), "{url}");
        assert!(error.message().contains("the job runs there"), "{error}");
        assert!(error.message().contains("Do not submit it again"), "{error}");
    }
    let foreign = AT.replace("contoso", "fabrikam");
    assert!(submitted(&located(&foreign)).is_err());
}

#[test]
fn the_error_of_an_accepted_job_has_its_url_without_credentials() {
    for (url, shown) in [
        ("https://elsewhere.example/x/1", "https://elsewhere.example/x/1"),
        (
            "https://u:p@elsewhere.example/x?sig=secret#f",
            "https://elsewhere.example/x?sig=[redacted]",
        ),
        ("not a url", "not a url"),
    ] {
        let error = submitted(&located(url)).unwrap_err();
        assert_eq!((error.code(), seen(&error)), (ErrorCode::ForeignOrigin, (None, Some(shown))));
        assert!(error.message().contains("the job runs there"), "{error}");
    }
    let error = submitted(&located(&AT.replace("/1", "/a%0Ab"))).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(error.location().is_some_and(|url| url.ends_with("/a%0Ab")), "{error:?}");
}

#[test]
fn the_error_of_an_unreadable_answer_has_the_accepted_job() {
    let error = submitted(&answer(200, &[], r#"{"jobId":7}"#)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert_eq!(error.job(), Some(&client().job(Operation::Export, "P", "7").unwrap()));
}

#[test]
fn an_error_says_that_a_job_without_an_address_may_run() {
    let error = submitted(&http(202)).unwrap_err();
    assert_eq!(seen(&error), (None, None));
    assert!(error.message().contains("the job runs there"), "{error}");
    let error = submitted(&answer(200, &[], "<html>sign in")).unwrap_err();
    assert!(error.message().contains("may run there"), "{error}");
}

#[test]
fn a_success_that_holds_an_error_started_no_job() {
    let error =
        submitted(&answer(200, &[], r#"{"error":{"code":"x","message":"y"}}"#)).unwrap_err();
    assert!(!error.message().contains("the job"), "{error}");
}
