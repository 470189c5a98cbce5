//! Reads the JSON of services into a small tree, and writes JSON that is sent or stored.

mod foreign;
mod layout;
mod value;
mod write;

pub use layout::Layout;
pub(crate) use value::Value;
pub(crate) use write::{JsonWriter, list_of_objects, object};
