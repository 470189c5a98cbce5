//! Answers that break the contract.

use export_jobs::{Error, ErrorCode, Response};

use crate::scenario::answers::{answer, ok};

use super::fails;

fn unreadable(response: &Response) -> Error {
    let error = fails(response);
    assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{error}");
    error
}

#[test]
fn a_proxys_page_is_quoted_with_its_first_words_and_request_id() {
    let headers = [("Content-Type", "text/html"), ("x-request-id", "e37a")];
    let error = unreadable(&answer(200, &headers, "<!DOCTYPE html>\n<title>Sign in</title>"));
    assert!(error.message().contains("<!DOCTYPE html> <title>Sign in</title>"), "{error}");
    assert_eq!((error.request_id(), error.status()), (Some("e37a"), Some(200)));
}

#[test]
fn a_long_body_is_cut_and_an_empty_one_is_called_empty() {
    let error = unreadable(&ok("x".repeat(5_000)));
    assert!(error.message().ends_with('…') && error.message().len() < 400, "{error}");
    let error = unreadable(&ok(""));
    assert!(error.message().contains("empty") && !error.message().contains("begins"), "{error}");
}

#[test]
fn a_truncated_body_is_refused_at_every_length() {
    let whole = r#"{"status":"succeeded","jobId":"é\u0041","n":-1.5e+3,"a":[true,null]}"#;
    for length in 0..whole.len() {
        unreadable(&ok(&whole.as_bytes()[..length]));
    }
}

#[test]
fn a_body_with_text_after_its_json_is_refused() {
    for tail in ["x", "{}", ",", "\u{0}"] {
        unreadable(&ok(format!(r#"{{"status":"succeeded"}}{tail}"#)));
    }
}

#[test]
fn a_body_that_is_not_an_object_is_refused_by_its_type() {
    for (body, kind) in [
        ("null", "null"),
        ("true", "a boolean"),
        ("7", "a number"),
        ("\"succeeded\"", "a string"),
        (r#"[{"status":"succeeded"}]"#, "a list"),
    ] {
        let error = unreadable(&ok(body));
        assert!(error.message().contains(kind), "{error}");
    }
}

#[test]
fn a_number_where_a_string_belongs_is_refused_and_named() {
    for name in [
        "status",
        "jobId",
        "createdDateTime",
        "lastUpdatedDateTime",
        "expirationDateTime",
        "resultUrl",
    ] {
        for (value, kind) in
            [("7", "a number"), ("true", "a boolean"), ("[]", "a list"), ("{}", "an object")]
        {
            let rest = if name == "status" { "" } else { r#","status":"running""# };
            let error = unreadable(&ok(format!(r#"{{"{name}":{value}{rest}}}"#)));
            assert!(error.message().contains(&format!("`{name}` is {kind}")), "{error}");
        }
    }
    for name in ["errors", "warnings"] {
        let error = unreadable(&ok(format!(r#"{{"status":"failed","{name}":"x"}}"#)));
        assert!(error.message().contains(&format!("`{name}` is a string, not a list")), "{error}");
    }
}

#[test]
fn a_status_that_is_missing_is_named() {
    for body in ["{}", r#"{"status":null}"#, r#"{"state":"succeeded"}"#] {
        assert!(unreadable(&ok(body)).message().contains("`status`"), "{body}");
    }
}

#[test]
fn an_avepoint_answer_is_not_read_as_an_azure_answer() {
    let error = unreadable(&ok(r#"{"jobStatus":2,"status":200,"message":""}"#));
    assert!(error.message().contains("`status` is a number"), "{error}");
}

#[test]
fn megabytes_of_nesting_are_refused_without_a_crash() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        for depth in [65, 1_000, 100_000] {
            let body = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert!(unreadable(&ok(body)).message().contains("nesting"));
        }
    }
    let error = unreadable(&ok("[".repeat(8 << 20)));
    assert!(error.message().contains("too large"), "{error}");
}

#[test]
fn nesting_of_the_depth_that_occurs_is_read() {
    let body = format!(r#"{{"status":"running","x":{}1{}}}"#, "[".repeat(40), "]".repeat(40));
    assert_eq!(super::read(&ok(body)).service_state, "running");
}

#[test]
fn bytes_that_are_not_text_are_refused_and_quoted_on_one_line() {
    for body in [
        &b"\xff\xfe{\x00"[..],
        b"{\"status\":\"\xff\"}",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04",
        b"\n\r\x00\x1b[31m",
    ] {
        let error = unreadable(&ok(body));
        assert!(!error.message().contains(char::is_control), "{error:?}");
    }
}
