//! A plain HTTP response, and what the answers of all services have in common.

use super::retry_after::{RetryAfter, seconds_in_message};
use crate::files::is_whole;
use crate::json::Value;
use crate::text::{digits, whole};
use crate::{Error, ErrorCode, Headers, Layout, Result, Secrets, ServiceError};

/// The number of bytes of an unreadable body that an error shows.
const EXCERPT_BYTES: usize = 160;

/// The headers in which services and gateways name an exchange, most useful first.
/// `apim-request-id` and `request-id` are in every recording of Azure Language.
const REQUEST_ID_HEADERS: [&str; 4] =
    ["apim-request-id", "x-ms-request-id", "request-id", "x-request-id"];

/// An HTTP response with its whole body.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers that the sender could see. A browser hides most of them across origins.
    pub headers: Headers,
    /// The body, decoded.
    pub body: Vec<u8>,
    /// Arrival in milliseconds since 1970-01-01T00:00:00Z. If the response has no `Date`, a date in
    /// `Retry-After` is compared with this.
    pub received_at_ms: u64,
}

impl Response {
    /// The largest answer about a job, in bytes. Such answers have a few hundred bytes; a body
    /// larger than this is something else.
    pub const MAX_ANSWER_BYTES: usize = 1 << 20;

    /// The headers that are read from an answer about a job: those that name it, and those that ask
    /// for a wait.
    pub const STATUS_HEADERS: [&str; 8] = [
        "apim-request-id",
        "x-ms-request-id",
        "request-id",
        "x-request-id",
        "retry-after-ms",
        "x-ms-retry-after-ms",
        "retry-after",
        "date",
    ];

    /// Removes a secret from everything that arrived. A service or proxy that echoes the headers of
    /// a request must not put a credential into a job, a status or a log.
    pub fn redact(&mut self, secret: &str) {
        self.redact_all(&Secrets::of(secret));
    }

    /// Removes several secrets.
    pub fn redact_all(&mut self, secrets: &Secrets) {
        self.headers.values_mut().for_each(|value| secrets.redact_text(value));
        secrets.redact_bytes(&mut self.body);
    }

    /// Returns the service's id of this exchange.
    pub fn request_id(&self) -> Option<&str> {
        REQUEST_ID_HEADERS.iter().find_map(|name| self.headers.get(name))
    }

