//! Texts: templates, numbers, misspelled names, and the removal of credentials.

#[macro_use]
mod template;

mod nearest;
mod number;
mod redaction;

pub use redaction::Secrets;

pub(crate) use nearest::nearest;
pub(crate) use number::{digits, whole};
pub(crate) use template::{fill, places};
