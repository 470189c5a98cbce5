//! Reads the job that a submission has started.

use super::DescribedService;
use super::answer::{Answer, at, scalar};
use super::body::pointer_to;
use super::names::{Names, fill_path};
use super::reading::has_ended;
use super::submission::{method_of, template_of};
use crate::json::Value;
use crate::service::description::template::{Part, match_template, parts};
use crate::service::description::{
    AnswerOf, OperationDescription, ParameterPlace, Place, SubmissionDescription,
};
use crate::service::submission::accepted;
use crate::text::digits;
use crate::url::{AbsoluteUrl, decode};
use crate::{Error, ErrorCode, Job, Request, Response, Result};

/// A submission, with the operation that it belongs to.
struct Submission<'s> {
    operation: &'s str,
    described: &'s OperationDescription,
    /// The values in its path.
    names: Names<'s>,
}

impl DescribedService {
    /// Reads the job from the answer to a submission.
    pub(super) fn read_accepted(&self, request: &Request, response: &Response) -> Result<Job> {
        let submission = self.submission(request)?;
        let answer = Answer::of(response);
        check(&submission.described.submit, &answer)?;
        let found = self.job_in(&submission, request, &answer);
        let job = found.map_err(|error| accepted(error, response, None, None))?;
        self.memory.borrow_mut().forget(&job.url);
        self.remember_submission(&submission, &job, request, &answer);
        Ok(job)
    }

