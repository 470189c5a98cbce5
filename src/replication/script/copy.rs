//! The service's own way from region to region, where both sides have it.

use crate::service::azure_language::Arguments;
use crate::service::{AzureLanguage, Operation};
use crate::{Error, ErrorCode, Response, Result};

use super::super::{Before, bodies};
use super::once::Slot;
use super::project_replication::ProjectReplication;
use super::resource::about;

impl ProjectReplication<'_> {
    /// The target authorises, the source copies.
    pub(super) async fn copy(&self) -> Result<()> {
        let (source, target) = (self.source(), self.target());
        if !source.client.has(Operation::Copy) || !target.client.has(Operation::AuthorizeCopy) {
            return Err(Error::invalid_argument(
                "Copying on the server needs an api-version of both sides that has it, such as \
                 2023-11-15-preview. Take the route \"import\".",
            ));
        }
        let request = || {
            let body = Some(self.permit.borrow().clone());
            let arguments = Arguments { body, ..about(&self.source_name()) };
            source.client.operation_request(Operation::Copy, &arguments)
        };
        self.once(source, &request, source.pace(), Slot::Import).await
    }

    /// Asks the target to authorise a copy. The authorisation is a secret, and in no state: each
    /// sending has a new one. It lets the service replace a project only where one was seen that
    /// may be replaced, so that the service itself refuses to replace one that was made since.
    pub(super) async fn authorize_copy(&self) -> Result<()> {
        let name = self.target_name();
        let kind = self.project(|run| run.kind.clone()).unwrap_or_default();
        let is_there = self.project(|run| matches!(run.before, Before::Present(_)));
        let may_replace = is_there && self.may_replace();
        let body = bodies::permit(&kind, self.options.container.as_deref(), may_replace);
        let arguments = Arguments { body: Some(body), ..about(&name) };
        self.say("asking the target to authorise the copy");
        let read = |client: &AzureLanguage, response: &Response| {
            let authorization = client.read_copy_authorization(response)?;
            if authorization.target_project == name {
                return Ok(authorization);
            }
            // An excerpt of the answer would show the token.
            Err(Error::new(
                ErrorCode::UnreadableResponse,
                format!(
                    "The target authorised a copy to the project \"{}\", and \"{name}\" was asked \
                     for. Nothing was copied.",
                    authorization.target_project
                ),
            ))
        };
        let target = self.target();
        let authorization = target.read(Operation::AuthorizeCopy, &arguments, read).await?;
        self.permit.replace(authorization.body());
        Ok(())
    }
}
