//! Questions for deployed models.

pub(crate) mod conversations;
pub(crate) mod language_failover;
pub(crate) mod language_runtime;
pub(crate) mod native_documents;
pub(crate) mod question;
pub(crate) mod runtime_client;