    /// Returns the operation of a submission: the first operation with the method and the path of
    /// the request. An operation without a path matches every path.
    fn submission(&self, request: &Request) -> Result<Submission<'_>> {
        let path = self.own_path(&request.url);
        let names_in = |submit: &'_ SubmissionDescription| -> Option<Vec<(String, String)>> {
            let Some(template) = &submit.path else { return Some(Vec::new()) };
            let (path, query) = path.as_ref()?;
            let names = match_template(template, path, query)?;
            Some(names.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        };
        let of_its_method = self.description.operations.iter();
        let of_its_method =
            of_its_method.filter(|(_, it)| method_of(it.submit.method) == request.method);
        // An operation to which others hand their jobs only follows jobs, and submits none.
        let of_its_method = of_its_method.filter(|(name, _)| !self.is_handed_jobs(name));
        let mut found = of_its_method.filter_map(|(operation, described)| {
            let names = names_in(&described.submit)?.into_iter();
            let parameters = &described.submit.parameters;
            let names = names.filter_map(|(name, value)| {
                let known = parameters.iter().find(|(other, _)| *other == name);
                known.map(|(name, _)| (name.as_str(), value))
            });
            Some(Submission { operation, described, names: names.collect() })
        });
        found.next().ok_or_else(|| {
            Error::invalid_argument(text!(
                "No operation of {} has such a submission: {} {}.",
                self.description.name,
                request.method.as_str(),
                request.url.split('?').next().unwrap_or_default()
            ))
        })
    }

    /// Returns whether another operation hands its jobs to this one.
    fn is_handed_jobs(&self, operation: &str) -> bool {
        let operations = self.description.operations.iter();
        let mut places = operations.flat_map(|(_, it)| &it.job.url);
        places.any(|place| place.operation.as_deref() == Some(operation))
    }

    /// Creates the job that an answer names.
    fn job_in(
        &self,
        submission: &Submission<'_>,
        request: &Request,
        answer: &Answer<'_>,
    ) -> Result<Job> {
        let Submission { operation, described, .. } = submission;
        let mut names = submission.names.clone();
        let id = answer.first(&described.job.id);
        names.extend(id.clone().map(|id| ("id", id)));
        names.extend(self.lasting_names(described));
        let is_done = described.submit.done_at.contains(&answer.response.status);
        let has_ended = is_done && has_ended(described, answer);
        let mut url = None;
        let mut operation = *operation;
        for place in &described.job.url {
            url = match self.url_at(place, request, answer, &names) {
                // A job that has ended is not read again, so a URL that cannot be used does not matter.
                Err(_) if has_ended => None,
                found => found?,
            };
            if url.is_some() {
                operation = place.operation.as_deref().filter(|_| !has_ended).unwrap_or(operation);
                break;
            }
        }
        // A job that is done needs no URL. The URL of its submission may have its result.
        let url = match url {
            Some(url) => url,
            None if is_done => self.resolve(&request.url, &request.url)?,
            None => return Err(no_locator(described, answer.response)),
        };
        let id = match id {
            Some(id) => id,
            // The URL may end with a slash.
            None => {
                let path = url.path().trim_end_matches('/');
                path.rsplit('/').next().map(decode).unwrap_or_default()
            }
        };
        if id.is_empty() {
            return Err(answer.response.unreadable("it names no job"));
        }
        let project = self.project_of(submission, request);
        Ok(self.connection.job(operation, project, id, url.href()))
    }

    /// Returns the URL at a place, or `None` if there is none.
    fn url_at(
        &self,
        place: &Place,
        request: &Request,
        answer: &Answer<'_>,
        names: &[(&str, String)],
    ) -> Result<Option<AbsoluteUrl>> {
        if place.request.is_some() {
            return self.resolve(&request.url, &request.url).map(Some);
        }
        if let Some(path) = &place.path {
            let is_known = |part: &Part<'_>| match part {
                Part::Name { name, .. } => names.iter().any(|(other, _)| other == name),
                Part::Text(_) => true,
            };
            if !parts(path).unwrap_or_default().iter().all(is_known) {
                return Ok(None);
            }
            let path = fill_path(path, names)
                .map_err(|error| super::super::unusable_name(answer.response, &error))?;
            return self.resolve(&self.url(&path), &request.url).map(Some);
        }
        answer.text(place).map(|url| self.resolve(&url, &request.url)).transpose()
    }

    /// Makes a URL of an answer absolute, and checks that the credential may be sent there. A relative URL is resolved
    /// against the request's URL (RFC 9110, 10.2.2).
    pub(super) fn resolve(&self, url: &str, request_url: &str) -> Result<AbsoluteUrl> {
        self.connection.endpoint.resolve("The URL in the answer", &absolute(url, request_url))
    }

    /// Returns the value that the job keeps as its project.
    fn project_of(&self, submission: &Submission<'_>, request: &Request) -> Option<String> {
        let Submission { described, names, .. } = submission;
        let name = kept_parameter(described)?;
        if let Some((_, value)) = names.iter().find(|(other, _)| *other == name) {
            return Some(value.clone());
        }
        let (_, parameter) = described.submit.parameters.iter().find(|(other, _)| other == name)?;
        let own = parameter.name.as_deref().unwrap_or(name);
        match parameter.place {
            ParameterPlace::Query => AbsoluteUrl::parse(&request.url).ok()?.parameter(own),
            ParameterPlace::Header => request.headers.get(own).map(str::to_owned),
            ParameterPlace::Path => None,
            ParameterPlace::Body => {
                let body = Value::parse(request.body.as_deref()?).ok()?;
                let pointer = pointer_to(&template_of(described), name).unwrap_or_else(|| {
                    if own.starts_with('/') { own.to_owned() } else { text!("/{}", own) }
                });
                at(&body, &pointer).and_then(scalar)
            }
        }
    }

    /// Stores facts that only the answer to the submission has: the URLs of the result, and the status of a job that is
    /// already done.
    fn remember_submission(
        &self,
        submission: &Submission<'_>,
        job: &Job,
        request: &Request,
        answer: &Answer<'_>,
    ) {
        let described = submission.described;
        let followed = self.operation_of(job).ok();
        let result = followed.and_then(|it| it.result.as_ref());
        let via = result.map_or(&[][..], |result| &result.via);
        let own = via.iter().map(|place| match (place.of, place.request) {
            (Some(AnswerOf::Submission), _) => answer.text(place),
            (_, Some(_)) => Some(request.url.clone()),
            _ => None,
        });
        let urls = own.map(|url| Some(self.resolve(&url?, &request.url).ok()?.href()));
        let submitted: Vec<Option<String>> = urls.collect();
        let is_done = described.submit.done_at.contains(&answer.response.status);
        let done = if is_done { self.read_done(described, answer, job) } else { None };
        let first_wait_ms = answer.response.retry_after_ms();
        if done.is_some() || first_wait_ms.is_some() || submitted.iter().any(Option::is_some) {
            self.memory.borrow_mut().change(&job.url, |entry| {
                entry.submitted = submitted;
                entry.done = done;
                entry.first_wait_ms = first_wait_ms;
            });
        }
    }
}

