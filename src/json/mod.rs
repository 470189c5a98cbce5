//! JSON: what services answer, read into a small tree, and what is kept or sent, written.

mod layout;
mod members;
mod value;
mod write;

pub use layout::Layout;
pub(crate) use members::Members;
pub(crate) use value::Value;
pub(crate) use write::{JsonWriter, list_of_objects, object};
