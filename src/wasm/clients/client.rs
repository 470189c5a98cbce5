//! The client of a service: its contract, and the caller's credential and headers.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::service::Service as Contract;
use crate::{Audience, Method, Request, Response, Result};

use super::credentials::Credentials;
use super::page_headers::PageHeaders;
use crate::wasm::http::request::{Added, Call, Head, add_headers};
use crate::wasm::platform::controller::Controller;
use crate::wasm::values::error::{Failure, Thrown};

/// The class and the options of a client, from which another entry of the package makes the same
/// client.
pub(crate) struct ClientSource {
    /// The name of the class.
    pub(crate) class: &'static str,
    /// The options that the constructor took.
    pub(crate) options: JsValue,
}

/// A service's contract, with the caller's credential and headers.
pub(crate) struct Client {
    pub(crate) service: Rc<dyn Contract>,
    pub(crate) credentials: Credentials,
    pub(crate) headers: PageHeaders,
    pub(crate) source: ClientSource,
    /// The head of the last poll, which the next poll may reuse.
    head: RefCell<Option<Rc<Head>>>,
    /// The names of the headers from which a status is read.
    status_headers: OnceCell<JsValue>,
}

impl Client {
    pub(crate) fn new(
        service: Rc<dyn Contract>,
        credentials: Credentials,
        headers: PageHeaders,
        source: ClientSource,
    ) -> Self {
        let (head, status_headers) = Default::default();
        Self { service, credentials, headers, source, head, status_headers }
    }

    /// Returns whether both clients are the same, or one was made from the other in another entry
    /// of the package.
    pub(crate) fn is(self: &Rc<Self>, other: &Rc<Self>) -> bool {
        Rc::ptr_eq(self, other) || self.source.options == other.source.options
    }

    /// Creates the head of a request, with the credential and the page's headers. With `fresh`, the
    /// provider is asked for a new token.
    pub(crate) async fn head(
        &self,
        request: &Request,
        fresh: bool,
        controller: &Controller,
    ) -> Result<Rc<Head>, Failure> {
        if request.audience == Audience::Nobody {
            return Ok(Rc::new(Head::new(request, Added::nothing())));
        }
        let access = self.service.access();
        let credential = self.credentials.to_send(fresh, controller).await?;
        let headers = self.headers.of(request, access, controller).await?;
        let added = Added { credential, headers, cookies: access.request_credentials() };
        if let Some(head) = self.head.borrow().as_ref()
            && head.fits(request, &added)
        {
            return Ok(head.clone());
        }
        let head = Rc::new(Head::new(request, added));
        if request.method == Method::Get {
            let before = self.head.replace(Some(head.clone()));
            drop(before);
        }
        Ok(head)
    }

    /// Returns the names of the headers from which a status is read, as an array.
    pub(crate) fn status_headers(&self) -> &JsValue {
        self.status_headers.get_or_init(|| {
            let names = Array::new();
            for name in Response::STATUS_HEADERS.into_iter().chain(self.service.status_headers()) {
                names.push(&name.into());
            }
            names.into()
        })
    }

    /// Returns a request as a plain object, with the fixed credential.
    pub(crate) fn finish(&self, request: Request, body: JsValue) -> Thrown<JsValue> {
        let mut call = Call::with_body(request, body);
        if call.request.audience == Audience::Service {
            add_headers(&mut call.request, self.headers.fixed());
            self.credentials.authorize(&mut call.request)?;
        }
        Ok(call.to_js())
    }

    /// Removes secrets from a failure, because a service may have repeated them.
    pub(crate) fn failure(&self, failure: impl Into<Failure>) -> Failure {
        let mut failure = failure.into();
        failure.error.redact_all(&self.credentials.secrets());
        failure.error.redact_all(&self.headers.secrets());
        failure
    }

    /// Removes secrets from an answer.
    pub(crate) fn clean(&self, response: &mut Response) {
        response.redact_all(&self.credentials.secrets());
        response.redact_all(&self.headers.secrets());
    }

    /// Returns whether a refused credential of a request can be renewed.
    pub(crate) fn can_renew(&self, request: &Request) -> bool {
        request.audience == Audience::Service && self.credentials.can_be_renewed()
    }
}
