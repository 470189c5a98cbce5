//! The answers of the Insights exports: `{jobId | jobStatus, status, message}`.

use crate::files::is_whole;
use crate::json::Value;
use crate::text::whole;
use crate::{JobStatus, Layout, Response, Result, ServiceError};

use super::state;

/// Reads the body of an answer. A body that reports a failure becomes that failure.
///
/// The body's `status` repeats the HTTP status (docs/contracts/avepoint-graph.md#states). If the
/// two differ, the failure takes precedence.
fn read(response: &Response) -> Result<Value<'_>> {
    if !response.is_success() {
        return Err(response.http_error(response.status, errors_in(response)));
    }
    let body = response.json()?;
    if !matches!(body, Value::Object(_)) {
        return Err(response.unreadable(&text!("it is {}, not an object", body.kind())));
    }
    match body.get("status") {
        None | Some(Value::Null) => {}
        Some(status) => match http_status(status) {
            Some(200..=299) => {}
            Some(failure) => return Err(response.http_error(failure, errors_in(response))),
            None => return Err(response.wrong_type("status", status, "an HTTP status")),
        },
    }
    Ok(body)
}

fn http_status(value: &Value<'_>) -> Option<u16> {
    let number = match value {
        Value::Number(text) => whole(text),
        Value::String(text) => whole(text.trim_ascii()),
        _ => None,
    };
    number
        .and_then(|number| u16::try_from(number).ok())
        .filter(|status| (100..=999).contains(status))
}

/// Returns the HTTP status in the body.
pub(super) fn status_in(response: &Response) -> Option<u16> {
    http_status(response.json().ok()?.get("status")?)
}

/// Reads the errors of an answer. Insights sends `{status, message}`; a gateway or another product
/// in front of it may send `{error: {code, message}}`
/// (docs/contracts/avepoint-graph.md#errors-and-limits).
fn errors_in(response: &Response) -> Vec<ServiceError> {
    let Ok(body) = response.json() else { return Vec::new() };
    if let Some(error @ Value::Object(_)) = body.get("error") {
        return vec![ServiceError::read(error)];
    }
    let text = |name| body.get(name).map(Value::display).unwrap_or_default();
    let message = ["message", "error"].into_iter().map(text).find(|text| !text.is_empty());
    let code = ["status", "statusCode"].into_iter().map(text).find(|text| !text.is_empty());
    match message {
        Some(message) => vec![ServiceError::new(code.unwrap_or_default(), message)],
        None => Vec::new(),
    }
}

/// Reads the job id from the answer to a submission. The id is a string in the documentation of
/// submissions, and an integer in that of the status.
pub(super) fn read_job_id(response: &Response) -> Result<String> {
    let body = read(response)?;
    match body.get("jobId") {
        Some(id @ (Value::Number(_) | Value::String(_))) if !id.display().is_empty() => {
            Ok(id.display())
        }
        None | Some(Value::Null | Value::Number(_) | Value::String(_)) => {
            Err(response.unreadable("it names no `jobId`"))
        }
        Some(other) => Err(response.wrong_type("jobId", other, "a string or a number")),
    }
}

pub(super) fn read_status(response: &Response) -> Result<JobStatus> {
    let body = read(response)?;
    let value = match body.get("jobStatus") {
        Some(value @ (Value::Number(_) | Value::String(_))) => value.display(),
        None | Some(Value::Null) => return Err(response.unreadable("it has no `jobStatus`")),
        Some(other) => return Err(response.wrong_type("jobStatus", other, "a number")),
    };
    let state = state::read(&value);
    let mut status = JobStatus::new(state, value);
    // The documentation does not list `jobId` for a status. If it is present, it names the job.
    let id = body.get("jobId").map(Value::display);
    status.job_id = id.filter(|id| !id.is_empty());
    // The message explains the state.
    let message =
        response.text(&body, "message")?.filter(|message| !message.trim_ascii().is_empty());
    if let Some(message) = message {
        let said = ServiceError::new(status.service_state.clone(), message);
        if state.is_done() && !state.is_success() {
            status.errors.push(said);
        } else {
            status.warnings.push(said);
        }
    }
    status.retry_after_ms = response.retry_after_ms();
    Ok(status)
}

/// Checks that the answer is a ZIP file (docs/contracts/avepoint-graph.md#three-steps) and not an
/// error.
pub(super) fn check_result(response: &Response, layout: &Layout) -> Result<()> {
    if response.is_success() && response.body.starts_with(b"PK") {
        response.check_file()?;
        return if layout.is_start() || is_whole(&response.body) {
            Ok(())
        } else {
            Err(response.unreadable("the ZIP file is cut off"))
        };
    }
    // Any other answer reports an error, or cannot be read.
    read(response)?;
    Err(response.unreadable("it is not a ZIP file"))
}
