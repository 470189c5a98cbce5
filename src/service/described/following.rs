//! Following the jobs of a described service to their end.

use super::DescribedService;
use super::answer::MAX_ANSWER_BYTES;
use super::body::fill_body;
use super::memory::Found;
use super::names::{push_query, set_headers};
use super::submission::method_of;
use crate::json::Value;
use crate::service::description::template::match_template;
use crate::service::description::{CredentialKind, OperationDescription, ParameterPlace, Verbatim};
use crate::service::{Connection, Limits, Pace, Rate, Service};
use crate::url::{decode, shown};
use crate::{Error, Job, JobStatus, Layout, Method, Request, Response, Result, ResultFile};

impl Service for DescribedService {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn status_request(&self, job: &Job) -> Result<Request> {
        let described = self.operation_of(job)?;
        let status = &described.status;
        let via = self.memory.borrow().get(&job.url).and_then(|entry| entry.via.clone());
        if let Some((url, _)) = via {
            return Ok(self.connection.request(Method::Get, url));
        }
        let mut url = self.connection.endpoint.resolve_job(&self.current_url(job))?;
        let is_plain =
            status.query.is_empty() && status.headers.is_empty() && status.body.is_none();
        // Nearly every service takes this path.
        if is_plain && status.method.is_none() {
            return Ok(self.connection.request(Method::Get, url));
        }
        let names = self.names_of(described, job);
        push_query(&mut url, &status.query, &names)?;
        let method = status.method.map_or(Method::Get, method_of);
        let mut request = self.connection.request(method, url);
        set_headers(&mut request, &status.headers, &names)?;
        set_body(&mut request, status.body.as_ref(), &names);
        Ok(request)
    }

    fn result_request(&self, job: &Job, status: &JobStatus) -> Result<Request> {
        self.only_request(job, status)
    }

    fn read_submission(&self, request: &Request, response: &Response) -> Result<Job> {
        let job = self.read_accepted(request, response);
        job.map_err(|error| self.access().explain(error, response))
    }

    fn reads_submissions(&self) -> bool {
        let operations = self.description.operations.iter();
        let kept =
            operations.filter_map(|(_, it)| Some((it, super::accepted::kept_parameter(it)?)));
        kept.into_iter().any(|(described, name)| {
            let parameters = &described.submit.parameters;
            parameters.iter().any(|(other, it)| other == name && it.place == ParameterPlace::Body)
        })
    }

    fn may_submit_again(&self, request: &Request, response: &Response) -> bool {
        let operations = self.description.operations.iter();
        operations.map(|(_, it)| &it.submit).any(|submit| {
            submit.repeat_after.contains(&response.status)
                && method_of(submit.method) == request.method
                && submit.path.as_deref().is_none_or(|template| {
                    let path = self.own_path(&request.url);
                    path.is_some_and(|(path, query)| {
                        match_template(template, &path, &query).is_some()
                    })
                })
        })
    }

    fn status_at_submission(&self, job: &Job) -> Option<JobStatus> {
        self.memory.borrow().get(&job.url)?.done.clone()
    }

    fn wait_after_submission_ms(&self, job: &Job) -> Option<u64> {
        self.memory.borrow().get(&job.url)?.first_wait_ms
    }

    fn parse_status(&self, response: &Response, job: Option<&Job>) -> Result<JobStatus> {
        let described = match (job, self.description.operations.first()) {
            (Some(job), _) => self.operation_of(job)?,
            (None, Some((_, described))) => described,
            (None, None) => return Err(response.unreadable("the description has no operation")),
        };
        let status = self.read_status_of(described, job, response);
        status.map_err(|error| self.access().explain(error, response))
    }

    fn status_headers(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for (_, described) in &self.description.operations {
            let status = &described.status;
            names.extend(status.state.iter().filter_map(|place| place.header.as_deref()));
            for conditions in [
                &status.transient_when,
                &status.cancelled_when,
                &status.failed_when,
                &status.retryable_when,
                &status.partial_when,
            ] {
                names.extend(conditions.iter().filter_map(|it| it.header.as_deref()));
            }
            for places in [
                &status.id,
                &status.percent,
                &status.remaining,
                &status.message,
                &status.created_at,
                &status.updated_at,
                &status.expires_at,
                &status.retry_after,
                &described.job.url,
            ] {
                names.extend(places.iter().filter_map(|place| place.header.as_deref()));
            }
            if let Some(result) = &described.result {
                for places in [&result.files, &result.names, &result.inline, &result.via] {
                    names.extend(places.iter().filter_map(|place| place.header.as_deref()));
                }
            }
            names.push("content-type");
        }
        names
    }

    fn max_answer_bytes(&self) -> usize {
        MAX_ANSWER_BYTES
    }

    fn kept_result(&self, job: &Job) -> Option<Response> {
        match self.memory.borrow().get(&job.url)?.found.clone()? {
            Found::Inline(response) => Some(response),
            Found::Files { .. } => None,
        }
    }

    fn renews_result(&self, job: &Job) -> bool {
        let described = self.operation_of(job).ok();
        let result = described.and_then(|described| described.result.as_ref());
        result.is_some_and(|result| result.renew.is_some() && result.via.is_empty())
    }

    fn check_result(&self, job: &Job, response: &Response, layout: &Layout) -> Result<()> {
        let checked = self.check_file(job, response, layout);
        checked.map_err(|error| self.access().explain(error, response))
    }