    /// Returns how long the service asks to wait, in milliseconds: at most a day.
    pub fn retry_after_ms(&self) -> Option<u64> {
        RetryAfter { headers: &self.headers, received_at_ms: self.received_at_ms }.ms()
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Checks that the body can be a file: HTTP 200, a media type of a file, and as many bytes as
    /// `Content-Length` announces. Headers that a browser hides are assumed to be right, because
    /// the file itself is checked too.
    pub(crate) fn check_file(&self) -> Result<()> {
        if self.status != 200 {
            return Err(self.unreadable("a file must come with HTTP 200"));
        }
        if self.body.trim_ascii_start().is_empty() {
            return Err(self.unreadable("the file is empty"));
        }
        let media_type = self.headers.get("content-type").unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim_ascii();
        let essence = essence.to_ascii_lowercase();
        let is_page = essence == "text/html"
            || ["application/", "text/"].iter().any(|kind| {
                essence.strip_prefix(kind).is_some_and(|it| it == "xml" || it.ends_with("+xml"))
            });
        if is_page
            || ["image/", "audio/", "video/", "font/"].iter().any(|it| essence.starts_with(it))
        {
            return Err(self.unreadable(&text!("it is {}, not an exported file", essence)));
        }
        match self.announced() {
            Some(announced) if announced > self.body.len() as u64 => {
                Err(self.cut_off(self.body.len() as u64, announced))
            }
            _ => Ok(()),
        }
    }

    /// Checks that the body can be a file of any kind: not a web page, and as long as announced. A ZIP file
    /// must have its end.
    pub(crate) fn check_download(&self, layout: &Layout) -> Result<()> {
        if self.status == 202 {
            return Err(self.unreadable("the result is not there yet"));
        }
        if self.is_page() {
            return Err(self.unreadable("it is a web page, not an exported file"));
        }
        let length = self.body.len() as u64;
        match self.announced().filter(|announced| !layout.is_start() && *announced > length) {
            Some(announced) => Err(self.cut_off(length, announced)),
            None if self.body.starts_with(b"PK\x03\x04")
                && !layout.is_start()
                && !is_whole(&self.body) =>
            {
                Err(self.unreadable("the ZIP file is cut off"))
            }
            None => Ok(()),
        }
    }

    /// Returns whether the answer is a web page, such as a portal's sign-in.
    pub(crate) fn is_page(&self) -> bool {
        let kind = self.headers.get("content-type").unwrap_or_default();
        let body = self.body.trim_ascii_start();
        let begins = |with: &[u8]| {
            body.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        kind.starts_with("text/html") || begins(b"<!doctype html") || begins(b"<html")
    }

    /// Returns the length of the body by its `Content-Length`. For an encoded body the header counts the
    /// encoded bytes, which may be fewer or more.
    pub(crate) fn announced(&self) -> Option<u64> {
        let length = self.headers.get("content-length").and_then(|it| whole(it.trim_ascii()));
        length.filter(|_| !self.is_encoded())
    }

    /// Returns whether the body was sent in an encoding. A browser hides this across origins.
    pub(crate) fn is_encoded(&self) -> bool {
        let encoding = self.headers.get("content-encoding").unwrap_or_default().trim_ascii();
        !encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity")
    }

    /// Returns the error for a file of which only a part arrived.
    pub(crate) fn cut_off(&self, arrived: u64, announced: u64) -> Error {
        self.unreadable(&text!(
            "the file is cut off: {} of {} bytes arrived",
            digits(arrived),
            digits(announced)
        ))
    }

    /// Reads the body of a successful answer about a job.
    pub(crate) fn json(&self) -> Result<Value<'_>> {
        self.json_within(Self::MAX_ANSWER_BYTES)
    }

    /// Reads the body of a successful answer, of at most `bytes` bytes.
    pub(crate) fn json_within(&self, bytes: usize) -> Result<Value<'_>> {
        if self.body.is_empty() {
            return Err(self.unreadable("the body is empty"));
        }
        if self.body.len() > bytes {
            return Err(self.unreadable("the body is too large for an answer of this kind"));
        }
        Value::parse(&self.body).map_err(|error| {
            self.unreadable(&text!(
                "the body is not JSON: {} expected at byte {}",
                error.expected,
                digits(error.offset as u64)
            ))
        })
    }

    /// Returns the error for an HTTP status. `errors` are those in the body.
    pub(crate) fn http_error(&self, status: u16, errors: Vec<ServiceError>) -> Error {
        let said = errors.first().map(|error| error.message.as_str()).unwrap_or_default();
        let (code, advice) = match status {
            // Browsers report redirects like this. They hide the target of a redirect from the
            // page.
            300..=303 | 307 | 308 => (
                ErrorCode::ForeignOrigin,
                "Redirects are not followed, because they could carry the credential elsewhere; \
                 use the URL that it points to.",
            ),
            401 => (
                ErrorCode::Unauthorized,
                "Check the key or token, and that it belongs to this endpoint.",
            ),
            403 => (
                ErrorCode::Forbidden,
                "The credential is known but lacks the role or permission for this.",
            ),
            404 => (
                ErrorCode::NotFound,
                "Check the names (they are case-sensitive), the endpoint and the API version.",
            ),
            410 => (ErrorCode::Expired, "The service no longer keeps it; start a new export."),
            429 => (ErrorCode::Throttled, "Wait before the next request."),
            _ => (ErrorCode::HttpError, ""),
        };
        let mut message = text!("The service answered HTTP {}", digits(status.into()));
        if said.is_empty() {
            message.push('.');
        } else {
            message.push_str(": ");
            message.push_str(said.trim_ascii_end());
            if !said.trim_ascii_end().ends_with(['.', '!', '?']) {
                message.push('.');
            }
        }
        if !advice.is_empty() {
            message.push(' ');
            message.push_str(advice);
        }
        // A browser may hide the header of a gateway's 429 across origins. Then only the message
        // has the seconds: "Please retry after 55 seconds."
        // (docs/contracts/azure-language.md#errors).
        let retry_after_ms = self
            .retry_after_ms()
            .or_else(|| (status == 429).then(|| seconds_in_message(said)).flatten());
        Error::new(code, message)
            .with_status(status)
            .with_request_id(self.request_id())
            .with_retry_after_ms(retry_after_ms)
            .with_errors(errors)
    }

