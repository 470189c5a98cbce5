//! The authorisation of requests: by a credential of the caller, or by the session of a portal.

use crate::http::is_credential_header;
use crate::http::is_header;
use crate::text::digits;
use crate::url::Base;
use crate::{Error, ErrorCode, RequestCredentials, Response, Result};

/// Headers that depend on the request's body or method.
const OWN_HEADERS: [&str; 4] = ["accept", "content-length", "content-type", "host"];

/// The authorisation of requests to an endpoint. It decides what a refusal means.
#[derive(Clone, Debug)]
pub struct Access {
    pub(crate) endpoint: Base,
    pub(crate) sends_credential: bool,
    pub(crate) request_credentials: RequestCredentials,
}

impl Access {
    /// Returns whether requests include cookies.
    pub fn request_credentials(&self) -> RequestCredentials {
        self.request_credentials
    }

    /// Returns whether requests may carry a credential of the caller. It must not cross a network
    /// in plain text.
    pub(crate) fn may_carry_credential(&self) -> bool {
        let origin = &self.endpoint.origin;
        origin.is_secure() || origin.is_loopback()
    }

    /// Checks a header that the caller adds to every request.
    ///
    /// # Errors
    /// `invalidArgument` if the name or value is not allowed in a header, if the client sets the
    /// header itself, or if a credential would be sent in plain text. The message does not contain
    /// the value.
    pub fn check_header(&self, name: &str, value: &str) -> Result<()> {
        let refuse =
            |why: &str| Err(Error::invalid_argument(text!("headers[\"{}\"] {}", name, why)));
        if !is_header(name, value) {
            return refuse(
                "is not a valid header: its name or value contains a character that is not allowed.",
            );
        }
        if OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            return refuse("cannot be set: the client sets it for each request.");
        }
        if is_credential_header(name) && self.sends_credential {
            return refuse("is set from `credential`: give only one of the two.");
        }
        if is_credential_header(name) && !self.may_carry_credential() {
            return refuse("is a credential, and credentials are only sent over https.");
        }
        Ok(())
    }

    /// Explains a redirect. `from` is the URL of the request without its query. `to` is the target,
    /// if the platform reveals it. `answer` is the answer of the target, if the page's own `fetch`
    /// followed the redirect; its body may be missing.
    ///
    /// # Errors
    /// `unauthorized` if requests are authorised by the portal's session: the session has ended.
    /// Otherwise `foreignOrigin`. Succeeds if the redirect led to an answer of the service.
    pub fn redirected(
        &self,
        from: &str,
        to: Option<&str>,
        answer: Option<&Response>,
    ) -> Result<()> {
        if answer.is_some_and(|answer| self.sends_credential || !is_sign_in(answer)) {
            return Ok(());
        }
        if self.sends_credential {
            return Err(Error::new(
                ErrorCode::ForeignOrigin,
                text!(
                    "{} answered with a redirect. It was not followed, because that would send \
                     the credential along. Use the URL that it leads to.",
                    from
                ),
            ));
        }
        Err(self.signed_out(from, to))
    }

    /// Adds what an error means if requests are authorised by the portal's session.
    pub(crate) fn explain(&self, error: Error, response: &Response) -> Error {
        if self.sends_credential {
            return error;
        }
        let endpoint = self.endpoint.href();
        match (error.code(), error.status()) {
            (ErrorCode::ForeignOrigin, Some(300..=399)) => {
                let to = response.headers.get("location");
                self.signed_out(&endpoint, to).with_evidence_of(&error)
            }
            (ErrorCode::Unauthorized, Some(status @ 400..)) => {
                let advice = "This page sends no credential of its own, so the portal's session \
                              was refused or has ended: sign in to the portal again.";
                let message = self.said(status, &error, advice);
                error.with_message(message)
            }
            (ErrorCode::Forbidden, Some(status)) => {
                let advice = "This page sends no credential of its own, so the portal or its \
                              gateway refuses: the session has ended (sign in again) or lacks the \
                              permission, a CSRF token is missing (`headers` adds one), or the \
                              gateway's own credential lacks the role.";
                let message = self.said(status, &error, advice);
                error.with_message(message)
            }
            (ErrorCode::UnreadableResponse, _) if is_page(response) => {
                let message = text!(
                    "{} It is a web page, perhaps the portal's sign-in: sign in to the portal \
                     again.",
                    error.message()
                );
                error.with_message(message)
            }
            _ => error,
        }
    }

    fn said(&self, status: u16, error: &Error, advice: &str) -> String {
        let said = error.errors().first().map(|error| error.message.trim_ascii_end());
        let said = said.unwrap_or_default();
        let (colon, stop) = match said {
            "" => ("", "."),
            said if said.ends_with(['.', '!', '?']) => (": ", ""),
            _ => (": ", "."),
        };
        let mut message = text!(
            "{} answered HTTP {}{}{}{} {}",
            self.endpoint.href(),
            digits(status.into()),
            colon,
            said,
            stop,
            advice
        );
        message.push_str(self.cookies());
        message
    }

    fn signed_out(&self, from: &str, to: Option<&str>) -> Error {
        // The query is removed. It may hold a token, or reveal what the page was doing.
        let to = to.and_then(|to| self.endpoint.resolve(to)).map(|mut url| {
            url.clear_query();
            url.href()
        });
        let target = to.as_ref().map(|to| text!(" to {}", to)).unwrap_or_default();
        let message = text!(
            "{} answered with a redirect{}, which was not followed. This page sends no \
             credential of its own, so the portal's session has most likely ended: sign in to the \
             portal again.{}",
            from,
            target,
            self.cookies()
        );
        Error::new(ErrorCode::Unauthorized, message).with_location(to.as_deref())
    }

    /// Returns a remark if the caller sends no cookies, because that may be the reason.
    fn cookies(&self) -> &'static str {
        if self.request_credentials == RequestCredentials::Omit {
            " (Requests are sent without cookies, because `credentials` is \"omit\".)"
        } else {
            ""
        }
    }
}

/// Returns whether an answer may be the sign-in page of a portal.
fn is_sign_in(answer: &Response) -> bool {
    let html = answer.headers.get("content-type").is_some_and(|it| it.starts_with("text/html"));
    html || matches!(answer.status, 401 | 403)
}

/// Returns whether a body is a web page.
fn is_page(response: &Response) -> bool {
    let body = response.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&response.body);
    body.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests;
