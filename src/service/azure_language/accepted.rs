//! Reads the job that a submission has started.

use crate::http::Request;
use crate::json::Value;
use crate::url::AbsoluteUrl;
use crate::{Error, Job, Response, Result};

use super::super::unusable_name;
use super::paths::{self, JobPath};
use super::{Arguments, AzureLanguage, Operation, answers};

impl AzureLanguage {
    /// Reads the job from the answer to a submission.
    pub(super) fn read_accepted(&self, request: &Request, response: &Response) -> Result<Job> {
        let misnamed = |error: Error| unusable_name(response, &error);
        if let Some(locator) = answers::locator(response) {
            let url = self.connection.endpoint.resolve("The operation-location", locator)?;
            if let Some(job) = self.job_at_own_url(url.clone()).map_err(misnamed)? {
                return Ok(self.named_by(request, job));
            }
            return self.job_at_unknown_path(request, self.with_api_version(url, None), response);
        }
        // Question answering may answer 200 with the job's state
        // (docs/contracts/azure-language.md#question-answering).
        if let Some(id) = answers::job_id(response)? {
            let (operation, names) = self.submission(request)?;
            return self.job_of(operation, &names.job(id)).map_err(misnamed);
        }
        Err(answers::hidden_header(response))
    }

    /// Creates the job of the id in an answer, at the client's own endpoint, even if the rest of
    /// the answer is wrong.
    pub(super) fn job_seen(&self, request: &Request, response: &Response) -> Option<Job> {
        let parse = |path: &str| JobPath::parse(self.family, path);
        let located = answers::locator(response).and_then(|url| answers::path_in(url, parse));
        if let Some(path) = located {
            let job = self.job_of(path.operation, &path.names).ok()?;
            return Some(self.named_by(request, job));
        }
        let body = response.json().ok()?;
        let id = body.get("jobId").filter(|it| matches!(it, Value::Number(_) | Value::String(_)));
        let id = id?.display();
        let (operation, names) = self.submission(request).ok()?;
        self.job_of(operation, &names.job(id)).ok()
    }

    /// Returns the operation of a submission, and the names in its path.
    fn submission(&self, request: &Request) -> Result<(Operation, Arguments)> {
        paths::recognize(self.family, request.method, &request.url)
            .filter(|(operation, _)| operation.is_job())
            .ok_or_else(|| {
                Error::invalid_argument("The request is not a submission of this client.")
            })
    }

    /// Adds facts that only the submission has, and not the job's URL: the project, and the
    /// operation if two have the same job path.
    fn named_by(&self, request: &Request, mut job: Job) -> Job {
        let Ok((operation, names)) = self.submission(request) else { return job };
        let of_the_job = Operation::parse(&job.operation).map(|it| it.row().job);
        if of_the_job == Ok(operation.row().job) {
            operation.as_str().clone_into(&mut job.operation);
            job.project = job.project.or(names.project);
        }
        job
    }

    /// Creates a job at a URL whose form no contract has. The job is followed at that URL.
    fn job_at_unknown_path(
        &self,
        request: &Request,
        url: AbsoluteUrl,
        response: &Response,
    ) -> Result<Job> {
        let id = url.path().rsplit('/').next().map(crate::url::decode).unwrap_or_default();
        if id.is_empty() {
            return Err(response.unreadable("the operation-location names no job"));
        }
        let (operation, names) = self.submission(request)?;
        Ok(self.connection.job(operation.as_str(), names.project, id, url.href()))
    }
}
