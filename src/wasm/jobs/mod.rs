//! Following a job, and its result.

#[cfg(feature = "following")]
pub(crate) mod job_poller;
#[cfg(feature = "following")]
pub(crate) mod job_result;
pub(crate) mod poll_options;
#[cfg(feature = "following")]
pub(crate) mod save;
#[cfg(feature = "following")]
pub(crate) mod session;
#[cfg(feature = "following")]
pub(crate) mod statuses;
