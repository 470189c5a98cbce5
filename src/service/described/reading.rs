//! Reads the status of a job.

use super::DescribedService;
use super::answer::Answer;
use super::memory::Found;
use crate::http::RetryAfter;
use crate::json::Value;
use crate::service::description::words::same_word;
use crate::service::description::{
    DescribedState, OperationDescription, Place, StatePlace, StatusDescription,
};
use crate::time::{http_date_ms, rfc3339_of};
use crate::{Error, ErrorCode, Headers, Job, JobState, JobStatus, Response, Result, ServiceError};

impl DescribedService {
    /// Reads the status of a job from an answer.
    pub(super) fn read_status_of(
        &self,
        described: &OperationDescription,
        job: Option<&Job>,
        response: &Response,
    ) -> Result<JobStatus> {
        let answer = Answer::of(response);
        if let Some(job) = job
            && let Some(status) = self.read_via(described, job, &answer)?
        {
            return Ok(status);
        }
        if let Some(gone) = job.and_then(|job| self.cancelled(described, job, response)) {
            return Ok(gone);
        }
        let (state, word) = read_state(&described.status, &answer)?;
        let mut status = read_members(&described.status, &answer, state, word);
        let Some(job) = job else { return Ok(status) };
        self.follow_locator(described, job, &answer);
        if status.state.is_success() {
            self.find_result(described, job, &answer, &mut status);
        }
        Ok(status)
    }

    /// Reads the status of a job that was already done when it was submitted. Returns `None` if the answer has a state
    /// that is not an end.
    pub(super) fn read_done(
        &self,
        described: &OperationDescription,
        answer: &Answer<'_>,
        job: &Job,
    ) -> Option<JobStatus> {
        let (state, word) = state_at_once(&described.status, answer)?;
        let mut status = read_members(&described.status, answer, state, word);
        if status.state.is_success() {
            let found = self.result_in(described, job, answer);
            show_url(&mut status, found.as_ref());
            self.memory.borrow_mut().change(&job.url, |entry| entry.found = found);
        }
        status.is_done.then_some(status)
    }

    /// Returns the status of a job that the service no longer knows, because it was cancelled.
    fn cancelled(
        &self,
        described: &OperationDescription,
        job: &Job,
        response: &Response,
    ) -> Option<JobStatus> {
        described.cancel.as_ref()?.gone?;
        let is_gone = matches!(response.status, 404 | 410);
        let is_cancelled = self.memory.borrow().get(&job.url)?.is_cancelled;
        let word = crate::text::digits(response.status.into());
        (is_gone && is_cancelled).then(|| JobStatus::new(JobState::Cancelled, word))
    }

    /// Stores the new URL of a job that moves.
    fn follow_locator(&self, described: &OperationDescription, job: &Job, answer: &Answer<'_>) {
        if described.job.moves != Some(true) {
            return;
        }
        let named = described.job.url.iter().filter(|place| place.path.is_none());
        let Some(url) = named.into_iter().find_map(|place| answer.text(place)) else { return };
        // A URL on another origin is ignored: the job keeps its URL.
        if let Ok(url) = self.resolve(&url, &job.url) {
            self.memory.borrow_mut().change(&job.url, |entry| entry.moved = Some(url.href()));
        }
    }

    /// Finds the result of a job that has succeeded. If a further request is needed for it, the job is reported as
    /// running until that request is answered.
    fn find_result(
        &self,
        described: &OperationDescription,
        job: &Job,
        answer: &Answer<'_>,
        status: &mut JobStatus,
    ) {
        if let Some(url) = self.via_url(described, job, answer) {
            let done = status.clone();
            let mut running = JobStatus::new(JobState::Running, status.service_state.clone());
            running.job_id.clone_from(&status.job_id);
            running.percent_complete = status.percent_complete;
            running.retry_after_ms = Some(0);
            *status = running;
            self.memory.borrow_mut().change(&job.url, |entry| entry.via = Some((url, done)));
            return;
        }
        let found = self.result_in(described, job, answer);
        show_url(status, found.as_ref());
        if found.is_some() {
            self.memory.borrow_mut().change(&job.url, |entry| entry.found = found);
        }
    }

    /// Returns the URL of the further request for a result, if one is needed.
    fn via_url(
        &self,
        described: &OperationDescription,
        job: &Job,
        answer: &Answer<'_>,
    ) -> Option<String> {
        let via = &described.result.as_ref()?.via;
        let mut places = via.iter().enumerate();
        places.find_map(|(at, place)| {
            if place.path.is_some() {
                return self.path_of_job(described, job, place, answer).ok();
            }
            if place.of.is_some() || place.request.is_some() {
                return self.memory.borrow().get(&job.url)?.submitted.get(at)?.clone();
            }
            let url = answer.text(place)?;
            self.resolve(&url, &job.url).ok().map(|url| url.href())
        })
    }

