//! Helpers of the fuzz targets: answers from arbitrary bytes, and the properties that every answer
//! must have.

use arbitrary::{Arbitrary, Unstructured};
use export_jobs::service::Service;
use export_jobs::{Error, ErrorCode, Headers, Job, Request, Response};

/// Limit on the wait that one answer can ask for: a day.
pub const DAY: u64 = 86_400_000;

const HEADERS: [&str; 12] = [
    "retry-after",
    "retry-after-ms",
    "x-ms-retry-after-ms",
    "date",
    "content-type",
    "operation-location",
    "location",
    "content-disposition",
    "apim-request-id",
    "request-id",
    "x-ms-request-id",
    "x-request-id",
];
const STATUSES: [u16; 15] =
    [200, 200, 200, 202, 301, 400, 401, 403, 404, 408, 410, 418, 429, 500, 503];

/// An answer with a few meaningful headers and a body.
#[derive(Clone, Debug)]
pub struct AnyResponse(pub Response);

impl<'a> Arbitrary<'a> for AnyResponse {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let status =
            if bytes.ratio(1, 10)? { bytes.arbitrary()? } else { *bytes.choose(&STATUSES)? };
        let mut headers = Headers::new();
        for _ in 0..bytes.int_in_range(0..=3)? {
            headers.set(bytes.choose(&HEADERS)?, bytes.arbitrary::<&str>()?);
        }
        let received_at_ms = bytes.arbitrary()?;
        let body = bytes.arbitrary::<&[u8]>()?.to_vec();
        Ok(Self(Response { status, headers, body, received_at_ms }))
    }
}

/// Splits plain bytes into an answer. The first line is the status and a header, the rest is the
/// body, so that a corpus of bodies stays readable.
pub fn plain_response(data: &[u8]) -> Option<Response> {
    let (head, body) = data.split_at_checked(data.iter().position(|byte| *byte == b'\n')? + 1)?;
    let head = std::str::from_utf8(head).ok()?.trim_end();
    let (status, header) = head.split_once(' ').unwrap_or((head, ""));
    let headers: Headers = header.split_once(':').into_iter().collect();
    let status = status.parse().ok()?;
    Some(Response { status, headers, body: body.to_vec(), received_at_ms: 1_700_000_000_000 })
}

/// Passes the answer to every reader of a service, and checks its properties.
pub fn read_all(
    service: &dyn Service,
    submission: &Request,
    job: &Job,
    origin: &str,
    response: &Response,
) {
    let is_success = (200..300).contains(&response.status);
    match service.read_status(response, None) {
        Ok(status) => {
            assert!(is_success && status.is_done == status.state.is_done());
            assert!(status.retry_after_ms.is_none_or(|ms| ms <= DAY));
            assert!(status.percent_complete.is_none_or(|percent| (0.0..=100.0).contains(&percent)));
            if let Ok(request) = service.result_request(job, &status) {
                assert!(status.state.is_success() && is_under(origin, &request.url));
            }
        }
        Err(error) => check(&error, response),
    }
    match service.read_submission(submission, response) {
        Ok(job) => {
            assert!(is_success && is_under(origin, &job.url) && !job.id.is_empty(), "{job:?}");
            assert_eq!(service.status_request(&job).expect("an own URL").url, job.url);
            assert_eq!(service.validate(job.clone()).as_ref(), Ok(&job));
        }
        Err(error) => check(&error, response),
    }
    match service.read_result(job, response) {
        Ok(file) => {
            let name = &file.suggested_name;
            assert!(is_success && !name.is_empty() && !name.starts_with('.'), "{name}");
            assert!(!name.contains(['/', '\\', ':']) && !name.contains(char::is_control), "{name}");
        }
        Err(error) => check(&error, response),
    }
    let _ = service.refuses_credential(response);
}

fn check(error: &Error, response: &Response) {
    assert!(!error.message().is_empty());
    assert!(error.retry_after_ms().is_none_or(|ms| ms <= DAY));
    assert_ne!(error.code(), ErrorCode::InvalidArgument, "{error}");
    if !(200..300).contains(&response.status) {
        assert_eq!(error.status(), Some(response.status));
    }
    let mut redacted = error.clone();
    redacted.redact("running");
    assert!(!format!("{redacted:?}").contains("running"));
}

fn is_under(origin: &str, url: &str) -> bool {
    url.strip_prefix(origin).is_some_and(|rest| rest.starts_with('/'))
}
