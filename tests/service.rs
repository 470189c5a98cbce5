//! What the core guarantees to any service, shown with an invented one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "service/reports.rs"]
mod reports;

use std::rc::Rc;

use export_jobs::board::{AddOptions, Board, BoardAction, BoardMessage};
use export_jobs::service::{AvePoint, AzureLanguage, Family, Operation, Pace, Service};
use export_jobs::{
    Audience, Credential, Download, ErrorCode, Headers, Job, JobState, JobStatus, Machine, Moment,
    Request, Response,
};

use reports::{FILE, Reports, STATE};

const SIGNED: &str = "https://storage.example/files/1.zip?se=2026-11-28&sig=s3cret%2Fsignature";
const NOW: u64 = 1_000_000;

fn service() -> Reports {
    Reports::new(Some(Credential::Token("t0ken".to_owned())))
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let headers: Headers = headers.iter().copied().collect();
    Response { status, headers, body: body.into(), received_at_ms: 0 }
}

fn ready() -> Response {
    answer(200, &[(STATE, "ready"), (FILE, SIGNED), ("content-type", "text/plain")], "")
}

fn is_hidden(text: &str) -> bool {
    !text.contains("s3cret")
}

#[test]
fn a_signed_url_at_another_origin_is_fetched_without_a_credential() {
    let service = service();
    let job = service.report("1");
    assert_eq!(
        service.status_request(&job).unwrap().headers.get("authorization"),
        Some("Bearer t0ken")
    );
    let status = service.read_status(&ready(), Some(&job)).unwrap();
    let request = service.result_request(&job, &status).unwrap();
    assert_eq!((request.url.as_str(), request.audience), (SIGNED, Audience::Nobody));
    assert_eq!(request.headers.get("authorization"), None);
    assert_eq!(service.check_request(&request), Ok(()));
    let with_credential = Request { audience: Audience::Service, ..request };
    let error = service.check_request(&with_credential).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ForeignOrigin);
    assert!(is_hidden(&format!("{error:?}")));
}

#[test]
fn a_signed_url_is_refused_without_protection_or_with_a_token() {
    let service = service();
    let signed = |url: &str| Request::signed(export_jobs::Method::Get, url.to_owned());
    for url in
        ["http://storage.example/1?sig=s3cret", "/files/1?sig=s3cret", "https://a@b/1?sig=s3cret"]
    {
        let error = service.check_request(&signed(url)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{url}");
        assert!(is_hidden(&format!("{error:?}")));
    }
    let mut request = signed(SIGNED);
    Credential::Token("t0ken".to_owned()).authorize(&mut request);
    assert_eq!(service.check_request(&request).unwrap_err().code(), ErrorCode::ForeignOrigin);
}

#[test]
fn azure_and_avepoint_allow_no_result_at_another_origin() {
    let azure = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap();
    let job = azure.job(Operation::Export, "P", "1").unwrap();
    let mut status = JobStatus::new(JobState::Succeeded, "succeeded");
    status.result_url = Some(SIGNED.to_owned());
    let error = azure.result_request(&job, &status).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ForeignOrigin);
    assert!(is_hidden(&format!("{error:?}")));
    let avepoint = AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap();
    let request = avepoint.result_request(&avepoint.job("1").unwrap(), &status).unwrap();
    assert_eq!(request.audience, Audience::Service);
    assert!(request.url.starts_with("https://graph-us.avepointonlineservices.com/"));
}

#[test]
fn a_signed_url_is_in_no_error_of_its_download() {
    let service = Rc::new(service());
    let job = service.report("1");
    let status = service.read_status(&ready(), Some(&job)).unwrap();
    let mut download = Download::new(service, &job, &status, Pace::default()).unwrap();
    for said in [SIGNED, "the signature s3cret/signature is over"] {
        let error = download.received(&answer(403, &[], said)).unwrap_err();
        assert!(error.message().contains("[redacted]"), "{error}");
        let error = download.retry_in(error, 0.5).unwrap_err();
        assert!(is_hidden(&format!("{error:?}")), "{error}");
    }
}

#[test]
fn a_signed_url_is_not_stored_or_sent_to_other_tabs() {
    let service = Rc::new(service());
    let job = service.report("1");
    let mut board = Board::new(vec![service.clone()]);
    let key = board.add(job.clone(), &AddOptions::default(), NOW).unwrap();
    let flight = std::iter::from_fn(|| board.poll_action()).find_map(|action| match action {
        BoardAction::Send { flight, .. } => Some(flight),
        _ => None,
    });
    board.handle_response(key, flight.unwrap(), Ok(ready()), Moment::at(NOW));
    let shown = board.job(key, NOW).unwrap().status.unwrap();
    assert_eq!(shown.result_url.as_deref(), Some(SIGNED), "the page can fetch it");
    let stored = board.state(NOW, 0);
    assert_eq!(stored.jobs[0].status.as_ref().unwrap().state, JobState::Succeeded);
    assert!(is_hidden(&format!("{stored:?}")), "{stored:?}");

    // A job at a signed URL.
    let accepted = answer(202, &[("location", "https://reports.example/reports/1?sig=s3cret")], "");
    let started = service.read_submission(&service.submission(), &accepted).unwrap();
    assert_eq!(started.url, job.url);
    let kept = Job { url: format!("{}?sig=s3cret", job.url), ..job.clone() };
    assert_eq!(service.validate(kept).unwrap().url, job.url);

    // A submission to a signed URL, in a tab that does not poll.
    let mut other = Board::new(vec![service]);
    other.set_polling(false, NOW);
    other.submit(0, "https://reports.example/reports?code=s3cret", NOW + 60_000, NOW);
    let said: Vec<_> = std::iter::from_fn(|| other.poll_action()).collect();
    let is_turn = |it: &BoardAction| matches!(it, BoardAction::Post(BoardMessage::Turn { .. }));
    assert!(said.iter().any(is_turn), "{said:?}");
    assert!(is_hidden(&format!("{said:?}")), "{said:?}");
}

#[test]
fn a_status_uses_only_the_headers_of_its_service() {
    let service = service();
    let job = service.report("1");
    let sent = answer(
        200,
        &[(STATE, "working"), (FILE, SIGNED), ("retry-after", "7"), ("x-other", "1")],
        "",
    );
    let named: Vec<_> =
        Response::STATUS_HEADERS.into_iter().chain(service.status_headers()).collect();
    let headers = sent.headers.iter().filter(|(name, _)| named.contains(name)).collect();
    let crossing = Response { headers, ..sent.clone() };
    assert_eq!(crossing.headers.iter().count(), 3);
    let status = service.read_status(&crossing, Some(&job)).unwrap();
    assert_eq!(status, service.read_status(&sent, Some(&job)).unwrap());
    assert_eq!((status.state, status.retry_after_ms), (JobState::Running, Some(7_000)));
}
