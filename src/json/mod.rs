//! JSON, read from borrowed bytes.
//!
//! The module reads two things: answers of a few hundred bytes, and project files of many
//! megabytes. [`Reader`] walks both without allocating; [`Value`] is the small tree for answers.
//! Together they are a tenth of what a general JSON crate adds to the module.

mod reader;
mod value;

pub(crate) use reader::{JsonError, Kind, Reader};
pub(crate) use value::Value;