    fn check_only_part(&self, job: &Job, response: &Response) -> Result<()> {
        self.check_only(job, response)
    }

    fn describe_result(&self, job: &Job, request: &Request, response: &Response) -> ResultFile {
        let (name, content_type) = self.names_of_file(job, &request.url);
        ResultFile::described(job, response, name.as_deref(), content_type.as_deref())
    }

    fn job_from_url(&self, text: &str) -> Result<Job> {
        let url = self.connection.endpoint.resolve_pasted(text)?.href();
        let (path, query) = self.own_path(&url).unwrap_or_default();
        for (operation, described) in &self.description.operations {
            let templates = described.job.url.iter().filter_map(|place| place.path.as_deref());
            for template in templates {
                let Some(names) = match_template(template, &path, &query) else { continue };
                if let Some((_, id)) = names.into_iter().find(|(name, _)| *name == "id") {
                    return Ok(self.connection.job(operation, None, id, url));
                }
            }
        }
        // If a service names its jobs in a header, their URLs may have any form.
        let mut located =
            self.description.operations.iter().filter(|(_, described)| {
                described.job.url.iter().any(|place| place.path.is_none())
            });
        let id = path.rsplit('/').next().map(decode).unwrap_or_default();
        match located.next() {
            Some((operation, _)) if !id.is_empty() => {
                Ok(self.connection.job(operation, None, id, url))
            }
            _ => Err(Error::invalid_argument(text!(
                "\"{}\" is not the URL of a job of {}.",
                shown(text),
                self.description.name
            ))),
        }
    }

    fn validate(&self, job: Job) -> Result<Job> {
        let job = self.connection.validate(job)?;
        self.operation_of(&job).map(|_| job)
    }

    fn scope(&self) -> String {
        self.description.credential.scope.clone().unwrap_or_default()
    }

    fn key_header(&self) -> Option<(&str, &str)> {
        let credential = &self.description.credential;
        let is_header = credential.kind == CredentialKind::Header;
        let name = credential.name.as_deref().filter(|_| is_header)?;
        Some((name, credential.prefix.as_deref().unwrap_or_default()))
    }

    fn pace(&self) -> Pace {
        let pace = self.description.pace.unwrap_or_default();
        let usual = Pace::default();
        let interval_ms = pace.interval_ms.unwrap_or(usual.interval_ms);
        let max_interval_ms = pace.max_interval_ms.unwrap_or(usual.max_interval_ms);
        Pace {
            first_ms: pace.first_ms.unwrap_or_default(),
            interval_ms,
            max_interval_ms: max_interval_ms.max(interval_ms),
            timeout_ms: pace.timeout_ms.unwrap_or(usual.timeout_ms),
            ..usual
        }
    }

    fn api(&self) -> &str {
        &self.description.name
    }

    fn limits(&self) -> Limits {
        let limits = self.description.limits.unwrap_or_default();
        let rate = |count: Option<u32>, window_ms| count.map(|count| Rate { count, window_ms });
        let a_minute = rate(limits.submissions_per_minute, 60_000);
        Limits {
            reads: rate(limits.reads_per_minute, 60_000),
            submissions: a_minute.or_else(|| rate(limits.submissions_per_day, 86_400_000)),
            running: limits.running,
            floor_ms: self.pace().interval_ms,
        }
    }

    fn cancel_request(&self, job: &Job) -> Result<Request> {
        let described = self.operation_of(job)?;
        let Some(cancel) = &described.cancel else {
            return Err(Error::invalid_argument(text!(
                "The description has no way to cancel an {} job. Stop watching it, and let it end.",
                job.operation
            )));
        };
        let names = self.names_of(described, job);
        let url = match cancel.url.as_deref() {
            None | Some("job") => self.current_url(job),
            Some(template) => self.url_of_template(job, template, &names)?,
        };
        let url = self.connection.endpoint.resolve_job(&url)?;
        let mut request = self.connection.request(method_of(cancel.method), url);
        set_headers(&mut request, &cancel.headers, &names)?;
        set_body(&mut request, cancel.body.as_ref(), &names);
        Ok(request)
    }

    fn read_cancel_of(&self, job: &Job, response: &Response) -> Result<()> {
        let described = self.operation_of(job)?;
        let success = described.cancel.as_ref().map_or(&[][..], |cancel| &cancel.success);
        let is_accepted = if success.is_empty() {
            response.is_success()
        } else {
            success.contains(&response.status)
        };
        if is_accepted {
            self.memory.borrow_mut().change(&job.url, |entry| entry.is_cancelled = true);
            return Ok(());
        }
        let errors = errors_in(described, response);
        let error = response.http_error(response.status, errors);
        Err(self.access().explain(error, response))
    }
}

fn errors_in(described: &OperationDescription, response: &Response) -> Vec<crate::ServiceError> {
    super::answer::Answer::of(response).errors(&described.status.errors)
}

/// Adds a JSON body, in which names in braces are replaced.
fn set_body(request: &mut Request, body: Option<&Verbatim>, names: &[(&str, String)]) {
    let template = body.and_then(|body| Value::parse(body.0.as_bytes()).ok());
    let value_of = |name: &str| {
        let found = names.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| Value::String(value.clone().into()))
    };
    if let Some(body) = template.and_then(|template| fill_body(&template, &value_of)) {
        request.headers.set("Content-Type", "application/json");
        request.body = Some(body.to_json().into_bytes());
    }
}
