//! Finds, requests and checks the results of jobs.

use super::DescribedService;
use super::accepted::absolute;
use super::accepted::kept_parameter;
use super::answer::{Answer, scalar};
use super::memory::{Found, FoundFile};
use super::names::{fill_path, fill_text, set_headers};
use crate::json::Value;
use crate::service::description::{
    FilesCredential, OperationDescription, Place, ResultDescription,
};
use crate::text::digits;
use crate::url::AbsoluteUrl;
use crate::{Error, Headers, Job, JobStatus, Layout, Method, Request, Response, Result};

impl DescribedService {
    /// Finds the result of a job in the answer that says that it has succeeded.
    pub(super) fn result_in(
        &self,
        described: &OperationDescription,
        job: &Job,
        answer: &Answer<'_>,
    ) -> Option<Found> {
        let result = described.result.as_ref()?;
        if let Some(inline) = result.inline.iter().find_map(|place| inline(result, place, answer)) {
            return Some(Found::Inline(inline));
        }
        let mut places = result.files.iter();
        let urls = places.find_map(|place| {
            let urls = match &place.path {
                Some(_) => {
                    self.path_of_job(described, job, place, answer).ok().into_iter().collect()
                }
                None => answer.texts(place),
            };
            (!urls.is_empty()).then_some(urls)
        })?;
        let names: Vec<String> =
            result.names.iter().flat_map(|place| answer.texts(place)).collect();
        // If the numbers of names and URLs differ, a name cannot be assigned to its file.
        let has_names = names.len() == urls.len();
        let mut names = names.into_iter().filter(|_| has_names);
        let files = urls.into_iter().map(|url| {
            let url = absolute(&url, &job.url);
            // This is the form of the URL in its request.
            let url = AbsoluteUrl::parse(&url).map_or(url, |url| url.href());
            FoundFile { url, name: names.next() }
        });
        let with_credential = match result.files_credential() {
            FilesCredential::Same => true,
            FilesCredential::None => false,
            FilesCredential::Place(place) => answer.text(&place).as_deref() == Some("true"),
        };
        Some(Found::Files { files: files.collect(), with_credential })
    }

    /// Returns the URL of a place with a path.
    pub(super) fn path_of_job(
        &self,
        described: &OperationDescription,
        job: &Job,
        place: &Place,
        answer: &Answer<'_>,
    ) -> Result<String> {
        let mut names = self.names_of(described, job);
        for (name, pointer) in &place.with {
            let value = answer.member(pointer).and_then(scalar);
            names.extend(value.map(|value| (name.as_str(), value)));
        }
        let template = place.path.as_deref().unwrap_or_default();
        self.url_of_template(job, template, &names)
    }

    /// Returns the URL of a template that may begin with the job's own URL.
    pub(super) fn url_of_template(
        &self,
        job: &Job,
        template: &str,
        names: &[(&str, String)],
    ) -> Result<String> {
        let Some(below) = template.strip_prefix("{job}") else {
            return Ok(self.url(&fill_path(template, names)?));
        };
        let mut url = self.resolve(&self.current_url(job), &job.url)?;
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        let path = text!("{}{}", url.path(), fill_path(path, names)?);
        url.set_path(path);
        let mut href = url.href();
        if !query.is_empty() {
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str(&fill_path(query, names)?);
        }
        Ok(href)
    }

    /// Returns the URL at which the status of a job is read now.
    pub(super) fn current_url(&self, job: &Job) -> String {
        let memory = self.memory.borrow();
        let moved = memory.get(&job.url).and_then(|entry| entry.moved.clone());
        moved.unwrap_or_else(|| job.url.clone())
    }

