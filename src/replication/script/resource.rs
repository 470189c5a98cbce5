//! The source or the target of a replication.

use std::rc::Rc;

use crate::service::azure_language::{Arguments, Project, TrainedModel};
use crate::service::{AzureLanguage, Operation, Pace, Service};
use crate::workflow::{self, Expected, Host, Party};
use crate::{Error, ErrorCode, Job, JobStatus, Request, Response, Result, Sending};

/// A resource, and the client for it.
pub(crate) struct Resource {
    pub(crate) party: Party,
    pub(crate) client: Rc<AzureLanguage>,
    host: Host,
}

impl Resource {
    pub(crate) fn new(party: Party, client: Rc<AzureLanguage>, host: &Host) -> Self {
        Self { party, client, host: host.clone() }
    }

    /// Returns "at the source" or "at the target".
    pub(crate) fn location(&self) -> &'static str {
        if self.party == Party::Source { "at the source" } else { "at the target" }
    }

    pub(crate) fn pace(&self) -> Pace {
        self.client.pace()
    }

    /// Sends a request that changes something.
    pub(crate) async fn send(&self, request: Request, sending: Sending) -> Result<Response> {
        let expected = Expected::Answer(workflow::MAX_PAGE_BYTES);
        self.host.send_as(self.party, request, sending, expected).await
    }

    /// Reads the answer to a submission.
    ///
    /// # Errors
    /// `unreadableResponse` when the answer names a job of another project or operation.
    pub(crate) fn submitted(&self, request: &Request, response: &Response) -> Result<Job> {
        let job = self.client.read_submission(request, response)?;
        let Some((operation, project)) = self.client.subject_of(request) else { return Ok(job) };
        let is_other = job.project.as_ref().zip(project.as_ref()).is_some_and(|(a, b)| a != b);
        if is_other || job.operation != operation.as_str() {
            return Err(response.unreadable(&text!(
                "its job is an {} of \"{}\", but the request was an {} of \"{}\"",
                job.operation,
                job.project.as_deref().unwrap_or_default(),
                operation.as_str(),
                project.as_deref().unwrap_or_default()
            )));
        }
        Ok(job)
    }

    /// Reads a project's description, if there is such a project.
    ///
    /// # Errors
    /// `unreadableResponse` when the answer describes another project.
    pub(crate) async fn project(&self, name: &str) -> Result<Option<Project>> {
        let read = |client: &AzureLanguage, response: &Response| {
            let project = client.read_project(response)?;
            if project.name == name {
                return Ok(project);
            }
            Err(response.unreadable(&text!(
                "it describes the project \"{}\" instead of \"{}\"",
                project.name,
                name
            )))
        };
        self.find(Operation::GetProject, &about(name), read).await
    }

    /// Reads a trained model, if there is one of that label.
    ///
    /// # Errors
    /// `unreadableResponse` when the model has another label.
    pub(crate) async fn model(&self, project: &str, label: &str) -> Result<Option<TrainedModel>> {
        let read = |client: &AzureLanguage, response: &Response| {
            let model = client.read_model(response)?;
            if model.label == label {
                return Ok(model);
            }
            Err(response.unreadable(&text!(
                "it describes the model \"{}\" instead of \"{}\"",
                model.label,
                label
            )))
        };
        let arguments = Arguments { model: Some(label.to_owned()), ..about(project) };
        self.find(Operation::GetModel, &arguments, read).await
    }

    /// Sends a request that only reads, and repeats it after temporary failures.
    pub(crate) async fn read<T>(
        &self,
        operation: Operation,
        arguments: &Arguments,
        take: impl Fn(&AzureLanguage, &Response) -> Result<T>,
    ) -> Result<T> {
        let request = self.client.operation_request(operation, arguments)?;
        self.read_request(&request, take).await
    }

    /// Does the same as [`Resource::read`] with a request that is already built.
    pub(crate) async fn read_request<T>(
        &self,
        request: &Request,
        take: impl Fn(&AzureLanguage, &Response) -> Result<T>,
    ) -> Result<T> {
        let take = |response: &Response| {
            let taken = take(&self.client, response);
            taken.map_err(|error| self.client.access().explain(error, response))
        };
        workflow::read(&self.host, self.party, self.pace(), request, take).await
    }

    /// Reads something that may not exist. Returns `None` if it does not.
    pub(crate) async fn find<T>(
        &self,
        operation: Operation,
        arguments: &Arguments,
        take: impl Fn(&AzureLanguage, &Response) -> Result<T>,
    ) -> Result<Option<T>> {
        match self.read(operation, arguments, take).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads all pages of a list.
    pub(crate) async fn list<T>(
        &self,
        operation: Operation,
        arguments: &Arguments,
        take: impl Fn(&AzureLanguage, &Response) -> Result<crate::service::azure_language::Page<T>>,
    ) -> Result<Vec<T>> {
        /// The highest number of pages, which is more than 500 projects, 10 models or 10 deployments need. Pages that
        /// link to each other must not be read for ever.
        const MAX_PAGES: usize = 1_000;
        let mut items = Vec::new();
        let mut next = Some(self.client.operation_request(operation, arguments)?);
        for _ in 0..MAX_PAGES {
            let Some(request) = next.take() else { break };
            let page = self.read_request(&request, &take).await?;
            items.extend(page.items);
            next = page.next;
        }
        Ok(items)
    }

    /// Follows a job to its end.
    pub(crate) async fn follow(
        &self,
        job: Job,
        pace: Pace,
        seen: impl Fn(&JobStatus),
    ) -> Result<JobStatus> {
        workflow::follow(&self.host, self.party, self.client.clone(), job, pace, seen).await
    }
}

/// Returns the arguments of a request about one project.
pub(crate) fn about(project: &str) -> Arguments {
    Arguments { project: Some(project.to_owned()), ..Arguments::default() }
}

/// Returns whether a job or its result no longer exists.
pub(crate) fn is_gone(error: &Error) -> bool {
    matches!(error.code(), ErrorCode::NotFound | ErrorCode::Expired)
}

/// Returns whether a job failed or was cancelled.
pub(crate) fn has_failed(error: &Error) -> bool {
    matches!(error.code(), ErrorCode::JobFailed | ErrorCode::JobCancelled)
}
