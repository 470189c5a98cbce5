//! A service that is described as data: the interpreter of a [`ServiceDescription`].

mod accepted;
mod answer;
mod body;
mod following;
mod memory;
mod names;
mod reading;
mod results;
mod submission;

use std::cell::RefCell;

use super::description::{CredentialKind, OperationDescription, ServiceDescription};
use super::{Connection, Service};
use crate::error::one_of;
use crate::text::nearest;
use crate::url::Base;
use crate::{ClientOptions, Credential, Error, Job, Result};
use memory::Memory;

/// A client of a described service.
///
/// ```
/// use export_jobs::ClientOptions;
/// use export_jobs::service::{DescribedService, Service};
///
/// let description = r#"{
///     "name": "reports", "endpoint": "https://reports.example", "credential": { "kind": "none" },
///     "operations": { "export": {
///         "submit": { "method": "POST", "path": "/jobs" },
///         "job": { "id": [{ "body": "/id" }], "url": [{ "path": "/jobs/{id}" }] },
///         "status": { "state": [{ "body": "/status" }], "states": { "done": "succeeded" } },
///         "result": { "files": [{ "path": "{job}/file" }] }
///     } }
/// }"#;
/// let client = DescribedService::new(description, &ClientOptions::at(""), Vec::new())?;
/// let request = client.submit_request("export", "{}")?;
/// assert_eq!(request.url, "https://reports.example/jobs");
/// assert_eq!(client.job("export", "7", "{}")?.url, "https://reports.example/jobs/7");
/// # Ok::<(), export_jobs::Error>(())
/// ```
pub struct DescribedService {
    connection: Connection,
    description: ServiceDescription,
    /// Values for all requests, by the names of parameters.
    parameters: Vec<(String, String)>,
    /// The path of the service's endpoint. The path of a gateway is in the connection.
    base_path: String,
    memory: RefCell<Memory>,
}

impl DescribedService {
    /// Creates a client of a service from its description in JSON. If the endpoint is empty, uses the one of the
    /// description. `parameters` are values for all requests, by the names of parameters.
    ///
    /// # Errors
    /// `invalidArgument` when the description has a mistake, or an option cannot be used.
    pub fn new(
        description: &str,
        options: &ClientOptions,
        parameters: Vec<(String, String)>,
    ) -> Result<Self> {
        let description = ServiceDescription::parse(description)?;
        let (options, base_path) = endpoint_of(&description, options)?;
        let connection = Connection::new(description.name.clone(), &options)?;
        let memory = RefCell::default();
        let client = Self { connection, description, parameters, base_path, memory };
        client.check_parameters()?;
        Ok(client)
    }

    /// Adds the caller's key or token to every request.
    ///
    /// # Errors
    /// `invalidArgument` if the service takes no credential.
    pub fn with_credential(mut self, secret: &str) -> Result<Self> {
        let credential = match self.description.credential.kind {
            CredentialKind::Bearer => Credential::Token(secret.to_owned()),
            CredentialKind::Header => {
                let (name, prefix) = self.key_header().unwrap_or_default();
                Credential::header(name, prefix, secret)
            }
            CredentialKind::None => {
                return Err(Error::invalid_argument(
                    "The description says that the service takes no credential: leave it out.",
                ));
            }
        };
        self.connection = self.connection.with_credential(credential);
        Ok(self)
    }

    /// Returns the description.
    pub fn description(&self) -> &ServiceDescription {
        &self.description
    }

    /// Returns the names of the operations.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.description.operations.iter().map(|(name, _)| name.as_str())
    }

    /// Returns an operation by its name.
    fn operation(&self, name: &str) -> Result<&OperationDescription> {
        let found = self.description.operations.iter().find(|(other, _)| other == name);
        found.map(|(_, operation)| operation).ok_or_else(|| {
            let known: Vec<&str> = self.operations().collect();
            Error::invalid_argument(text!(
                "{} has no operation \"{}\". The nearest is \"{}\"; there are {}.",
                self.description.name,
                name,
                nearest(name, &known),
                one_of(&known)
            ))
        })
    }

    /// Returns the operation of a job.
    fn operation_of(&self, job: &Job) -> Result<&OperationDescription> {
        self.operation(&job.operation)
    }

    /// Refuses values for parameters that do not occur in any operation.
    fn check_parameters(&self) -> Result<()> {
        let operations = self.description.operations.iter();
        let known: Vec<&str> = operations
            .flat_map(|(_, operation)| &operation.submit.parameters)
            .map(|(name, _)| name.as_str())
            .collect();
        match self.parameters.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Error::invalid_argument(text!(
                "parameters: no operation of {} has a parameter \"{}\". The nearest is \"{}\".",
                self.description.name,
                name,
                nearest(name, &known)
            ))),
            None => Ok(()),
        }
    }

    /// Returns the URL of a path of the service.
    fn url(&self, path: &str) -> String {
        self.connection.url(&text!("{}{}", self.base_path, path))
    }
}

/// Returns the options of the connection, and the path of the endpoint that belongs to the service.
///
/// The path of a description's endpoint, such as `/v1.0`, is part of the service's own paths: its other URLs may have a
/// different path. The path of a gateway is not part of them; the description's endpoint is behind the gateway.
fn endpoint_of(
    description: &ServiceDescription,
    options: &ClientOptions,
) -> Result<(ClientOptions, String)> {
    let mut options = options.clone();
    let own = description.endpoint.as_deref().and_then(|own| Base::parse(own).ok());
    if options.endpoint.is_empty() {
        let Some(own) = &description.endpoint else {
            return Err(Error::invalid_argument(text!(
                "Give `endpoint`: the description of {} has none.",
                description.name
            )));
        };
        options.endpoint.clone_from(own);
    }
    let Ok(given) = Base::parse(&options.endpoint) else { return Ok((options, String::new())) };
    let is_elsewhere = own.as_ref().is_some_and(|own| own.origin != given.origin);
    if is_elsewhere || !options.upstream.is_empty() {
        options.upstream.extend(description.endpoint.clone());
        return Ok((options, String::new()));
    }
    options.endpoint = given.origin.as_ref().to_owned();
    Ok((options, given.prefix))
}