    /// Returns the requests for the files of a job, one for each. Signed URLs are known only to the client that read
    /// the status.
    ///
    /// # Errors
    /// `invalidArgument` when the job has no files (yet); `foreignOrigin` when a file is on another origin and needs
    /// the credential.
    pub fn result_requests(&self, job: &Job, status: &JobStatus) -> Result<Vec<Request>> {
        let described = self.operation_of(job)?;
        let Some(result) = &described.result else {
            return Err(Error::invalid_argument(text!(
                "The description has no result of {}: the status is its only result.",
                job.operation
            )));
        };
        if !status.state.is_success() {
            return Err(Error::invalid_argument(text!(
                "The job is {}: only one that succeeded has a result. Poll until it is done.",
                status.state.as_str()
            )));
        }
        let found = self.memory.borrow().get(&job.url).and_then(|entry| entry.found.clone());
        let (files, with_credential) = match found {
            Some(Found::Files { files, with_credential }) => (files, with_credential),
            Some(Found::Inline(_)) => {
                return Err(Error::invalid_argument(
                    "The status contained the result. Get it with result() of its poller.",
                ));
            }
            // Another client has read the status, or this one has forgotten the result.
            None => {
                let urls = self.urls_of(described, result, job, status);
                let files = urls.into_iter().map(|url| FoundFile { url, name: None });
                let is_same = matches!(result.files_credential(), FilesCredential::Same);
                (files.collect(), is_same)
            }
        };
        if files.is_empty() {
            return Err(Error::invalid_argument(
                "The status named no result. If another client read it, poll the job again: a signed URL \
                 is not stored.",
            ));
        }
        let requests = files.iter().map(|file| {
            let mut request = if with_credential {
                let url = self.resolve(&file.url, &job.url)?;
                let request = Request::new(Method::Get, url.href());
                self.connection.authorize(request)
            } else {
                Request::signed(Method::Get, signed_url(&file.url)?)
            };
            request.headers.set("Accept", "*/*");
            set_headers(&mut request, &result.headers, &self.names_of(described, job))?;
            Ok(request)
        });
        requests.collect()
    }

    fn urls_of(
        &self,
        described: &OperationDescription,
        result: &ResultDescription,
        job: &Job,
        status: &JobStatus,
    ) -> Vec<String> {
        if let Some(url) = &status.result_url {
            return vec![url.clone()];
        }
        let names = self.names_of(described, job);
        let paths = result.files.iter().filter_map(|place| place.path.as_deref());
        let mut urls = paths.filter_map(|path| self.url_of_template(job, path, &names).ok());
        urls.next().into_iter().collect()
    }

    /// Returns the request for the next page of a result, or `None` after the last page.
    ///
    /// # Errors
    /// `foreignOrigin` when the next page is on another origin and needs the credential.
    pub fn next_page(
        &self,
        job: &Job,
        request: &Request,
        response: &Response,
    ) -> Result<Option<Request>> {
        let described = self.operation_of(job)?;
        let pages = described.result.as_ref().and_then(|result| result.pages.as_ref());
        let Some(pages) = pages else { return Ok(None) };
        let Some(next) = Answer::of(response).first(&pages.next) else { return Ok(None) };
        let url = match &pages.query {
            Some(name) => with_parameter(&request.url, name, &next),
            None => absolute(&next, &request.url),
        };
        let mut request = request.clone();
        request.url = match request.audience {
            crate::Audience::Service => self.resolve(&url, &request.url)?.href(),
            crate::Audience::Nobody => signed_url(&url)?,
        };
        Ok(Some(request))
    }