    /// Returns the error for an answer that breaks its contract. The message shows the first bytes.
    pub(crate) fn unreadable(&self, why: &str) -> Error {
        let mut message =
            text!("The answer (HTTP {}) cannot be read: {}.", digits(self.status.into()), why);
        if !self.body.is_empty() {
            message.push_str(" It begins: ");
            message.push_str(&excerpt(&self.body));
        }
        Error::new(ErrorCode::UnreadableResponse, message)
            .with_status(self.status)
            .with_request_id(self.request_id())
            .with_retry_after_ms(self.retry_after_ms())
    }

    /// Returns the error for a member of the wrong type.
    pub(crate) fn wrong_type(&self, name: &str, value: &Value<'_>, expected: &str) -> Error {
        self.unreadable(&text!("`{}` is {}, not {}", name, value.kind(), expected))
    }

    /// Returns a string member, or `None` if it is absent or null.
    pub(crate) fn text(&self, object: &Value<'_>, name: &str) -> Result<Option<String>> {
        match object.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone().into_owned())),
            Some(other) => Err(self.wrong_type(name, other, "a string")),
        }
    }

    /// Returns a list member. It is empty if absent or null.
    pub(crate) fn list<'v, 'a>(
        &self,
        object: &'v Value<'a>,
        name: &str,
    ) -> Result<&'v [Value<'a>]> {
        match object.get(name) {
            None | Some(Value::Null) => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(other) => Err(self.wrong_type(name, other, "a list")),
        }
    }
}

/// Returns the first bytes as one line of text.
fn excerpt(body: &[u8]) -> String {
    let head = body.get(..EXCERPT_BYTES).unwrap_or(body);
    let mut text: String = String::from_utf8_lossy(head)
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    if head.len() < body.len() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `STATUS_HEADERS` has every header from which a status or an error is made.
    #[test]
    fn a_status_is_read_alike_from_the_headers_that_cross_for_it() {
        let names = ["retry-after-ms", "x-ms-retry-after-ms", "retry-after", "content-type"];
        for name in names.iter().chain(&REQUEST_ID_HEADERS) {
            let value = if name.starts_with("retry-after") && !name.ends_with("ms") {
                "Sun, 06 Nov 1994 08:50:37 GMT"
            } else {
                "4711"
            };
            let all: Headers =
                [(*name, value), ("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("x-ms-region", "UK")]
                    .into_iter()
                    .collect();
            let crossing: Headers = Response::STATUS_HEADERS
                .iter()
                .filter_map(|name| Some((*name, all.get(name)?)))
                .collect();
            for (status, body) in [(200, "{\"status\":\"running\"}"), (200, "<"), (429, "{}")] {
                let of = |headers: &Headers| Response {
                    status,
                    headers: headers.clone(),
                    body: body.into(),
                    received_at_ms: 0,
                };
                let (whole, part) = (of(&all), of(&crossing));
                assert_eq!(whole.request_id(), part.request_id(), "{name}");
                assert_eq!(whole.retry_after_ms(), part.retry_after_ms(), "{name}");
                let error = |response: &Response| response.http_error(status, Vec::new());
                assert_eq!(error(&whole), error(&part), "{name}");
                assert_eq!(whole.unreadable("so"), part.unreadable("so"), "{name}");
            }
        }
    }
}
