//! One of the two resources, as a script sees it.

use std::rc::Rc;

use crate::poller::Pace;
use crate::service::azure_language::Arguments;
use crate::service::{AzureLanguage, Operation, Service};
use crate::workflow::{self, Desk, Party};
use crate::{Error, ErrorCode, Job, JobStatus, Request, Response, Result};

/// A resource with the way to it.
pub(crate) struct Side {
    pub(crate) party: Party,
    pub(crate) client: Rc<AzureLanguage>,
    desk: Desk,
}

impl Side {
    pub(crate) fn new(party: Party, client: Rc<AzureLanguage>, desk: &Desk) -> Self {
        Self { party, client, desk: desk.clone() }
    }

    /// Where it is, in words: "at the source".
    pub(crate) fn place(&self) -> &'static str {
        if self.party == Party::Source { "at the source" } else { "at the target" }
    }

    pub(crate) fn pace(&self) -> Pace {
        self.client.pace()
    }

    /// A request that is sent once, whatever comes of it.
    pub(crate) async fn send(&self, request: Request) -> Result<Response> {
        self.desk.send(self.party, request).await
    }

    /// Reads something that exists, repeating as needed.
    pub(crate) async fn read<T>(
        &self,
        operation: Operation,
        arguments: &Arguments,
        take: impl Fn(&AzureLanguage, &Response) -> Result<T>,
    ) -> Result<T> {
        let request = self.client.operation_request(operation, arguments)?;
        self.read_request(&request, take).await
    }

    /// The same for a request that is made already.
    pub(crate) async fn read_request<T>(
        &self,
        request: &Request,
        take: impl Fn(&AzureLanguage, &Response) -> Result<T>,
    ) -> Result<T> {
        let take = |response: &Response| {
            let taken = take(&self.client, response);
            taken.map_err(|error| self.client.access().explain(error, response))
        };
        workflow::read(&self.desk, self.party, self.pace(), request, take).await
    }

    /// Reads something that need not exist.
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

    /// Reads a list to its end.
    pub(crate) async fn list<T>(
        &self,
        operation: Operation,
        arguments: &Arguments,
        take: impl Fn(&AzureLanguage, &Response) -> Result<crate::service::azure_language::Page<T>>,
    ) -> Result<Vec<T>> {
        /// More pages than any resource has: 500 projects, 10 models, 10 deployments. A list
        /// whose pages point at each other must end.
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
        workflow::follow(&self.desk, self.party, self.client.clone(), job, pace, seen).await
    }
}

/// The parameters of a request about one project.
pub(crate) fn about(project: &str) -> Arguments {
    Arguments { project: Some(project.to_owned()), ..Arguments::default() }
}

/// Whether a job or its result is no longer there.
pub(crate) fn is_gone(error: &Error) -> bool {
    matches!(error.code(), ErrorCode::NotFound | ErrorCode::Expired)
}

/// Whether a job has ended badly.
pub(crate) fn has_failed(error: &Error) -> bool {
    matches!(error.code(), ErrorCode::JobFailed | ErrorCode::JobCancelled)
}
