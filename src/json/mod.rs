//! The small tree for answers of a few hundred bytes. Project files are walked without one; the reader
//! is theirs.

mod value;
mod writer;

pub(crate) use value::Value;
pub(crate) use writer::JsonWriter;
