//! A page of a list.

use crate::http::{Method, Request};
use crate::json::Value;
use crate::{Response, Result};

use super::super::{AzureLanguage, Operation};
use super::body_of;
use super::record::Record;

/// A page of a list, and the request of the next page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items of the page.
    pub items: Vec<T>,
    /// The request of the next page, if there is one.
    pub next: Option<Request>,
}

impl AzureLanguage {
    /// Returns the request for the page at a `nextLink`, absolute or relative to the origin.
    ///
    /// # Errors
    /// `foreignOrigin` when it is on another origin.
    pub fn next_request(&self, link: &str) -> Result<Request> {
        let url =
            self.with_api_version(self.connection.endpoint.resolve("The nextLink", link)?, None);
        Ok(self.connection.authorize(Request::new(Method::Get, url.href()).accept_json()))
    }

    pub(super) fn page<T>(
        &self,
        operation: Operation,
        response: &Response,
        read: impl Fn(&Record<'_>) -> Result<T>,
    ) -> Result<Page<T>> {
        let body = body_of(operation, response)?;
        let record = Record { response, value: &body };
        let items = match body.get("value") {
            Some(Value::Array(items)) => items,
            Some(other) if !other.is_null() => {
                return Err(response.wrong_type("value", other, "a list"));
            }
            _ => return Err(record.lacks("value")),
        };
        let items = items.iter().map(|value| {
            if !matches!(value, Value::Object(_)) {
                return Err(response.wrong_type("value", value, "a list of objects"));
            }
            read(&Record { response, value })
        });
        let items = items.collect::<Result<_>>()?;
        // The last page has no `nextLink`, null, or at some gateways an empty one.
        let link = record.text("nextLink")?.filter(|link| !link.trim_ascii().is_empty());
        Ok(Page { items, next: link.map(|link| self.next_request(&link)).transpose()? })
    }
}
