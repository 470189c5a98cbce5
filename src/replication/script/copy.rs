//! Copies a project with the service's own copy operation, where both api-versions have it.

use crate::service::azure_language::Arguments;
use crate::service::{AzureLanguage, Operation};
use crate::{Error, ErrorCode, Response, Result};

use super::super::{Before, bodies};
use super::once::Slot;
use super::project_replication::ProjectReplication;
use super::resource::about;

impl ProjectReplication<'_> {
    /// Has the target authorise the copy, and the source make it.
    pub(super) async fn copy(&self) -> Result<()> {
        let (source, target) = (self.source(), self.target());
        if !source.client.has(Operation::Copy) || !target.client.has(Operation::AuthorizeCopy) {
            return Err(Error::invalid_argument(
                "The service can only copy if both clients have an api-version with this operation, \
                 such as 2023-11-15-preview. Otherwise, use the route \"import\".",
            ));
        }
        let request = || {
            let body = Some(self.permit.borrow().clone());
            let arguments = Arguments { body, ..about(&self.source_name()) };
            source.client.operation_request(Operation::Copy, &arguments)
        };
        self.once(source, &request, source.pace(), Slot::Import).await
    }

    /// Asks the target to authorise a copy. The authorisation is a secret and is not saved: each attempt
    /// gets a new one. It permits the service to replace a project only if there is one that may be
    /// replaced. So the service itself refuses to replace a project that is created later.
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
            // No excerpt of the answer, because it would show the token.
            Err(Error::new(
                ErrorCode::UnreadableResponse,
                format!(
                    "The target authorised a copy to the project \"{}\" instead of \"{name}\". Nothing was \
                     copied.",
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
