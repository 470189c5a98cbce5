//! The classes of the services.

#[cfg(feature = "avepoint")]
pub(crate) mod avepoint;
#[cfg(feature = "azure-language")]
pub(crate) mod azure_language;
#[cfg(feature = "operations")]
pub(crate) mod azure_language_answers;
#[cfg(feature = "operations")]
pub(crate) mod azure_language_operations;
#[cfg(feature = "operations")]
pub(crate) mod azure_language_uploads;
#[cfg(feature = "described-services")]
pub(crate) mod job_results;
#[cfg(feature = "described-services")]
pub(crate) mod job_service;
#[cfg(feature = "following")]
pub(crate) mod service;
