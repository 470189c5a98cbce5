//! Requests that are repeated until there is an answer, and those that are not.

use export_jobs::service::azure_language::{Arguments, Inquiry, Operation};
use export_jobs::service::{AzureLanguage, Family, Pace};
use export_jobs::workflow::{Expected, Workflow, inquire};
use export_jobs::{Error, ErrorCode, Request, Response};

use crate::operation::{Reply, drive, ok};

const LIST: &str = "https://contoso.example/language/authoring/analyze-text/projects";

fn client() -> AzureLanguage {
    AzureLanguage::new("https://contoso.example", Family::AnalyzeText, Some("2023-11-15-preview"))
        .unwrap()
}

fn request(operation: Operation) -> Request {
    let arguments = match operation {
        Operation::ListProjects => Arguments::new(),
        Operation::AuthorizeCopy => {
            Arguments::of_project("P").body(br#"{"projectKind":"K"}"#.to_vec())
        }
        Operation::DeleteModel => Arguments::of_project("P").model("M"),
        _ => Arguments::of_project("P"),
    };
    client().operation_request(operation, &arguments).unwrap()
}

fn inquiry(operation: Operation) -> Inquiry {
    Inquiry::new(client().into(), &request(operation), Pace::default()).unwrap()
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Default::default(), body: body.into(), received_at_ms: 0 }
}

/// Returns the error that a list gives for this answer.
fn failure(status: u16, body: &str) -> Error {
    inquiry(Operation::ListProjects).answered(&answer(status, body)).unwrap_err()
}

