//! The small tree for answers of a few hundred bytes. Project files are walked without one; the reader
//! is theirs.

mod value;

pub(crate) use value::Value;
