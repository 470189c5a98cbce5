//! The platform: its clock and timers, promises and abort signals.

pub(crate) mod controller;
pub(crate) mod driver;
pub(crate) mod promise;
pub(crate) mod signal;
pub(crate) mod timeout;
pub(crate) mod timer;