#[test]
fn a_list_is_read_to_its_last_page() {
    let mut inquiry = inquiry(Operation::ListProjects);
    assert!(inquiry.is_list());
    for skip in 1..4 {
        let page = format!(r#"{{"value":[],"nextLink":"{LIST}?skip={skip}"}}"#);
        let next = inquiry.answered(&answer(200, &page)).unwrap().unwrap();
        assert_eq!(next.url, format!("{LIST}?skip={skip}&api-version=2023-11-15-preview"));
        inquiry.turn_to(&next).unwrap();
    }
    let back = answer(200, &format!(r#"{{"value":[],"nextLink":"{LIST}?skip=2"}}"#));
    let back = inquiry.answered(&back).unwrap().unwrap();
    let error = inquiry.turn_to(&back).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(error.message().contains("page 4 "), "{error}");
    assert_eq!(inquiry.answered(&answer(200, r#"{"value":[]}"#)), Ok(None));
}

#[test]
fn reads_are_repeated_and_each_page_counts_its_own_failures() {
    let mut inquiry = inquiry(Operation::ListProjects);
    let pace = Pace::default();
    for _ in 0..3 {
        for failure in 1..=8 {
            let wait = inquiry.retry_in(self::failure(503, ""), 1.0).unwrap();
            assert_eq!(wait, (1_000 << failure).min(pace.max_interval_ms), "{failure}");
        }
        assert!(inquiry.retry_in(failure(503, ""), 1.0).is_err());
        inquiry.answered(&answer(200, r#"{"value":[]}"#)).unwrap();
    }
    for _ in 0..100 {
        let throttled = failure(429, "").with_message("Later.");
        assert!(inquiry.retry_in(throttled, 0.5).is_ok());
    }
    let gone = failure(404, "");
    assert_eq!(inquiry.retry_in(gone.clone(), 0.5), Err(gone));
}

#[test]
fn requests_that_change_something_are_sent_once() {
    for operation in [Operation::DeleteModel, Operation::AuthorizeCopy] {
        let lost = Error::new(ErrorCode::Network, "No answer.");
        let error = inquiry(operation).retry_in(lost, 0.5).unwrap_err();
        assert!(error.message().contains("may have arrived"), "{error}");
        let refused = failure(429, "");
        assert_eq!(inquiry(operation).retry_in(refused.clone(), 0.5), Err(refused));
    }
}

#[test]
fn jobs_and_requests_of_other_endpoints_are_refused() {
    let refusal = |request: &Request| {
        let refused = Inquiry::new(client().into(), request, Pace::default());
        let error = refused.err().unwrap();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        error.message().to_owned()
    };
    assert!(refusal(&request(Operation::DeleteProject)).contains("give its request to start"));
    let mut other = request(Operation::ListProjects);
    other.url = other.url.replace("analyze-text", "analyze-conversations");
    assert!(refusal(&other).contains("not an operation of analyze-text"));
}

#[test]
fn an_answer_that_authorizes_a_copy_is_never_shown() {
    let cut_off = answer(200, r#"{"projectKind":"K","accessToken":"s3cr3t"#);
    let error = inquiry(Operation::AuthorizeCopy).answered(&cut_off).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(!error.message().contains("s3cr3t"), "{error}");
    let error = client().read_copy_authorization(&cut_off).err().unwrap();
    assert!(!error.message().contains("s3cr3t"), "{error}");
}

/// A whole inquiry in virtual time.
fn operation(kind: Operation, timeout_ms: u64) -> Workflow<Vec<Response>> {
    inquire(inquiry(kind), request(kind), timeout_ms)
}

fn page(number: usize, next: Option<usize>) -> String {
    let next = next.map(|next| format!(r#","nextLink":"{LIST}?skip={next}""#)).unwrap_or_default();
    format!(r#"{{"value":[{{"projectName":"P{number}"}}]{next}}}"#)
}

#[test]
fn a_failed_page_of_a_list_is_requested_again() {
    let mut drive = drive(|number, _| match number {
        0 => ok(&page(0, Some(1))),
        1 => Reply::Lost,
        2 => Reply::Answer(answer(500, "")),
        3 => ok(&page(1, Some(2))),
        _ => ok(&page(2, None)),
    });
    let pages = drive.finish(operation(Operation::ListProjects, 900_000)).unwrap();
    let bodies: Vec<_> = pages.into_iter().map(|page| page.body).collect();
    assert_eq!(bodies, [page(0, Some(1)), page(1, Some(2)), page(2, None)].map(String::into_bytes));
    let urls: Vec<_> = drive.sent.iter().map(|it| it.request.url.contains("skip=1")).collect();
    assert_eq!(urls, [false, true, true, true, false]);
    assert!(drive.sent.iter().all(|it| it.expected == Expected::Answer(16 << 20)));
}

#[test]
fn a_list_ends_at_a_page_that_leads_back() {
    let mut drive = drive(|number, _| ok(&page(number, Some(1))));
    let error = drive.finish(operation(Operation::ListProjects, 900_000)).unwrap_err();
    assert_eq!((error.code(), drive.sent.len()), (ErrorCode::UnreadableResponse, 2));
}

#[test]
fn a_change_is_sent_once_and_a_lost_answer_is_reported() {
    let mut lost = drive(|_, _| Reply::Lost);
    let error = lost.finish(operation(Operation::DeleteModel, 900_000)).unwrap_err();
    assert_eq!((error.code(), lost.sent.len()), (ErrorCode::Network, 1));
    assert!(error.message().contains("may have arrived"), "{error}");
    let mut silent = drive(|_, _| Reply::Silence);
    let error = silent.finish(operation(Operation::DeleteModel, 5_000)).unwrap_err();
    assert_eq!((error.code(), silent.now), (ErrorCode::Timeout, 5_000));
    assert!(error.message().contains("may have arrived"), "{error}");
}

#[test]
fn at_the_deadline_the_last_failure_is_returned() {
    let mut throttled = drive(|_, _| Reply::Answer(answer(429, "")));
    let error = throttled.finish(operation(Operation::ListProjects, 20_000)).unwrap_err();
    assert_eq!((error.code(), throttled.now), (ErrorCode::Throttled, 20_000));
    let mut silent = drive(|_, _| Reply::Silence);
    let error = silent.finish(operation(Operation::ListProjects, 5_000)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Timeout);
    assert!(error.message().contains("5000 ms (timeoutMs)"), "{error}");
}
