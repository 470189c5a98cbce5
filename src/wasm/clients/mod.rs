//! The client of a service, and what it sends.

pub(crate) mod client;
pub(crate) mod client_options;
pub(crate) mod credentials;
pub(crate) mod exchange;
#[cfg(any(feature = "job-board", feature = "described-services"))]
pub(crate) mod foreign_service;
#[cfg(feature = "job-board")]
pub(crate) mod given_client;
#[cfg(feature = "following")]
pub(crate) mod handed;
pub(crate) mod operation;
pub(crate) mod page_headers;