    /// Reads the answer to the further request for a result. Returns `None` if there was no such
    /// request.
    fn read_via(
        &self,
        described: &OperationDescription,
        job: &Job,
        answer: &Answer<'_>,
    ) -> Result<Option<JobStatus>> {
        let via = self.memory.borrow().get(&job.url).and_then(|entry| entry.via.clone());
        let Some((_, mut status)) = via else { return Ok(None) };
        let response = answer.response;
        if !response.is_success() {
            let errors = answer.errors(&described.status.errors);
            return Err(response.http_error(response.status, errors));
        }
        if response.is_page() {
            return Err(response.unreadable("it is a web page, not the result"));
        }
        if response.status == 202 {
            let mut running = JobStatus::new(JobState::Running, status.service_state);
            running.retry_after_ms = response.retry_after_ms();
            return Ok(Some(running));
        }
        let found = self.result_in(described, job, answer);
        show_url(&mut status, found.as_ref());
        self.memory.borrow_mut().change(&job.url, |entry| {
            entry.via = None;
            entry.found = found;
        });
        Ok(Some(status))
    }
}

/// Adds the URL of the only file to a status, unless the URL may be a secret that redaction could not recognize.
fn show_url(status: &mut JobStatus, found: Option<&Found>) {
    let Some(Found::Files { files, with_credential }) = found else { return };
    let [file] = &files[..] else { return };
    let is_known = *with_credential || !file.url.contains('?') || crate::url::has_secret(&file.url);
    if is_known {
        status.result_url = Some(file.url.clone());
    }
}

/// Returns the state of an answer, and the service's own word for it.
///
/// # Errors
/// The error of the HTTP status; `expired`; `unreadableResponse`.
fn read_state(status: &StatusDescription, answer: &Answer<'_>) -> Result<(JobState, String)> {
    let response = answer.response;
    if answer.holds_any(&status.transient_when) {
        let error = response.http_error(429, answer.errors(&status.errors));
        return Err(error.with_status(response.status));
    }
    let is_listed = status.state.iter().any(|place| http_state(place, response).is_some());
    if !response.is_success() && !is_listed {
        return Err(response.http_error(response.status, answer.errors(&status.errors)));
    }
    let (state, word) = match word_of(status, answer) {
        Some((place, word)) => (described_state(status, place, answer, &word), word),
        None => match status.absent {
            Some(state) if answer.body().is_some() => (Some(state), String::new()),
            _ => {
                answer.check_body()?;
                return Err(response.unreadable(&no_state(status)));
            }
        },
    };
    let state = refined(status, answer, state);
    if state == Some(DescribedState::Expired) {
        let message = "The service no longer keeps the job or its result. Start a new export.";
        let error = Error::new(ErrorCode::Expired, message).with_status(response.status);
        return Err(error.with_errors(answer.errors_at(&status.errors)));
    }
    Ok((state.and_then(DescribedState::job_state).unwrap_or(JobState::Unknown), word))
}

/// Returns whether the answer to a submission, with an HTTP status of `doneAt`, says that the job has ended.
pub(super) fn has_ended(described: &OperationDescription, answer: &Answer<'_>) -> bool {
    state_at_once(&described.status, answer).is_some_and(|(state, _)| state.is_done())
}

/// Returns the state of a job whose submission was answered with a status of `doneAt`: it has succeeded, unless the
/// answer says otherwise. Returns `None` if the answer has no body although its HTTP status needs one.
fn state_at_once(status: &StatusDescription, answer: &Answer<'_>) -> Option<(JobState, String)> {
    if let Some((place, word)) = word_of(status, answer) {
        return Some((state_of(status, place, answer, &word), word));
    }
    let mut listed = status.state.iter().filter(|it| http_state(it, answer.response).is_some());
    let lacks_body = listed.any(|place| place.json == Some(true));
    let code = crate::text::digits(answer.response.status.into());
    (!lacks_body).then_some((JobState::Succeeded, code))
}

/// Returns the state in an answer.
fn state_of(
    status: &StatusDescription,
    place: &StatePlace,
    answer: &Answer<'_>,
    word: &str,
) -> JobState {
    let state = refined(status, answer, described_state(status, place, answer, word));
    state.and_then(DescribedState::job_state).unwrap_or(JobState::Unknown)
}

fn no_state(status: &StatusDescription) -> String {
    let places = status.state.iter();
    let mut places = places.filter_map(|place| place.body.as_deref().or(place.header.as_deref()));
    match places.next() {
        Some(place) => text!("it has no state at {}", place),
        None => "the description does not have its HTTP status".to_owned(),
    }
}

