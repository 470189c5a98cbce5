//! The service's own way from region to region, where both sides have it.

use crate::service::azure_language::Arguments;
use crate::service::{AzureLanguage, Operation};
use crate::{Error, Result};

use super::super::bodies;
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
        let body = bodies::permit(&kind, self.options.container.as_deref(), may_replace);
        let arguments = Arguments { body: Some(body), ..about(&self.target_name()) };
        self.say("asking the target to authorise the copy");
        let read = AzureLanguage::read_copy_authorization;
        let authorization = target.read(Operation::AuthorizeCopy, &arguments, read).await?;
        let body = authorization.body();
        let arguments = Arguments { body: Some(body), ..about(&self.source_name()) };
        let request = || source.client.operation_request(Operation::Copy, &arguments);
        self.once(source, &request, source.pace(), Slot::Import).await
    }
}
