//! The answers of the services.

use export_jobs::{Headers, Response};

/// The time of the answers: 2023-11-14T22:13:20Z.
pub const RECEIVED_AT: u64 = 1_700_000_000_000;

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Response {
    Response {
        status,
        headers: headers.iter().copied().collect::<Headers>(),
        body: body.as_ref().to_vec(),
        received_at_ms: RECEIVED_AT,
    }
}

pub fn ok(body: impl AsRef<[u8]>) -> Response {
    answer(200, &[("Content-Type", "application/json; charset=utf-8")], body)
}

/// A status of Azure Language, as recorded.
pub fn state(word: &str) -> Response {
    ok(format!(
        r#"{{"jobId":"42_638","createdDateTime":"2023-11-14T22:13:00Z","lastUpdatedDateTime":"2023-11-14T22:13:01Z","expirationDateTime":"2023-11-21T22:13:00Z","status":"{word}"}}"#
    ))
}

/// Returns the same answer about the job with this URL.
pub fn of_job(url: &str, mut response: Response) -> Response {
    let path = url.split('?').next().unwrap();
    let id = path.rsplit('/').next().unwrap();
    let body = String::from_utf8(response.body).unwrap();
    response.body = body.replace("42_638", id).into_bytes();
    response
}

pub fn running() -> Response {
    state("running")
}

pub fn succeeded() -> Response {
    state("succeeded")
}

/// A status of AvePoint, as documented.
pub fn job_status(number: i64) -> Response {
    ok(format!(r#"{{"jobStatus":{number},"status":200,"message":""}}"#))
}

pub fn with_header(mut response: Response, name: &str, value: &str) -> Response {
    response.headers.set(name, value);
    response
}

/// The answer of a throttling gateway, without a header that a browser could read.
pub fn throttled(message: &str) -> Response {
    let body = format!(r#"{{"error":{{"code":"429","message":"{message}"}}}}"#);
    answer(429, &[("Content-Type", "application/json")], body)
}

pub fn http(status: u16) -> Response {
    answer(status, &[], "")
}
