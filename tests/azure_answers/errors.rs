//! Answers with an HTTP error.

use export_jobs::{Error, ErrorCode, Response};

use crate::scenario::answers::{answer, http, ok, state, throttled, with_header};

use super::fails;

const DENIED: &str = r#"{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}"#;

#[test]
fn every_http_status_has_its_code() {
    for (status, code) in [
        (300, ErrorCode::ForeignOrigin),
        (301, ErrorCode::ForeignOrigin),
        (302, ErrorCode::ForeignOrigin),
        (304, ErrorCode::HttpError),
        (400, ErrorCode::HttpError),
        (401, ErrorCode::Unauthorized),
        (402, ErrorCode::HttpError),
        (403, ErrorCode::Forbidden),
        (404, ErrorCode::NotFound),
        (405, ErrorCode::HttpError),
        (408, ErrorCode::HttpError),
        (409, ErrorCode::HttpError),
        (410, ErrorCode::Expired),
        (418, ErrorCode::HttpError),
        (429, ErrorCode::Throttled),
        (500, ErrorCode::HttpError),
        (502, ErrorCode::HttpError),
        (503, ErrorCode::HttpError),
        (504, ErrorCode::HttpError),
        (599, ErrorCode::HttpError),
        (0, ErrorCode::HttpError),
        (100, ErrorCode::HttpError),
        (999, ErrorCode::HttpError),
    ] {
        let error = fails(&http(status));
        assert_eq!((error.code(), error.status()), (code, Some(status)));
        assert!(error.message().contains(&format!("HTTP {status}")), "{error}");
    }
}

#[test]
fn only_408_429_and_server_errors_are_transient() {
    let transient: Vec<u16> = (100..=599)
        .filter(|status| !(200..300).contains(status))
        .filter(|status| fails(&http(*status)).is_transient())
        .collect();
    let expected: Vec<u16> = [408, 429].into_iter().chain(500..=599).collect();
    assert_eq!(transient, expected);
}

#[test]
fn a_body_that_says_succeeded_does_not_undo_an_http_error() {
    let mut response = state("succeeded");
    response.status = 500;
    assert_eq!(fails(&response).code(), ErrorCode::HttpError);
}

#[test]
fn a_gateways_refusal_shows_status_text_and_request_id() {
    let headers = [("apim-request-id", "e37a3d47"), ("Content-Type", "application/json")];
    let error = fails(&answer(401, &headers, DENIED));
    assert_eq!(error.code(), ErrorCode::Unauthorized);
    assert_eq!((error.errors()[0].code.as_str(), error.request_id()), ("401", Some("e37a3d47")));
    assert!(error.message().contains("Access denied due to invalid subscription key"), "{error}");
}

#[test]
fn a_request_id_is_read_from_each_header_that_services_use() {
    for name in ["apim-request-id", "x-ms-request-id", "request-id", "X-Request-Id"] {
        assert_eq!(fails(&answer(500, &[(name, "e37a")], "")).request_id(), Some("e37a"));
    }
    let both = [("request-id", "second"), ("apim-request-id", "first")];
    assert_eq!(fails(&answer(500, &both, "")).request_id(), Some("first"));
}

#[test]
fn details_as_a_list_are_read() {
    let error = fails(&answer(
        400,
        &[],
        r#"{"error":{"code":"InvalidArgument","message":"Failed to parse the input.","details":[{"code":"InvalidArgument","message":"Unexpected character.","target":"projectKind"},{"code":"InvalidArgument","message":"Unexpected character.","target":"projectKind"}]}}"#,
    ));
    let details = &error.errors()[0].details;
    assert_eq!(details.len(), 2);
    assert_eq!(details[0].target.as_deref(), Some("projectKind"));
}

#[test]
fn details_as_a_map_are_read() {
    let error = fails(&answer(
        400,
        &[],
        r#"{"error":{"code":"InvalidRequest","message":"m","innererror":{"code":"EmptyRequest","message":"i","details":{"field":"reason"},"innererror":{"code":"Deeper","message":"j"}}}}"#,
    ));
    let inner = error.errors()[0].inner_error.as_ref().unwrap();
    assert_eq!(
        (inner.details[0].code.as_str(), inner.details[0].message.as_str()),
        ("field", "reason")
    );
    assert_eq!(inner.inner_error.as_ref().unwrap().code, "Deeper");
}

