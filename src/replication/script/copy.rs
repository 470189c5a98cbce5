//! The service's own way from region to region, where both sides have it.

use crate::json::object;
use crate::service::{AzureLanguage, Operation, OperationArguments};
use crate::{Error, Result};

use super::carrier::Carrier;
use super::once::Slot;
use super::side::about;

impl Carrier<'_> {
    /// The target authorises, the source copies. The authorisation is a secret, and in no state:
    /// each attempt has a new one.
    pub(super) async fn copy(&self) -> Result<()> {
        let (source, target) = (self.source(), self.target());
        if !source.client.has(Operation::Copy) || !target.client.has(Operation::AuthorizeCopy) {
            return Err(Error::invalid_argument(
                "Copying on the server needs an api-version of both sides that has it, such as \
                 2023-11-15-preview. Take the route \"import\".",
            ));
        }
        let kind = self.project(|run| run.kind.clone()).unwrap_or_default();
        let may_replace = self.options.replace.contains(&self.target_name());
        let body = object(|out| {
            out.text("projectKind", &kind);
            out.option("storageInputContainerName", self.options.container.as_deref());
            out.bool("allowOverwrite", may_replace);
        });
        let arguments =
            OperationArguments { body: Some(body.into_bytes()), ..about(&self.target_name()) };
        self.say("asking the target to authorise the copy");
        let read = AzureLanguage::read_copy_authorization;
        let authorization = target.read(Operation::AuthorizeCopy, &arguments, read).await?;
        let body = authorization.to_body();
        let arguments = OperationArguments { body: Some(body), ..about(&self.source_name()) };
        let request = source.client.operation_request(Operation::Copy, &arguments)?;
        self.once(source, request, source.pace(), Slot::Import).await
    }
}