/// Returns the first place that has a state, and the service's word for it.
fn word_of<'s>(
    status: &'s StatusDescription,
    answer: &Answer<'_>,
) -> Option<(&'s StatePlace, String)> {
    let response = answer.response;
    status.state.iter().find_map(|place| {
        let word = match (&place.body, &place.header) {
            (Some(pointer), _) => {
                // If the body is a page instead of JSON, the state is unknown and must not be taken from the HTTP
                // status.
                let word = answer.member(pointer).and_then(super::answer::scalar)?;
                Some(word).filter(|word| !word.is_empty())?
            }
            (None, Some(header)) => response.headers.get(header)?.trim_ascii().to_owned(),
            (None, None) => {
                http_state(place, response)?;
                let is_page = response.is_page() || (names_body(status) && is_other(answer));
                let is_object = matches!(answer.body(), Some(Value::Object(_)));
                if is_page || (place.json == Some(true) && !is_object) {
                    return None;
                }
                crate::text::digits(response.status.into())
            }
        };
        Some((place, word))
    })
}

/// Returns whether any place of the state is in the body.
fn names_body(status: &StatusDescription) -> bool {
    status.state.iter().any(|place| place.body.is_some())
}

/// Returns whether there is a body that is not JSON.
fn is_other(answer: &Answer<'_>) -> bool {
    !answer.response.body.trim_ascii().is_empty() && answer.body().is_none()
}

fn http_state(place: &StatePlace, response: &Response) -> Option<DescribedState> {
    let listed = place.http.iter();
    let mut listed =
        listed.filter(|(code, _)| crate::text::whole(code) == Some(u64::from(response.status)));
    listed.next().map(|(_, state)| *state)
}

fn described_state(
    status: &StatusDescription,
    place: &StatePlace,
    answer: &Answer<'_>,
    word: &str,
) -> Option<DescribedState> {
    if !place.http.is_empty() {
        return http_state(place, answer.response);
    }
    let known = status.states.iter().find(|(known, _)| same_word(known, word));
    known.map(|(_, state)| *state)
}

/// Applies the conditions of a description to a state.
fn refined(
    status: &StatusDescription,
    answer: &Answer<'_>,
    state: Option<DescribedState>,
) -> Option<DescribedState> {
    use DescribedState::{Cancelled, Failed, PartiallyCompleted, Retryable, Succeeded};
    let mut state = state;
    if matches!(state, Some(Succeeded | Failed)) && answer.holds_any(&status.partial_when) {
        state = Some(PartiallyCompleted);
    }
    if answer.holds_any(&status.failed_when) {
        state = Some(Failed);
    }
    if answer.holds_any(&status.cancelled_when) {
        state = Some(Cancelled);
    }
    if state == Some(Failed) && answer.holds_any(&status.retryable_when) {
        state = Some(Retryable);
    }
    state
}

/// Reads all members except the state.
fn read_members(
    described: &StatusDescription,
    answer: &Answer<'_>,
    state: JobState,
    word: String,
) -> JobStatus {
    let mut status = JobStatus::new(state, word);
    status.job_id = answer.first(&described.id);
    status.created_at = date(answer, &described.created_at);
    status.updated_at = date(answer, &described.updated_at);
    status.expires_at = date(answer, &described.expires_at);
    if let Some(percent) = answer.first(&described.percent).and_then(|text| decimal(&text)) {
        status.percent_complete = Some(percent.min(100.0));
    }
    let has_failed = status.is_done && !state.is_success();
    if has_failed || state == JobState::PartiallyCompleted {
        status.errors = answer.errors(&described.errors);
    }
    status.warnings = answer.errors_at(&described.warnings);
    if let Some(message) = answer.first(&described.message) {
        let said = ServiceError::new(status.service_state.clone(), message);
        if has_failed { status.errors.push(said) } else { status.warnings.push(said) }
    }
    status.retry_after_ms = wait(answer, described);
    status
}

fn decimal(text: &str) -> Option<f64> {
    let text = text.trim_ascii().trim_end_matches('%');
    crate::json::Value::String(text.into()).as_decimal()
}

/// Returns a date in RFC 3339. Converts the date of an HTTP header.
fn date(answer: &Answer<'_>, places: &[Place]) -> Option<String> {
    let text = answer.first(places)?;
    match http_date_ms(&text) {
        Some(ms) if text.contains(',') => Some(rfc3339_of(ms)),
        _ => Some(text),
    }
}

/// Returns the wait before the next poll, in milliseconds.
fn wait(answer: &Answer<'_>, described: &StatusDescription) -> Option<u64> {
    let response = answer.response;
    let own = answer.first(&described.retry_after).and_then(|text| {
        let mut headers: Headers = [("retry-after", text)].into_iter().collect();
        if let Some(date) = response.headers.get("date") {
            headers.set("date", date);
        }
        RetryAfter { headers: &headers, received_at_ms: response.received_at_ms }.ms()
    });
    let remaining = || {
        let seconds = answer.first(&described.remaining).and_then(|text| decimal(&text))?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        Some((seconds.min(86_400.0) * 1000.0) as u64)
    };
    own.or_else(|| response.retry_after_ms()).or_else(remaining)
}
