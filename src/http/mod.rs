//! HTTP requests and responses as plain values.

mod credential;
mod headers;
pub(crate) mod multipart;
mod request;
mod response;
mod retry_after;

pub use credential::{Credential, header_secret};
pub use headers::Headers;
pub use request::{Audience, Method, Request, RequestLine};
pub use response::Response;

pub(crate) use credential::is_credential_header;
pub(crate) use headers::is_header;
pub(crate) use retry_after::RetryAfter;