#[test]
fn an_unreadable_error_body_leaves_the_code_of_the_http_status() {
    for body in [
        "",
        "{}",
        "[]",
        "null",
        "{\"error\":null}",
        "{\"error\":{}}",
        "{\"error\":\"no\"}",
        "<html>",
        "{\"error\":",
        "\u{0}",
    ] {
        let error = fails(&answer(503, &[], body));
        assert_eq!((error.code(), error.status()), (ErrorCode::HttpError, Some(503)), "{body}");
        assert!(error.errors().is_empty(), "{body}");
    }
}

#[test]
fn an_error_without_its_wrapper_is_read_too() {
    let error = fails(&answer(
        404,
        &[],
        r#"{"code":"ProjectNotFound","message":"The specified project was not found."}"#,
    ));
    assert_eq!(error.errors()[0].code, "ProjectNotFound");
}

fn asked(response: &Response) -> Option<u64> {
    let error: Error = fails(response);
    assert_eq!(error.code(), ErrorCode::Throttled);
    error.retry_after_ms()
}

#[test]
fn the_seconds_of_a_429_are_read_from_its_header_or_its_message() {
    let words = "Requests to the Export Operation under Language API (v2023-04-01) have exceeded call rate limit of your current S pricing tier. Please retry after 55 seconds. To increase your limit, ask.";
    assert_eq!(asked(&throttled(words)), Some(55_000));
    assert_eq!(asked(&throttled("Please retry after 1 second.")), Some(1_000));
    assert_eq!(asked(&throttled("Retry AFTER 2 minutes!")), Some(120_000));
    assert_eq!(asked(&throttled("Slow down.")), None);
    assert_eq!(asked(&throttled("Please retry after a while.")), None);
    assert_eq!(asked(&with_header(throttled(words), "Retry-After", "7")), Some(7_000));
    assert_eq!(asked(&with_header(throttled(words), "Retry-After", "soon")), Some(55_000));
    assert_eq!(asked(&throttled("retry after 99999999999999999999 seconds")), None);
    assert_eq!(asked(&throttled("retry after 18446744073709551615 seconds")), Some(86_400_000));
}

#[test]
fn the_message_of_another_error_sets_no_retry_after() {
    let body = r#"{"error":{"code":"x","message":"Please retry after 55 seconds."}}"#;
    assert_eq!(fails(&answer(400, &[], body)).retry_after_ms(), None);
}

#[test]
fn an_error_inside_an_http_200_is_that_error() {
    let denied = fails(&ok(DENIED));
    assert_eq!((denied.code(), denied.status()), (ErrorCode::Unauthorized, Some(401)));
    let throttled =
        fails(&ok(r#"{"error":{"code":"429","message":"Please retry after 5 seconds."}}"#));
    assert_eq!((throttled.code(), throttled.retry_after_ms()), (ErrorCode::Throttled, Some(5_000)));
    let named = fails(&ok(r#"{"error":{"code":"ProjectNotFound","message":"m"}}"#));
    assert_eq!(named.code(), ErrorCode::UnreadableResponse);
    assert_eq!(named.errors()[0].code, "ProjectNotFound");
    assert!(named.message().contains("ProjectNotFound"), "{named}");
}

#[test]
fn a_redirect_is_an_error_that_says_it_is_not_followed() {
    let error = fails(&answer(302, &[("Location", "https://login.example")], ""));
    assert!(error.message().contains("Redirects are not followed"), "{error}");
}

#[test]
fn every_message_consists_of_whole_sentences() {
    for status in [400, 401, 403, 404, 410, 418, 429, 500] {
        for said in ["", "No", "No.", "No!", "No. ", "Why?"] {
            let body = serde_json::json!({ "error": { "code": "c", "message": said } });
            let message = fails(&answer(status, &[], body.to_string())).message().to_owned();
            assert!(message.ends_with(['.', '!', '?']), "{message}");
            for seam in ["..", ".:", "  ", ": .", "!."] {
                assert!(!message.contains(seam), "{message}");
            }
        }
    }
}
