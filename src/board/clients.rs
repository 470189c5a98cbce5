//! The clients whose jobs a board follows.

use std::rc::Rc;

use crate::service::{Limits, Service};
use crate::{Error, ErrorCode, Job, Result};

/// One of a board's clients.
#[derive(Clone)]
pub(crate) struct Client {
    /// Its index among the board's clients. Actions refer to it by this number.
    pub(super) number: usize,
    pub(super) service: Rc<dyn Service>,
}

/// All clients of a board, in the order in which they were given.
pub(super) struct Clients(Vec<Client>);

impl Clients {
    pub(super) fn new(services: Vec<Rc<dyn Service>>) -> Self {
        let client = |(number, service)| Client { number, service };
        Self(services.into_iter().enumerate().map(client).collect())
    }

    pub(super) fn get(&self, number: usize) -> Option<Client> {
        self.0.get(number).cloned()
    }

    /// Returns the client that knows a job, and the job in that client's normal form.
    pub(super) fn validate(&self, job: &Job) -> Result<(Client, Job)> {
        self.first(|service| service.validate(job.clone()))
    }

    /// Returns the job at a URL that a person pasted.
    pub(super) fn job_from_url(&self, url: &str) -> Result<Job> {
        self.first(|service| service.job_from_url(url)).map(|(_, job)| job)
    }

    /// Returns the limits of an API, if one of the clients has it.
    pub(super) fn limits_of(&self, api: &str) -> Option<Limits> {
        self.0.iter().find(|it| it.service.api() == api).map(|it| it.service.limits())
    }

    /// Returns the first client for which `of` succeeds, and the result. If none succeeds, returns
    /// the most specific error.
    fn first<T>(&self, of: impl Fn(&dyn Service) -> Result<T>) -> Result<(Client, T)> {
        let mut refusal = None;
        for client in &self.0 {
            match of(client.service.as_ref()) {
                Ok(found) => return Ok((client.clone(), found)),
                Err(error) if error.code() == ErrorCode::ForeignOrigin => refusal = Some(error),
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        Err(refusal.unwrap_or_else(|| {
            Error::invalid_argument(
                "The board has no clients: give it the clients whose jobs it should follow.",
            )
        }))
    }
}
