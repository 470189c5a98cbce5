//! Plain values on their way to JavaScript and back.

pub(crate) mod error;
pub(crate) mod fields;
pub(crate) mod foreign;
pub(crate) mod listeners;
pub(crate) mod names;
pub(crate) mod output;
pub(crate) mod packed;
pub(crate) mod snapshot;