/// Returns the parameter that a job keeps as its project.
pub(super) fn kept_parameter(described: &OperationDescription) -> Option<&str> {
    if let Some(project) = &described.job.project {
        return Some(project);
    }
    let has = |template: &str, name: &str| {
        let parts = parts(template).unwrap_or_default();
        parts.iter().any(|part| matches!(part, Part::Name { name: other, .. } if *other == name))
    };
    let in_name = described.result.as_ref().and_then(|result| result.name.as_deref());
    let urls = described.job.url.iter().filter_map(|place| place.path.as_deref());
    let is_lost = |name: &str| {
        in_name.is_some_and(|template| has(template, name))
            && !urls.clone().any(|template| has(template, name))
    };
    let mut known = described.submit.parameters.iter().map(|(name, _)| name.as_str());
    let lost = known.clone().find(|name| is_lost(name));
    lost.or_else(|| known.find(|name| *name == "project"))
}

/// Checks that an answer accepts the submission.
fn check(submit: &SubmissionDescription, answer: &Answer<'_>) -> Result<()> {
    let response = answer.response;
    let is_listed = |list: &[u16]| list.contains(&response.status);
    let is_accepted =
        if submit.success.is_empty() { response.is_success() } else { is_listed(&submit.success) };
    if !(is_accepted || is_listed(&submit.done_at)) {
        if response.is_success() {
            return Err(response.unreadable("no submission is accepted with this HTTP status"));
        }
        return Err(response.http_error(response.status, answer.errors(&submit.errors)));
    }
    if response.is_page() {
        return Err(response.unreadable("it is a web page"));
    }
    if answer.holds_any(&submit.failed_when) {
        let mut errors = answer.errors(&submit.errors);
        if errors.is_empty() {
            errors = answer.errors_of(&submit.failed_when);
        }
        let said = errors.first().map(|error| error.message.clone()).unwrap_or_default();
        let error =
            Error::new(ErrorCode::HttpError, text!("The service refused the submission. {}", said));
        return Err(error
            .with_status(response.status)
            .with_request_id(response.request_id())
            .with_errors(errors));
    }
    Ok(())
}

/// Returns the error of a submission that was accepted, but whose job cannot be found.
fn no_locator(described: &OperationDescription, response: &Response) -> Error {
    let headers = described.job.url.iter().chain(&described.job.id);
    let headers: Vec<&str> = headers.filter_map(|place| place.header.as_deref()).collect();
    if headers.is_empty() {
        return response.unreadable("it names no job at the places of the description");
    }
    let headers = headers.join(", ");
    let message = text!(
        "The service accepted the job (HTTP {}), but none of the headers that name it can be read: {}. \
         Across origins a browser hides them unless the service or the proxy sends \
         \"Access-Control-Expose-Headers: {}\" (or *).",
        digits(response.status.into()),
        headers,
        headers
    );
    Error::new(ErrorCode::HiddenHeader, message)
        .with_status(response.status)
        .with_request_id(response.request_id())
}

/// Makes a relative URL absolute.
pub(super) fn absolute(url: &str, request_url: &str) -> String {
    let url = url.trim_ascii();
    let base = request_url.split(['?', '#']).next().unwrap_or_default();
    let origin_end = base.match_indices('/').nth(2).map_or(base.len(), |(at, _)| at);
    let origin = base.get(..origin_end).unwrap_or_default();
    // A path may also contain a colon, such as `jobs:cancel`.
    match () {
        () if url.starts_with("//") => {
            let scheme = origin.split("//").next().unwrap_or_default();
            text!("{}{}", scheme, url)
        }
        () if url.starts_with('/') => text!("{}{}", origin, url),
        () if url.starts_with('?') => text!("{}{}", base, url),
        () if url.split(['/', '?', '#']).next().is_some_and(|it| it.ends_with(':')) => {
            url.to_owned()
        }
        () => text!("{}/{}", base.rsplit_once('/').map_or("", |it| it.0), url),
    }
}
