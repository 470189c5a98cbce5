//! The answers of the authoring API.

use super::progress::percent_complete;
use super::{Operation, state};
use crate::json::Value;
use crate::text::{digits, whole};
use crate::url::without_secrets;
use crate::{Error, ErrorCode, JobStatus, Response, Result, ServiceError};

/// Turns an answer with an HTTP error into that error.
pub(in crate::service) fn check(response: &Response) -> Result<()> {
    if response.is_success() {
        return Ok(());
    }
    Err(response.http_error(response.status, errors_in(response)))
}

/// Reads the errors in the body of a failed request. Any body may come with an HTTP error, so a
/// body that cannot be read has no errors.
fn errors_in(response: &Response) -> Vec<ServiceError> {
    let Ok(body) = response.json() else { return Vec::new() };
    let error = body.get("error").unwrap_or(&body);
    if error.get("message").is_some() || error.get("code").is_some() {
        vec![ServiceError::read(error)]
    } else {
        Vec::new()
    }
}

/// Checks a body that came with HTTP 200 for an error. Gateways send the HTTP status as the code.
pub(super) fn check_for_error(response: &Response, body: &Value<'_>) -> Result<()> {
    let Some(error @ Value::Object(_)) = body.get("error") else { return Ok(()) };
    let error = ServiceError::read(error);
    Err(match whole(&error.code).map(u16::try_from) {
        Some(Ok(status @ 400..=599)) => response.http_error(status, vec![error]),
        _ => response
            .unreadable(&text!("it is a success that holds the error {}", error.code))
            .with_errors(vec![error]),
    })
}

/// Returns the URL of the job from the answer to a submission. Documentation of 2021 has it in
/// `location` (docs/contracts/azure-language.md#api-versions).
pub(in crate::service) fn locator(response: &Response) -> Option<&str> {
    ["operation-location", "location"]
        .iter()
        .find_map(|name| response.headers.get(name).filter(|url| !url.trim_ascii().is_empty()))
}

/// Finds a path within the URL of a job. The URL may have any origin, and the path prefix of any
/// gateway.
pub(in crate::service) fn path_in<T>(
    locator: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let url = locator.split(['?', '#']).next()?;
    url.match_indices('/').find_map(|(at, _)| parse(url.get(at..)?))
}

/// Returns the error of a submission that was accepted but whose job cannot be found.
pub(in crate::service) fn hidden_header(response: &Response) -> Error {
    Error::new(
        ErrorCode::HiddenHeader,
        text!(
            "The service accepted the job (HTTP {}), but its operation-location header cannot \
             be read. Across origins a browser hides it unless the service or the proxy sends \
             \"Access-Control-Expose-Headers: operation-location\" (or *).",
            digits(response.status.into())
        ),
    )
    .with_status(response.status)
    .with_request_id(response.request_id())
}

/// Reads the job id from the body of the answer to a submission, if there is a body.
pub(super) fn job_id(response: &Response) -> Result<Option<String>> {
    if response.body.is_empty() {
        return Ok(None);
    }
    let body = response.json()?;
    check_for_error(response, &body)?;
    Ok(response.text(&body, "jobId")?.filter(|id| !id.is_empty()))
}

/// Reads the status of a job from a body or from a job in a list: `JobState` of the specifications,
/// and the members that other job types add.
pub(in crate::service) fn read_status(response: &Response, body: &Value<'_>) -> Result<JobStatus> {
    if !matches!(body, Value::Object(_)) {
        return Err(response.unreadable(&text!("it is {}, not an object", body.kind())));
    }
    let Some(word) = response.text(body, "status")? else {
        check_for_error(response, body)?;
        return Err(response.unreadable("it has no `status`"));
    };
    // Filling the status member by member makes less code: an early return drops one status and not
    // many parts.
    let mut status = JobStatus::new(state::read(&word), word);
    for (member, name) in [
        (&mut status.job_id, "jobId"),
        (&mut status.created_at, "createdDateTime"),
        (&mut status.updated_at, "lastUpdatedDateTime"),
        (&mut status.expires_at, "expirationDateTime"),
        (&mut status.result_url, "resultUrl"),
    ] {
        *member = response.text(body, name)?;
    }
    if let Some(url) = &mut status.result_url {
        *url = without_secrets(url).into_owned();
    }
    status.percent_complete = percent_complete(status.state, body);
    status.errors = read_errors(response, body, "errors")?;
    status.warnings = read_errors(response, body, "warnings")?;
    status.retry_after_ms = response.retry_after_ms();
    Ok(status)
}

/// Returns the kind of job that a status belongs to, if its members show that it is not the status
/// of `operation`. Training and evaluation have their own members in `result`
/// (docs/contracts/azure-language.md#job-states), and analyses of the runtime have `tasks`.
pub(super) fn other_kind(body: &Value<'_>, operation: &str) -> Option<&'static str> {
    let result = |name| body.get("result").and_then(|result| result.get(name)).is_some();
    if operation != Operation::Train.as_str() && result("trainingStatus") {
        return Some("a training");
    }
    if operation != Operation::Evaluate.as_str() && result("evaluationOptions") {
        return Some("an evaluation");
    }
    matches!(body.get("tasks"), Some(Value::Object(_))).then_some("an analysis")
}

fn read_errors(response: &Response, body: &Value<'_>, name: &str) -> Result<Vec<ServiceError>> {
    Ok(response.list(body, name)?.iter().map(ServiceError::read).collect())
}