    /// Returns the name that the service gives to a file.
    fn name_of(&self, job: &Job, url: &str) -> Option<String> {
        let memory = self.memory.borrow();
        let Some(Found::Files { files, .. }) = &memory.get(&job.url)?.found else { return None };
        // The request for a page may have one more parameter.
        let is_of = |file: &&FoundFile| {
            let rest = url.strip_prefix(file.url.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['?', '&']))
        };
        files.iter().find(is_of)?.name.clone()
    }

    /// Returns the name and the media type that the description gives to a file of a job.
    pub fn names_of_file(&self, job: &Job, url: &str) -> (Option<String>, Option<String>) {
        let Ok(described) = self.operation_of(job) else { return (None, None) };
        let Some(result) = &described.result else { return (None, None) };
        let mut names = vec![("id", job.id.clone()), ("operation", job.operation.clone())];
        names.extend(self.names_in(described, &job.url));
        if let Some(project) = &job.project {
            names.push(("project", project.clone()));
            names.extend(kept_parameter(described).map(|name| (name, project.clone())));
        }
        names.extend(self.name_of(job, url).map(|name| ("name", name)));
        let name = result.name.as_ref().and_then(|template| fill_text(template, &names).ok());
        (name, result.content_type.clone())
    }

    /// Checks that a download is complete, and is not a web page or an error.
    pub(super) fn check_file(&self, job: &Job, response: &Response, layout: &Layout) -> Result<()> {
        let described = self.operation_of(job)?;
        if !response.is_success() {
            let errors = Answer::of(response).errors(&described.status.errors);
            return Err(response.http_error(response.status, errors));
        }
        response.check_download(layout)
    }

    /// Checks that a result has only one file and one page, for a caller that can take only one.
    pub(super) fn check_only(&self, job: &Job, response: &Response) -> Result<()> {
        let request = Request::new(Method::Get, job.url.clone());
        let is_last = self.next_page(job, &request, response).is_ok_and(|next| next.is_none());
        if is_last { Ok(()) } else { Err(several("pages")) }
    }

    /// Returns the request for the only file.
    pub(super) fn only_request(&self, job: &Job, status: &JobStatus) -> Result<Request> {
        let mut requests = self.result_requests(job, status)?.into_iter();
        match (requests.next(), requests.len()) {
            (Some(request), 0) => Ok(request),
            (_, others) => Err(several(&text!("{} files", digits(others as u64 + 1)))),
        }
    }
}

fn several(what: &str) -> Error {
    Error::invalid_argument(text!(
        "The result has several parts ({}). Get them with `for await (const result of \
         service.results(poller))`.",
        what
    ))
}

/// Returns the result that an answer contains.
fn inline(result: &ResultDescription, place: &Place, answer: &Answer<'_>) -> Option<Response> {
    let (body, told) = match place.body.as_deref() {
        Some("") => {
            let kind = answer.response.headers.get("content-type").map(str::to_owned);
            (answer.response.body.clone(), kind)
        }
        Some(pointer) => match answer.member(pointer)? {
            Value::Null => return None,
            Value::String(text) => (text.as_bytes().to_vec(), Some("text/plain".to_owned())),
            value => (value.to_json().into_bytes(), None),
        },
        None => (answer.text(place)?.into_bytes(), Some("text/plain".to_owned())),
    };
    let kind = result.content_type.clone().or(told);
    let mut headers = Headers::new();
    headers.set("content-type", kind.unwrap_or_else(|| "application/json".to_owned()));
    let received_at_ms = answer.response.received_at_ms;
    Some(Response { status: 200, headers, body, received_at_ms })
}

/// Checks a URL that is its own credential. [`Service::check_request`](crate::service::Service) checks
/// its scheme.
fn signed_url(url: &str) -> Result<String> {
    AbsoluteUrl::parse(url).map(|url| url.href()).map_err(|why| {
        Error::new(
            crate::ErrorCode::ForeignOrigin,
            text!("The service named a file at an address that cannot be used: {}.", why),
        )
    })
}

/// Returns a URL with a parameter. It replaces a parameter with the same name.
fn with_parameter(url: &str, name: &str, value: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let mut href = path.to_owned();
    let others = query.split('&').filter(|pair| {
        !pair.is_empty() && pair.split_once('=').map_or(*pair, |(other, _)| other) != name
    });
    for pair in others {
        href.push(if href.contains('?') { '&' } else { '?' });
        href.push_str(pair);
    }
    let mut own = crate::url::Query::default();
    own.push(name, value);
    let own = own.as_str().trim_start_matches('?');
    href.push(if href.contains('?') { '&' } else { '?' });
    href.push_str(own);
    href
}
